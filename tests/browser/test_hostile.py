"""A notebook by somebody who means harm is opened: nothing of it runs or loads."""

import json
import re
from html import escape

import nbformat
import numpy as np
import pytest
from playwright.sync_api import expect

from nncourse import datasets, views
from nncourse.live import MIME, explore

AWAY = "https://away.example/"
STILL = "image/svg+xml"
RUN = "window.hostile = 1"
OPEN = "path => { window.jupyterapp.commands.execute('docmanager:open', {path}) }"
SHOWN = ".jp-NotebookPanel .jp-OutputArea-output"
DOT = '<circle cx="5" cy="5" r="3"/>'  # what a picture shows that is not all refused


def svg(marks: str, attributes: str = "") -> str:
    xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {xlink} viewBox="0 0 9 9"'
    return f"{head} {attributes}>{marks}{DOT}</svg>"


def html(marks: str) -> str:
    return f'<g xmlns:h="http://www.w3.org/1999/xhtml">{marks}</g>'


IMG = f'<img src="{AWAY}img" onerror="{RUN}"/>'
PICTURES = {
    "script": svg(f"<script>{RUN}</script>"),
    "script from away": svg(f'<script href="{AWAY}script.js"/>'),
    "script of another namespace": svg(html(f"<h:script>{RUN}</h:script>")),
    "onload": svg("", f'onload="{RUN}"'),
    "onload of a part": svg(f'<g onload="{RUN}"/><svg onload="{RUN}"/>'),
    "onbegin": svg(f'<animate attributeName="x" dur="1s" onbegin="{RUN}"/>'),
    "link": svg(f'<a href="javascript:{RUN}" xlink:href="javascript:{RUN}">{DOT}</a>'),
    "HTML inside": svg(
        f'<foreignObject width="9" height="9">'
        f'<div xmlns="http://www.w3.org/1999/xhtml">{IMG}</div></foreignObject>'
    ),
    "img": svg(IMG),
    "img of HTML": svg(html(f'<h:img src="{AWAY}img" onerror="{RUN}"/>')),
    "embed": svg(f'<embed src="{AWAY}embed"/><object data="{AWAY}object"/>'),
    "leaves for another page": svg(
        f'<meta http-equiv="refresh" content="0;url={AWAY}meta"/>'
    ),
    "image": svg(f'<image href="{AWAY}image" width="9" height="9"/>'),
    "use": svg(f'<use href="{AWAY}use.svg#x"/>'),
    "style": svg(f"<style>@import '{AWAY}style'; * {{ display: none }}</style>"),
    "url": svg(f'<rect width="9" height="9" fill="url({AWAY}fill#a)"/>'),
    "url in a style": svg("", f'style="background: url({AWAY}background)"'),
    "url in a fallback": svg("", f'style="fill: var(--a, url({AWAY}fallback#a))"'),
    "url in disguise": svg("", f'style="background: u\\72l({AWAY}disguise)"'),
    "image-set": svg("", f"style=\"background: image-set('{AWAY}set' 1x)\""),
    "lies over the page": svg("", 'style="position: fixed; inset: 0; z-index: 99999"'),
    "obeyed on a click": svg(
        "", 'data-commandlinker-command="notebook:insert-cell-below" class="jp-Dialog"'
    ),
    # Text that is another picture when it is read as HTML.
    "comment": svg(f"<!--><img src='x' onerror='{RUN}'/>-->"),
    "instruction": svg(f"<?x ><img src='x' onerror='{RUN}'/>?>"),
    "CDATA": svg(f"<title><![CDATA[><img src='x' onerror='{RUN}'/>]]></title>"),
    "raw text": svg(
        f"<p/><xmp><!-- </xmp><img src='x' onerror='{RUN}'/> --></xmp>"
        f'<style><g title="{escape(f"</style><img src=x onerror={RUN}>")}"/></style>'
    ),
}
NO_PICTURES = {
    "no XML": f"<svg viewBox='0 0 9 9'><img src=x onerror={RUN}>",
    "HTML": f'<html xmlns="http://www.w3.org/1999/xhtml"><script>{RUN}</script></html>',
}
ALL = PICTURES | NO_PICTURES

X, y = datasets.xor(20, noise=0.1, rng=np.random.default_rng(0))
FAIR = explore(views.NeuronLine(X, y))._repr_mimebundle_()[0]
VIEW = FAIR[MIME]
DATA = json.loads(VIEW["data"])
PLAIN = {"controls": "[]", "module": "", "data": "{}", "state": {}, "name": "plain"}
HANDLES = dict(json.loads(VIEW["controls"]))


def controls(*each) -> dict:
    """The part of a view that says what can be moved."""
    return {"controls": json.dumps(each)}


SPECS = {
    "module in another folder": {"module": "../../../../../files/x"},
    "module from away": {"module": f"{AWAY}x"},
    "module in a list": {"module": [f"{AWAY}x"]},
    "module that is none": {"module": "constructor"},
    "marks from its data": {
        "data": json.dumps(DATA | {"dots": f"<script>{RUN}</script>{IMG}{DOT}"})
    },
    "a control without numbers": controls(["w1", {"kind": "slide"}]),
    "data of no kind": {"data": "[["},
    "label": controls(["w1", HANDLES["w1"] | {"label": IMG}]),
}
BROKEN = {
    "nothing": None,
    "a list": [],
    "words": "words",
    "no controls": VIEW | {"controls": None},
    "controls that are none": VIEW | {"controls": [["w1", HANDLES["w1"]]]},
    "a control of no kind": VIEW | controls(["a", {"kind": "constructor"}]),
    "no state": VIEW | {"state": None},
    "a control with no name": VIEW | controls(["__proto__", HANDLES["w1"]]),
    "no data": VIEW | {"data": "{}"},
    "no picture from its data": VIEW | {"data": json.dumps(DATA | {"dots": "</svg>"})},
}


def outputs() -> dict[str, dict]:
    """All outputs of the notebook, by what is wrong with them; the last is fair."""
    given = {
        name: {MIME: PLAIN | {"caption": IMG}, STILL: image}
        for name, image in ALL.items()
    }
    given |= {name: FAIR | {MIME: VIEW | wrong} for name, wrong in SPECS.items()}
    given |= {name: FAIR | {MIME: view} for name, view in BROKEN.items()}
    own = {
        name: {kind: data[kind] for kind in (MIME, STILL)}
        for name, data in given.items()
    }
    return own | {"fair": {kind: FAIR[kind] for kind in (MIME, STILL)}}


@pytest.fixture(scope="module")
def page(lab, server_of, open_module_page):
    """The notebook, opened; `asked` are the URLs that were asked for since then."""
    url = lab("student")
    cells = [
        nbformat.v4.new_code_cell(
            name, outputs=[nbformat.v4.new_output("display_data", data)]
        )
        for name, data in outputs().items()
    ]
    path = server_of(url).root / "notebooks/hostile.ipynb"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    page = open_module_page(f"{url}/lab?reset", 1280, 22_000, loaded=True)
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.evaluate(OPEN, "notebooks/hostile.ipynb")
    shown = f"document.querySelectorAll({SHOWN!r}).length"
    page.until(f"{shown} >= {len(cells)}", shown, what="not all outputs are shown")
    expect(output(page, "fair").locator("[data-draws=page]")).to_be_visible()
    page.wait_for_timeout(500)  # whatever is to run or to load has begun
    return page


def output(page, name: str):
    return page.locator(SHOWN).nth(list(outputs()).index(name))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_keeps_what_draws_and_nothing_else(page, name):
    expect(output(page, name).locator("svg circle").last).to_be_visible()
    assert output(page, name).evaluate(MORE) == []


MORE = """output => {
  const all = [...output.querySelectorAll(".nn-picture *")];
  const marks = ["svg", "title", "g", "path", "rect", "circle"];
  const draws = /^(xmlns|viewBox|style|x|y|cx|cy|r|width|height|fill)$/;
  const more = all.filter(each => each.namespaceURI !== "http://www.w3.org/2000/svg"
    || !marks.includes(each.localName) || getComputedStyle(each).position === "fixed");
  const names = all.flatMap(each => each.getAttributeNames());
  const other = names.filter(each => !draws.test(each));
  return [...more.map(each => each.localName), ...other];
}"""


@pytest.mark.parametrize("name", NO_PICTURES)
def test_what_is_no_picture_is_not_shown_and_its_words_are(page, name):
    expect(output(page, name).locator(".nncourse-caption")).to_have_text(IMG)
    expect(output(page, name).locator(".nn-picture *")).to_have_count(0)


@pytest.mark.parametrize("name", SPECS)
def test_a_view_with_something_else_in_it_is_shown_without_it(page, name):
    expect(output(page, name).locator(".nncourse-caption")).not_to_be_empty()
    expect(output(page, name).locator("img, script")).to_have_count(0)


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_view_says_so(page, name):
    sentence = "This view cannot be shown: .+ Run its cell to make it again"
    expect(output(page, name)).to_contain_text(re.compile(sentence))


def test_nothing_was_run_even_by_a_click(page):
    cells = page.locator(".jp-NotebookPanel:visible .jp-Cell")
    expect(cells).to_have_count(len(outputs()))
    page.evaluate(CLICK)
    expect(cells).to_have_count(len(outputs()))
    assert page.evaluate("window.hostile") is None


CLICK = """() => {
  for (const each of document.querySelectorAll(".nn-picture *")) {
    each.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  }
}"""


def test_nothing_was_loaded_but_modules_of_the_course(page):
    assert page.outside == []
    ours = [url.partition("/nncourse/")[2] for url in page.asked if "/nncourse/" in url]
    modules = "neuron_line", "constructor", "svg"
    allowed = re.compile(
        rf"static/(views/)?({'|'.join(modules)})\.js|frames/index\.json"
    )
    assert [path for path in ours if not allowed.fullmatch(path)] == []
    assert not [url for url in page.asked if "/files/" in url]


def test_nothing_was_thrown_and_the_page_goes_on(page):
    """A module that was looked for in vain the console calls an error."""
    assert [error for error in page.errors if "404" not in error] == []
    fair = output(page, "fair")
    before = fair.locator(".nncourse-caption").text_content()
    fair.locator("input[type=range]").first.press("ArrowLeft")
    expect(fair.locator(".nncourse-caption")).not_to_have_text(before)
