"""What the course adds to nbval, proved on small notebooks and on a real lecture."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.authoring.workspace import copy_folder

ROOT = Path(__file__).parents[1]
PASSES, EXPECTED = "passed", "skipped"  # pytest's XML counts an xfail as skipped


def stdout(text):
    return new_output("stream", name="stdout", text=text)


def stderr(text):
    return new_output("stream", name="stderr", text=text)


def svg(marks):
    text = "<IPython.core.display.SVG object>"
    data = {"image/svg+xml": f"<svg>{marks}</svg>", "text/plain": text}
    return new_output("display_data", data)


def shows_svg(marks):
    return f"display(SVG({f'<svg>{marks}</svg>'!r}))"


# {notebook: [(what, source of a cell, its saved outputs, what becomes of it)]}; what
# becomes of it is PASSES, EXPECTED, or words from the message of the failure.
CASES = {
    "notebooks/numbers.ipynb": [
        ("imports", "from IPython.display import SVG, display", [], PASSES),
        ("close", "print('loss 0.12345678')", [stdout("loss 0.12345679\n")], PASSES),
        ("far", "print('loss 0.1235')", [stdout("loss 0.1237\n")], "differ"),
        ("sign", "print('z = -1.5')", [stdout("z = 1.5\n")], "differ"),
        ("integer", "print('100000 steps')", [stdout("100001 steps\n")], "differ"),
        ("words", "print('loss 0.5')", [stdout("cost 0.5\n")], "differ"),
        ("kind", "print('n = 2.0')", [stdout("n = 2\n")], "differ"),
        ("more", "print('0.5 0.5')", [stdout("0.5\n")], "differ"),
        ("padding", "print('[ 1.0]')", [stdout("[1.0]\n")], "differ"),
        ("columns", "print('[  1.0]')", [stdout("[ 1.0]\n")], PASSES),
        ("lines", "print('1.0\\n2.0')", [stdout("1.0 2.0\n")], "differ"),
        ("nothing", "print(1e-16, 0.0)", [stdout("0.0 3e-17\n")], PASSES),
        ("little", "print(1e-13)", [stdout("0.0\n")], "differ"),
        ("power", "print(1.00001e-07)", [stdout("1e-07\n")], PASSES),
        ("nan", "print(float('nan'))", [stdout("nan\n")], PASSES),
        ("not nan", "print(0.5)", [stdout("nan\n")], "differ"),
        (
            "result",
            "0.12345678",
            [new_output("execute_result", {"text/plain": "0.12345679"})],
            PASSES,
        ),
        (
            "far result",
            "0.1235",
            [new_output("execute_result", {"text/plain": "0.1237"})],
            "differ",
        ),
        ("pixel", shows_svg('<a x="10.1"/>'), [svg('<a x="10.2"/>')], PASSES),
        (
            "pixels",
            shows_svg('<a x="10.1"/>'),
            [svg('<a x="10.3"/>')],
            "'image/svg+xml'",
        ),
        ("path", shows_svg('<a d="M1.1 2h3"/>'), [svg('<a d="M1.0 2h3"/>')], PASSES),
        (
            "step",
            shows_svg('<a d="M1.1 2h3"/>'),
            [svg('<a d="M1.1 2v3"/>')],
            "'image/svg+xml'",
        ),
        ("tick", shows_svg("<b>0.5</b>"), [svg("<b>0.6</b>")], "'image/svg+xml'"),
        (
            "opacity",
            shows_svg('<a fill-opacity="0.1"/>'),
            [svg('<a fill-opacity="0.2"/>')],
            "'image/svg+xml'",
        ),
        ("silent", "pass", [stdout("loss 0.5\n")], "differ"),
    ],
    "notebooks/stderr.ipynb": [
        ("imports", "import logging, sys, warnings", [], PASSES),
        ("other text", "print(1, file=sys.stderr)", [stderr("2\n")], PASSES),
        ("new text", "print(1, file=sys.stderr)", [stdout("2\n")], "Missing output"),
        ("log line", "logging.warning('[IPKernelApp] WARNING: x')", [], PASSES),
        ("warning", "warnings.warn('mind this')", [], "UserWarning: mind this"),
        (
            "saved warning",
            "warnings.warn('mind that')",
            [stderr("x.py:1: UserWarning: mind that\n  warnings.warn('mind that')\n")],
            "UserWarning: mind that",
        ),
        (
            "numpy",
            "import numpy as np; print(np.exp(np.array(1e9)))",
            [stdout("inf\n")],
            "RuntimeWarning: overflow",
        ),
    ],
    "notebooks/magic.ipynb": [
        ("good magic", "%pwd\nNone", [], PASSES),
        ("bad line magic", "%no_such_magic", [], "UsageError"),
        ("the next cell", "x = 1", [], PASSES),
    ],
    "notebooks/raises.ipynb": [
        (
            "tagged: raises",
            "1 / 0",
            [new_output("error", ename="ZeroDivisionError", evalue="division by zero")],
            PASSES,
        ),
        ("tagged: does not", "1 / 1\nNone", [], "raises none"),
        ("untagged", "1 / 0", [], "ZeroDivisionError"),
    ],
    "notebooks/dead.ipynb": [
        ("dies", "import os; os._exit(1)", [], "The kernel died in this cell"),
        ("comes after", "x = 1", [], "Kernel dead on test start"),
    ],
    "notebooks/output.ipynb": [
        ("imports", "import ipywidgets\nout = ipywidgets.Output()", [], PASSES),
        ("captured", "with out:\n    print('in')\nprint(1)", [stdout("1\n")], PASSES),
        (
            "captured, expected here",
            "with out:\n    print('in')",
            [stdout("in\n")],
            "Missing output",
        ),
        ("afterwards", "print('out')", [stdout("in\n")], "differ"),
        ("error inside", "with out:\n    1 / 0", [], "ZeroDivisionError"),
    ],
    "notebooks/page.ipynb": [
        (
            "imports",
            "from IPython.display import clear_output, display, update_display",
            [],
            PASSES,
        ),
        (
            "a loop that clears",
            "for i in range(3):\n    clear_output(wait=True)\n    print('step', i)",
            [stdout("step 2\n")],
            PASSES,
        ),
        (
            "a loop that clears, and ends elsewhere",
            "for i in range(3):\n    clear_output()\n    print('step', i)",
            [stdout("step 1\n")],
            "differ",
        ),
        ("cleared", "print(1)\nclear_output()", [], PASSES),
        ("not cleared yet", "print(1)\nclear_output(wait=True)", [], "differ"),
        (
            "updated",
            "display(0, display_id='a')\nprint(1)\nupdate_display(2, display_id='a')",
            [new_output("display_data", {"text/plain": "2"}), stdout("1\n")],
            PASSES,
        ),
        (
            "updated to another",
            "display(0, display_id='b')\nupdate_display(2, display_id='b')",
            [new_output("display_data", {"text/plain": "0"})],
            "differ",
        ),
    ],
    "source/ps99/ps99.ipynb": [
        ("stub", "raise NotImplementedError", [], "NotImplementedError"),
        ("test", "assert True", [], PASSES),
    ],
    "release/ps99/ps99.ipynb": [
        ("too early", "weights", [], "NameError"),
        ("stub", "def answer(): raise NotImplementedError", [], PASSES),
        ("graded: fails", "assert answer() == 42", [], EXPECTED),
        ("graded: hidden", "# all of it is hidden", [], PASSES),
        ("graded: passes", "assert True", [], "tests nothing"),
        ("example", "weights = answer()", [], EXPECTED),
        ("follows", "weights.sum()", [], EXPECTED),
        ("another error", "1 / 0", [], "ZeroDivisionError"),
        ("graded: dies", "import os; os._exit(1)", [], "The kernel died"),
    ],
    "release/ps98/ps98.ipynb": [
        ("graded: hangs", "import time; time.sleep(60)", [], "Timeout of 5 seconds"),
    ],
}


METADATA = {
    "graded": {"nbgrader": {"grade": True}},
    "tagged": {"tags": ["raises-exception"]},
}


def write(path, cells):
    """A notebook of cells that all were run, with the metadata that they stand for."""
    made = []
    for what, source, outputs, _ in cells:
        metadata = METADATA.get(what.partition(":")[0], {})
        run = {"execution_count": 1, "outputs": outputs, "metadata": metadata}
        made.append(new_code_cell(source, **run))
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=made), path)


def run_pytest(course, *arguments):
    """Run pytest in a course, which must find failures; they are in out.xml."""
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, course)
    copy_folder(ROOT / "tests/support", course / "tests/support")
    command = [sys.executable, "-m", "pytest", "--color=no", "--junitxml=out.xml"]
    own = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    run = subprocess.run(
        [*command, *arguments],
        cwd=course,
        env=own,
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 1, run.stdout + run.stderr  # 1: tests ran, and some failed


def outcomes(course, *arguments):
    """Run pytest in a course; {(notebook, cell number): outcome or message}."""
    run_pytest(course, *arguments)
    found = {}
    for case in ElementTree.parse(course / "out.xml").iter("testcase"):
        number = int(re.search(r"Cell (\d+)", case.get("name")).group(1))
        key = case.get("classname").replace("/", ".").removesuffix(".ipynb"), number
        found[key] = PASSES
        for result in case:
            words = f"{result.get('message')}{result.text}"
            found[key] = EXPECTED if result.tag == "skipped" else words
    return found


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    course = tmp_path_factory.mktemp("small")
    for name, cells in CASES.items():
        write(course / name, cells)
    folders = "notebooks", "source", "release"
    return outcomes(course, *folders, "--nbval-cell-timeout=5")


@pytest.mark.parametrize(
    "key, result",
    [
        pytest.param((name, number), result, id=f"{Path(name).stem}: {what}")
        for name, cells in CASES.items()
        for number, (what, _, _, result) in enumerate(cells)
    ],
)
def test_a_cell_comes_out_as_it_should(small, key, result):
    name, number = key
    found = small[name.replace("/", ".").removesuffix(".ipynb"), number]
    if result in (PASSES, EXPECTED):
        assert found == result
    else:
        assert result in found


# --- a real lecture ---

FLIPS = {
    "views/neuron.py": (
        "foot = offset * w / (w @ w)\n    corners",
        "views.Certainty(",
    ),
    "figures.py": ("np.sign(score(X)) == y", "figures.decision_regions("),
}


def flip(path, line):
    """Turn a sign, or an equality, around."""
    text = path.read_text(encoding="utf-8")
    assert text.count(line) == 1, f"{path.name} no longer has the line to flip"
    wrong = line.replace("offset", "-offset").replace("==", "!=")
    assert wrong != line
    path.write_text(text.replace(line, wrong), encoding="utf-8")


def test_a_flipped_sign_fails_the_cell_that_shows_it(tmp_path):
    """Both flips at once, and only as much of the lecture as shows them: for speed."""
    copy_folder(ROOT / "notebooks", tmp_path / "notebooks")
    path = tmp_path / "notebooks" / "01_neuron.ipynb"
    lecture = nbformat.read(path, as_version=4)
    sources = [c.source for c in lecture.cells if c.cell_type == "code"]
    guilty = set()
    for name, (line, call) in FLIPS.items():
        flip(tmp_path / "notebooks" / "nncourse" / name, line)
        guilty.add(next(i for i, source in enumerate(sources) if call in source))
    last = lecture.cells.index(
        next(c for c in lecture.cells if c.source == sources[max(guilty)])
    )
    del lecture.cells[last + 1 :]
    nbformat.write(lecture, path)

    found = outcomes(tmp_path, "-n0", "--nbval", "notebooks/01_neuron.ipynb")
    assert len(found) == max(guilty) + 1
    failed = {number for (_, number), result in found.items() if result != PASSES}
    assert failed == guilty
    assert all("differ" in r for r in found.values() if r != PASSES)


# --- the widgets of a lecture ---

DRAWS = """
from nncourse import views, widgets
from nncourse.live import explore

class View:
    controls = {{"a": views.Slide("a", 0.0, 0.0, 2.0, 0.5)}}

    def __call__(self, a):
        if a == 2.0:
            {problem}
        return views.Drawing("<svg></svg>", f"a is {{a}}")

view = explore(View())
ask = widgets.Predict("Which?", {answers})
"""
LECTURES = {
    "01_nothing_moves": ("1 + 1", {"something can be moved": "nothing moves"}),
    "02_fails_at_its_end": (
        DRAWS.format(problem="1 / 0", answers={"yes": "Right.", "no": "Wrong."}),
        {"every stop of every control is drawn": "a = 2.0: "},
    ),
    "03_says_nothing": (
        DRAWS.format(
            problem="return views.Drawing('<svg></svg>', '')",
            answers={"yes": "So it is.", "no": "So it is."},
        ),
        {
            "every stop of every control is drawn": "AssertionError",
            "every answer has its reply": "two answers, one reply",
        },
    ),
}


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """Each failing test of the widgets of LECTURES, and what it says."""
    course = tmp_path_factory.mktemp("moved")
    (course / "source").mkdir()
    for name, (source, _) in LECTURES.items():
        (course / f"source/{name}.py").write_text("", encoding="utf-8")
        cell = new_code_cell(source, execution_count=1, id="all")
        (course / "notebooks").mkdir(exist_ok=True)
        nbformat.write(new_notebook(cells=[cell]), course / f"notebooks/{name}.ipynb")
    run_pytest(course, "notebooks", "-n0")
    failed: dict = {name: {} for name in LECTURES}
    for case in ElementTree.parse(course / "out.xml").iter("testcase"):
        title = case.get("name").removeprefix("widgets: ")
        for result in case:
            lecture = re.search(r"\d\d_\w+", case.get("classname")).group()
            failed[lecture][title] = f"{result.get('message')}{result.text}"
    return failed


@pytest.mark.parametrize("name", LECTURES)
def test_a_control_that_fails_is_found(moved, name):
    (_, expected), found = LECTURES[name], moved[name]
    for title, words in expected.items():
        assert words in found.get(title, "it passed")
    others = {title for title in found if "Cell" not in title}
    assert name.startswith("01") or others == set(expected)
