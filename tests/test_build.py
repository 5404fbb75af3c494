"""A build makes what has changed, and leaves what says the same as it is."""

import json
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.authoring import build
from autograder.authoring.compare import keep_outputs

LECTURE = """\
# %% [markdown]
# # 1 · The neuron
#
# **Question.** What does a neuron answer?

# %%
print(0.12345678, "at 3")
"""
PROBLEM_SET = """\
# %% [markdown] nbgrader={"grade_id": "intro", "locked": true}
# # Problem set 1

# %% nbgrader={"grade_id": "fires", "solution": true}
### BEGIN SOLUTION
x = 1
### END SOLUTION
"""
ALL = ["notebooks/01_neuron.ipynb", "release/ps01_neuron/ps01_neuron.ipynb"]


@pytest.fixture
def course(tmp_path):
    """A course with a lecture, its problem set and a file of the course's package."""
    for name, text in {
        "source/01_neuron.py": LECTURE,
        "source/ps01_neuron.py": PROBLEM_SET,
        "notebooks/nncourse/views.py": "",
        "requirements.txt": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def made(course, capsys):
    """A function: build the course, or what is named, and return what was made."""

    def run(*names):
        build.main([*names], course)
        *lines, last = capsys.readouterr().out.splitlines()
        if not names:
            current = sum("has not changed" in line for line in lines)
            new = len(lines) - 1 - current
            end = f"{new} were built, {current} had not changed."
            assert last == f"Of {new + current} texts {end}"
            *lines, last = lines
        assert last == "notebooks/start.md"
        return [line for line in lines if "has not changed" not in line]

    return run


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_has_not_changed_is_not_built_again(course, made):
    lecture, problem_set = ALL
    assert made() == ALL
    assert made() == []
    assert made("01_neuron") == [lecture], "by its name it is built all the same"
    change(course / "source/01_neuron.py", "at 3", "at 4")
    assert made() == [lecture]
    change(course / "source/ps01_neuron.py", "x = 1", "x = 2")
    assert made() == [problem_set]
    (course / "notebooks/nncourse/views.py").write_text("y = 1", encoding="utf-8")
    assert made() == [lecture]
    (course / "source/ps01_neuron/data.csv").write_text("1", encoding="utf-8")
    assert made() == [problem_set]
    change(course / problem_set, "Problem set 1", "Problem set 2")
    assert made() == [problem_set], "what was made is not what was made"
    (course / "requirements.txt").write_text("numpy==9", encoding="utf-8")
    assert made() == ALL
    assert made() == []


@pytest.mark.parametrize("broken", ["", "[]", "3", "\\xff", '{"01_neuron": 3}'])
def test_without_a_memory_all_is_built(course, made, broken):
    made()
    (course / ".built.json").write_text(broken, encoding="latin-1")
    assert ALL[0] in made()


def test_a_memory_that_cannot_be_kept_stops_nothing(course, made):
    (course / ".built.json").mkdir()
    assert made() == made() == ALL


def test_a_lecture_that_says_the_same_stays_as_it_is(course, made):
    """Here, what another processor has rounded in its own way."""
    made()
    path = course / ALL[0]
    change(path, "0.12345678 at", "0.12345679 at")
    kept = path.read_bytes()
    made("01_neuron")
    assert path.read_bytes() == kept
    for old, new in [("0.12345679 at", "0.12355 at"), ("8 at 3", "8 at 4")]:
        change(path, old, new)
        made("01_neuron")
        nb = nbformat.read(path, as_version=4)
        assert nb.cells[1].outputs[0].text == "0.12345678 at 3\n"


@pytest.mark.parametrize(
    "broken",
    [
        *("", "[]", "{}", '{"cells": 3, "nbformat": 4}'),
        '{"cells": [{"cell_type": "code"}], "nbformat": 4, "nbformat_minor": 5}',
    ],
)
def test_a_broken_notebook_is_made_anew(course, made, broken):
    made()
    whole = json.loads((course / ALL[0]).read_text(encoding="utf-8"))
    (course / ALL[0]).write_text(broken, encoding="utf-8")
    made("01_neuron")
    assert json.loads((course / ALL[0]).read_text(encoding="utf-8")) == whole


def test_tags_change_no_output(course, made):
    """Nor does another cell change that of a cell which says the same."""
    made()
    path = course / ALL[0]
    change(path, "0.12345678 at", "0.12345679 at")
    change(course / "source/01_neuron.py", "# %%\n", '# %% tags=["x"]\n')
    before = json.loads(path.read_text(encoding="utf-8"))
    made()
    now = json.loads(path.read_text(encoding="utf-8"))
    assert now["cells"][1]["metadata"] == {"tags": ["x"]}
    before["cells"][1]["metadata"] = {"tags": ["x"]}
    assert now == before
    change(course / "source/01_neuron.py", "# %% tags", "# %%\n0.5\n\n# %% tags")
    made()
    *_, half, cell, _ = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert half["outputs"][0]["data"] == {"text/plain": ["0.5"]}
    assert cell["outputs"] == before["cells"][1]["outputs"]
    assert cell["execution_count"] == 2


def test_a_tag_reaches_the_release(course, made):
    change(course / "source/ps01_neuron.py", "# %% nb", '# %% tags=["x"] nb')
    made("ps01_neuron")
    nb = nbformat.read(course / ALL[1], as_version=4)
    assert [cell.metadata.get("tags") for cell in nb.cells] == [None, ["x"]]


# --- names and pairs ---

DROPOUT = {"source/07b_dropout.py": LECTURE, "source/ps07b_dropout.py": PROBLEM_SET}


@pytest.fixture
def many(course):
    """A course in which 07b stands between 07 and 08, and one set has no lecture."""
    others = ("07_regularization", "08_capacity", "10_metric", "ps07_regularization")
    for name, text in DROPOUT.items():
        (course / name).write_text(text, encoding="utf-8")
    for name in (*others, "ps12_exam"):
        text = PROBLEM_SET if name.startswith("ps") else LECTURE
        (course / f"source/{name}.py").write_text(text, encoding="utf-8")
    return course


def test_texts_stand_in_the_order_of_their_names(many):
    lectures = [text.stem for text in build.lectures(many)]
    after = ["07_regularization", "07b_dropout", "08_capacity", "10_metric"]
    assert lectures == ["01_neuron", *after]
    sets = [text.stem for text in build.problem_sets(many)]
    after = ["ps07_regularization", "ps07b_dropout", "ps12_exam"]
    assert sets == ["ps01_neuron", *after]


def test_a_problem_set_stands_beside_the_lecture_of_its_name(many):
    page = build.build_start(many).read_text(encoding="utf-8")
    page = page.replace("\N{NO-BREAK SPACE}", " ")
    links = [re.findall(r"\]\(([^)]*)\)", line) for line in page.splitlines()]

    def set_of(name):
        return f"../workspace/{name}/{name}.ipynb"

    assert [line for line in links if line] == [
        ["01_neuron.ipynb", set_of("ps01_neuron")],
        ["07_regularization.ipynb", set_of("ps07_regularization")],
        ["07b_dropout.ipynb", set_of("ps07b_dropout")],
        ["08_capacity.ipynb"],
        ["10_metric.ipynb"],
        [set_of("ps12_exam")],
    ]
    for words in ("[Problem set 1]", "[Problem set 7b]", "| [Problem set 12]"):
        assert words in page


def test_a_text_between_two_others_is_built(course, made):
    for name, text in DROPOUT.items():
        (course / name).write_text(text, encoding="utf-8")
    lecture, problem_set = ALL
    assert made() == [
        *(lecture, "notebooks/07b_dropout.ipynb"),
        *(problem_set, "release/ps07b_dropout/ps07b_dropout.ipynb"),
    ]


@pytest.mark.parametrize(
    "name, near",
    {
        "01": "01_neuron or ps01_neuron",
        "ps01": "ps01_neuron",
        "source/01_neuron.py": "01_neuron",
        "01_nueron": "01_neuron or ps01_neuron",
        "12_x": "01_neuron or ps01_neuron",
    }.items(),
)
def test_a_name_that_no_text_has_is_told_in_a_sentence(course, name, near):
    with pytest.raises(SystemExit) as end:
        build.main([name], course)
    assert end.value.code == f"There is no source/{name}.py: say {near}."


# --- outputs that agree ---


def notebook(*texts, source="1", kind="stdout", **metadata):
    outputs = [new_output("stream", name=kind, text=text) for text in texts]
    cell = new_code_cell(source, outputs=outputs, execution_count=1, id="a")
    return new_notebook(cells=[cell], metadata=metadata)


@pytest.mark.parametrize(
    "ours, saved, same",
    [
        (notebook("a 1.0"), notebook("a 1.00001"), True),
        (notebook("a 1.0"), notebook("a 1.001"), False),
        (notebook("a 1"), notebook("a 2"), False),
        (notebook("a"), notebook("a", "b"), False),
        (notebook("a"), notebook("a", source="2"), False),
        (notebook("a"), notebook("a", language="x"), False),
        (notebook("a", kind="stderr"), notebook("b", kind="stderr"), True),
        (notebook("a", kind="stderr"), notebook("a"), False),
        (notebook("a"), new_notebook(cells=[]), False),
    ],
)
def test_notebooks_are_compared_whole(ours, saved, same):
    keep_outputs(ours, saved)
    assert (ours == saved) == same


@pytest.mark.parametrize("count", [1, 7])
def test_a_result_keeps_its_text_and_has_the_number_of_its_cell(count):
    def result(text, count):
        nb, data = notebook(), {"text/plain": text}
        nb.cells[0].execution_count = count
        kind = "execute_result"
        out = new_output(kind, data, execution_count=count)
        nb.cells[0].outputs = [out]
        return nb

    ours = result("0.12345678", count)
    keep_outputs(ours, result("0.12345679", 1))
    assert ours == result("0.12345679", count)
    ours = result("0.2", count)
    keep_outputs(ours, result("0.3", 1))
    assert ours == result("0.2", count)
