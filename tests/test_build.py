"""A build makes what has changed, and leaves what says the same as it is."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.authoring import build
from autograder.authoring.compare import same_notebook

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
        *lines, start = capsys.readouterr().out.splitlines()
        assert start == "notebooks/start.md"
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


@pytest.mark.parametrize("broken", ["", "[]", "{}", '{"cells": 3, "nbformat": 4}'])
def test_a_broken_notebook_is_made_anew(course, made, broken):
    made()
    whole = json.loads((course / ALL[0]).read_text(encoding="utf-8"))
    (course / ALL[0]).write_text(broken, encoding="utf-8")
    made("01_neuron")
    assert json.loads((course / ALL[0]).read_text(encoding="utf-8")) == whole


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
    assert same_notebook(ours, saved) == same
