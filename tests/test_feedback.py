"""What students read tells no hidden test, and runs nothing that a student wrote."""

import base64
import contextlib
import gc
import signal
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from time import process_time
from urllib.parse import quote

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbformat.v4 import new_raw_cell as new_raw
from nbgrader.server_extensions.formgrader.handlers import template_path
from traitlets.config import Config, PyFileConfigLoader

from autograder.hooks import execute, feedback, page_limits

ROOT = Path(__file__).parents[1]

# --- hidden tests ---

REGION = f"### {feedback.BEGIN}\nassert f(7) == 8\n### {feedback.END}"


def test_hidden_regions_are_cut_and_the_rest_stays():
    source = f"a = 1\n{REGION}\nassert a\n{REGION}"
    want = f"a = 1\n{feedback.NOTE}\nassert a\n{feedback.NOTE}"
    assert feedback.without_hidden(source) == want


def error(message):
    return new_output(
        "error", ename="AssertionError", evalue=message, traceback=["f(7)", message]
    )


def words(text="got 7"):
    return new_output("stream", text=text)


def code(kind, source, *outputs):
    nbgrader = {
        "test": {"grade": True, "solution": False},
        "answer": {"grade": False, "solution": True},
        "essay": {"grade": True, "solution": True},
        "own": None,
    }[kind]
    meta = {"nbgrader": nbgrader} if nbgrader else {}
    return new_code_cell(source, outputs=list(outputs), metadata=meta)


def read_by_student(*cells):
    """The outputs that are left, cell by cell."""
    notebook, _ = feedback.HideHiddenTests().preprocess(new_notebook(cells=cells), {})
    return [cell.outputs for cell in notebook.cells]


def test_above_the_first_hidden_test_all_is_shown():
    cells = [code(kind, "f(1)", words(), error("no")) for kind in ("own", "test")]
    assert read_by_student(*cells) == [[words(), error("no")]] * 2


def test_below_it_all_cells_of_a_student_look_alike():
    loud = [code(kind, "print(seen)", words()) for kind in ("own", "answer", "essay")]
    loud[0].execution_count = 722
    silent = [code(kind, "seen = []") for kind in ("own", "answer", "essay")]
    test = code("test", REGION)
    _, *below = read_by_student(test, *loud, *silent)
    assert below == [[words(feedback.WITHHELD)]] * 6
    assert [cell.execution_count for cell in loud + silent] == [None] * 6


def test_below_it_a_visible_test_says_only_that_it_failed():
    cells = code("test", "f(1)", words(), error("f(7)")), code("test", "f(1)", words())
    _, failed, passed = read_by_student(code("test", REGION), *cells)
    assert failed == [feedback._error("AssertionError", feedback.FAILED)]
    assert passed == []


@pytest.mark.parametrize("why", [execute.STOPPED, execute.ENDED])
def test_below_it_a_test_that_was_not_run_says_why(why):
    said = feedback._error("StudentError", f"This test {why}")
    _, (shown,) = read_by_student(code("test", REGION), code("test", "f(1)", said))
    assert shown == said


SAYS = REGION.replace("== 8", "== 8, f'which sign has {f(7)}?'")


def test_a_hidden_test_shows_its_message_only():
    failed = error(f"which sign has {'7' * 40}?")
    (outputs,) = read_by_student(code("test", SAYS, words(), failed))
    shown = f"AssertionError: which sign has {'7' * 12}…"
    assert [out.traceback for out in outputs] == [[shown]]


def test_a_hidden_test_may_have_its_words_in_a_locked_cell():
    helper = code("own", "def g(x):\n    assert x, 'which of the two signs is it?'")
    helper.metadata = {"nbgrader": {"grade": False, "solution": False, "locked": True}}
    failed = error("which of the two signs is it?")
    _, (shown,) = read_by_student(helper, code("test", REGION, failed))
    assert shown.evalue == failed.evalue


def test_only_tests_have_hidden_regions():
    assert read_by_student(code("own", REGION, words())) == [[words()]]


# --- pages ---

ALERT = "parent.document.title='owned'"
HOSTILE = f"""\
<script>{ALERT}</script><SCRIPT SRC=//evil.example/x.js></SCRIPT>
<img src=x onerror="{ALERT}"><svg onload="{ALERT}"><script>{ALERT}</script></svg>
<iframe src="javascript:{ALERT}"></iframe><a href="java&#09;script:{ALERT}">x</a>
<a href="data:text/html,<script>{ALERT}</script>">y</a><a href="/formgrader">z</a>
<form action="/formgrader/api/grade/1"><button class="full-credit">ok</button></form>
<div class="full-credit" style="position:fixed;inset:0" id="accuracy">cover</div>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1
 onerror={ALERT}&gt;"></math><object data="x"></object><base href="//evil.example">
<meta http-equiv="refresh" content="0;url=//evil.example"><link rel=stylesheet href=x>
<p>plain <b>words</b></p>
"""


def rich(text):
    """The outputs that a page may show, by their kind."""
    return {
        "text/html": text,
        "text/markdown": f"[x](javascript:{ALERT})\n\n{text}",
        "image/svg+xml": f'<svg xmlns="http://www.w3.org/2000/svg">{text}</svg>',
        "text/latex": text,
        "image/png": f'" onerror="{ALERT}',
        "application/javascript": ALERT,
        "text/vnd.mermaid": text,
        "application/vnd.jupyter.widget-view+json": {"model_id": text},
    }


SIZE = {"image/png": {"width": f"1 onerror={ALERT}", "alt": HOSTILE}}


def everywhere(text):
    """A notebook with a text in each place where a student can write."""
    graded = {"grade": True, "solution": True, "grade_id": "why", "points": 3}
    graded |= {"locked": False, "schema_version": 3, "comment": text, "score": 1}
    outputs = [
        new_output("display_data", {kind: data}, metadata=SIZE)
        for kind, data in rich(text).items()
    ]
    isolated = {"text/html": {"isolated": True}}
    outputs += [
        new_output("execute_result", {"text/html": text}, metadata=isolated),
        new_output("stream", text=text),
        new_output("error", ename=text, evalue=text, traceback=[text]),
    ]
    cells = [
        new_markdown_cell(text, metadata={"nbgrader": graded}),
        new_markdown_cell(text),
        new_raw(text),
        new_code_cell(text, outputs=outputs),
    ]
    return new_notebook(cells=cells)


ACTIVE = {"script", "iframe", "object", "embed", "form", "base", "meta", "link"}


class Tags(HTMLParser):
    """What could act in a page."""

    def __init__(self, page):
        super().__init__()
        self.active, self.styles, self.sources, self.marks = [], [], [], Counter()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in ACTIVE or any(name.startswith("on") for name in given):
            self.active.append((tag, given))
        for key in ("class", "id"):
            self.marks.update((given.get(key) or "").split())
        if "position" in (given.get("style") or ""):
            self.styles.append(given)
        self.sources += [given[key] or "" for key in ("src", "href") if key in given]


@pytest.fixture(params=["feedback", "formgrade"])
def page(request):
    """Shows a notebook as nbgrader does, with the settings of the course."""
    settings = PyFileConfigLoader("nbgrader_config.py", str(ROOT)).load_config()
    here = Config()
    here.HTMLExporter.template_name = request.param
    here.HTMLExporter.extra_template_basedirs = [template_path]
    css = Path(template_path).parent / "static/node_modules/bootstrap/dist/css"
    here.HTMLExporter.extra_template_paths = [str(css)]
    settings.merge(here)
    resources = {
        "nbgrader": {"notebook": "ps99", "score": 1, "max_score": 3, "late_penalty": 0},
        "base_url": "",
        **dict.fromkeys(("index", "total"), 0),
    }
    exporter = HTMLExporter(config=settings)
    return lambda cells: exporter.from_notebook_node(cells, resources=resources)[0]


def test_nothing_that_a_student_wrote_acts_in_a_page(page):
    empty, full = Tags(page(new_notebook())), Tags(page(everywhere(HOSTILE)))
    assert [tag for tag in full.active if tag not in empty.active] == []
    assert full.styles == empty.styles
    wild = [link for link in full.sources if link not in empty.sources]
    safe = ("data:image/", "#")
    assert [link for link in wild if not link.startswith(safe)] == []


def test_no_student_can_draw_a_button_of_formgrader(page):
    plain, full = Tags(page(everywhere("x"))), Tags(page(everywhere(HOSTILE)))
    assert plain.marks["nbgrader_cell"] == 1
    for mark in ("full-credit", "accuracy"):
        assert full.marks[mark] == plain.marks[mark]


PNG = "iVBORw0KGgo="
SVG = base64.b64encode(b"<svg xmlns='x'><script>alert(1)</script></svg>").decode()
WEBP = base64.b64encode(b"RIFF\0\0\0\0WEBPVP8 ").decode()
AVIF = base64.b64encode(b"\0\0\0\x1cftypavif\0\0").decode()
BMP = base64.b64encode(b"BM" + bytes(30)).decode()
HEIC = base64.b64encode(b"\0\0\0\x1cftypheic\0\0").decode()
ODD = "Screenshot 2026-03-01 at 9.41.00\u202fPM (2).png"


@pytest.mark.parametrize(
    "text, given, shown",
    [
        ("![p](attachment:a.jpg)", {"a.jpg": {"image/jpg": PNG}}, "png"),
        ("![p](attachment:a)", {"a": {"image/svg+xml": SVG}}, "svg+xml"),
        ("![p](attachment:a)", {"a": {"image/webp": WEBP}}, "webp"),
        ("![p](attachment:a)", {"a": {"image/avif": AVIF}}, "avif"),
        ("![p](attachment:a)", {"a": {"image/bmp": BMP}}, "bmp"),
        (f"![p](attachment:{ODD})", {ODD: {"image/png": PNG}}, "png"),
        (f"![p](attachment:{quote(ODD)})", {ODD: {"image/png": PNG}}, "png"),
        ('<img src="attachment:a.png">', {"a.png": {"image/png": PNG}}, "png"),
        (f"![p](data:image/png;base64,{PNG})", {}, "png"),
        ("![p](attachment:a)", {"a": {"image/heic": HEIC}}, ""),
        ("![p](attachment:a)", {"a": {"image/png": "%"}}, ""),
        ("![p](attachment:a)", {"a": {"image/webp": "UklGRg=="}}, ""),
        ("![p](attachment:a)", {"a": {}}, ""),
        ("![p](attachment:a)", {}, ""),
        ("![p](attachment:a b \u202f (1).png)", {}, ""),
        ("![](derivation.png)", {}, ""),
        ("![p](https://example.org/a.png)", {}, ""),
        ('<img src="a.png">', {}, ""),
        ("![p](data:image/png;base64,AAAA)", {}, ""),
    ],
)
def test_each_picture_is_shown_or_named_in_its_place(page, text, given, shown):
    cell = new_markdown_cell(f"Before.\n\n{text}\n\nAfter.", attachments=given)
    made = page(new_notebook(cells=[cell]))
    assert "Before." in made and "After." in made
    found = [s for s in Tags(made).sources if s.startswith("data:image/")]
    assert [s.split(";")[0] for s in found] == (
        [f"data:image/{shown}"] if shown else []
    )
    assert ("[picture " in made) == (not shown)


def test_a_text_that_cannot_be_rendered_is_shown_as_it_is(page, monkeypatch):
    monkeypatch.setattr(feedback.pictures, "Renderer", None)
    made = page(new_notebook(cells=[new_markdown_cell("An <b>essay</b>.")]))
    assert "An &lt;b&gt;essay&lt;/b&gt;." in made


DEAR = {
    "tags": "<div>" * 11_000,
    "tags that open no end": "<script>" * 100_000,
    "blanks": "a" + " " * 190_000 + "b",
    "lines": "\n " * 25_000,
    "names": "a." * 24_000,
    "quotes": ">" * 49_000,
    "a table": "|a" * 12_000 + "\n" + "|-" * 12_000,
    "colors": "\x1b[31m" * 90_000,
}


@pytest.mark.parametrize("text", DEAR.values(), ids=DEAR)
def test_a_page_of_dear_texts_is_made_within_its_limits(page, monkeypatch, text):
    monkeypatch.setattr(page_limits, "TEXT_SECONDS", 0.2)
    monkeypatch.setattr(page_limits, "PAGE_SECONDS", 1.0)
    monkeypatch.setattr(page_limits, "PAGE_MARKS", 50_000)
    own = [cell for _ in range(10) for cell in everywhere(text).cells]
    first = new_markdown_cell("*First.*")
    start = process_time()
    made = page(new_notebook(cells=[first, *own]))
    assert "<em>First.</em>" in made
    assert process_time() - start < 30  # without the limits minutes, or hours


def test_what_takes_too_long_is_shown_as_written_though_it_catches_all(monkeypatch):
    monkeypatch.setattr(page_limits, "TEXT_SECONDS", 0.1)
    page_limits.begin()

    def stubborn(text):
        while True:
            with contextlib.suppress(Exception):
                text.upper()

    assert page_limits.bounded(stubborn, str.upper, "an essay", 10) == "AN ESSAY"
    assert page_limits.bounded(str.title, str.upper, "an essay", 10) == "An Essay"


def test_what_takes_too_long_is_not_broken_off_in_the_collector(monkeypatch):
    """What is raised there is printed and forgotten: JAX has a callback there."""
    monkeypatch.setattr(page_limits, "TEXT_SECONDS", 0.1)
    page_limits.begin()
    alarms = []

    def callback(phase, told):
        alarms.append(signal.getitimer(signal.ITIMER_VIRTUAL)[0])

    def wasteful(text):
        gc.callbacks.append(callback)
        while True:
            ring = []
            ring.append(ring)

    try:
        assert page_limits.bounded(wasteful, str.upper, "an essay", 10) == "AN ESSAY"
        assert not any(alarms)
    finally:
        gc.callbacks.pop()
    assert gc.isenabled()


def test_a_page_has_one_time_for_all_its_texts_and_the_next_page_its_own(monkeypatch):
    monkeypatch.setattr(page_limits, "PAGE_SECONDS", 0.1)
    page_limits.begin()

    def slow(text):
        while True:
            pass

    assert page_limits.bounded(slow, str.upper, "one", 10) == "ONE"
    assert page_limits.bounded(str.title, str.upper, "two", 10) == "TWO"
    page_limits.begin()
    assert page_limits.bounded(str.title, str.upper, "three", 10) == "Three"
    assert page_limits.bounded(str.title, str.upper, "three", 4) == "THREE"


def test_of_what_a_full_page_has_no_room_for_it_says_so(page, monkeypatch):
    monkeypatch.setattr(page_limits, "PAGE_MARKS", 3)
    cells = [new_markdown_cell("word"), new_markdown_cell("<b>a</b> <b>b</b>")]
    made = page(new_notebook(cells=cells))
    assert "<p>word</p>" in made and page_limits.NOT_SHOWN in made


def test_what_is_harmless_is_shown(page):
    text = (
        "# Head\n\n*some* **words** $a<b$ `x < y`\n\n"
        "| a | b |\n|---|--:|\n| 1 | 2 |\n\n```python\nfor\n```\n\n"
        "![p](attachment:p.png) [link](https://example.org)"
    )
    picture = {"p.png": {"image/png": "iVBORw0KGgo="}}
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>'
    outputs = [
        new_output("display_data", {"image/svg+xml": svg}),
        new_output("display_data", {"image/png": "iVBORw0KGgo="}),
        new_output("display_data", {"text/html": "<table><tr><th>t</th></tr></table>"}),
    ]
    made = page(
        new_notebook(
            cells=[
                new_markdown_cell(text, attachments=picture),
                new_code_cell("plot()", outputs=outputs),
            ]
        )
    )
    for part in (
        ">Head",
        "<em>some</em> <strong>words</strong> $a&lt;b$ <code>x &lt; y</code>",
        '<th style="text-align:right;">b</th>',
        '<span class="k">for</span>',
        '<a href="https://example.org">link</a>',
        "data:image/svg+xml;base64,",
        "<th>t</th>",
    ):
        assert part in made, part
    assert Tags(made).sources.count("data:image/png;base64,iVBORw0KGgo=") == 2
