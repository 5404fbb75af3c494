"""Each fault that keeps a notebook from being graded gets one sentence with advice."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder import intake


def cell(make, name, **nbgrader):
    return make(name, metadata={"nbgrader": {"grade_id": name, **nbgrader}})


def notebook():
    return new_notebook(
        cells=[
            cell(new_markdown_cell, "text", locked=True),
            cell(new_code_cell, "imports", locked=True),
            new_code_cell("# a cell of nobody's"),
            cell(new_code_cell, "root", solution=True),
            cell(new_code_cell, "test-root", grade=True, points=1),
            cell(new_markdown_cell, "why", grade=True, solution=True, points=3),
        ]
    )


@pytest.fixture
def check(tmp_path):
    """Hands in a notebook, some text or some bytes, and returns what is said of it."""
    path = tmp_path / "ps99.ipynb"

    def check(handed_in):
        if isinstance(handed_in, bytes):
            path.write_bytes(handed_in)
        else:
            path.write_text(handed_in)
        return intake.check(path, notebook())

    return check


def edited(*cells):
    """A notebook's text. Not by nbformat, which mends cells that are there twice."""
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": cells})


def test_a_whole_notebook_has_no_fault(check):
    assert check(nbformat.writes(notebook())) == []


def test_a_student_may_add_cells_and_delete_texts(check):
    more = new_code_cell("x = 1"), new_code_cell("x = 1", metadata={"nbgrader": {}})
    assert check(edited(*notebook().cells[1:], *more, *more)) == []


@pytest.mark.parametrize("name", ["imports", "root", "test-root", "why"])
def test_a_missing_cell_is_named(check, name):
    left = [c for c in notebook().cells if intake.grade_id(c) != name]
    (fault,) = check(edited(*left))
    assert fault.startswith(f"The cell '{name}' is missing: take a fresh copy")


@pytest.mark.parametrize("name", ["text", "root", "test-root"])
def test_a_doubled_cell_is_named(check, name):
    again = [c for c in notebook().cells if intake.grade_id(c) == name]
    (fault,) = check(edited(*notebook().cells, *again))
    assert fault.startswith(f"The cell '{name}' is there more than once: keep the one")


def test_two_kinds_of_faults_are_two_sentences(check):
    _, _, _, root, _, why = notebook().cells
    missing, doubled = check(edited(root, root, why, why))
    assert missing.startswith("The cells 'imports' and 'test-root' are missing:")
    assert doubled.startswith("The cells 'root' and 'why' are there more than once:")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        nbformat.writes(notebook())[:300],
        "[" * 100_000,
        "<html>Sign in</html>",
    ],
    ids=["empty", "binary", "cut off", "deep", "html"],
)
def test_what_is_not_json_is_called_so(check, content):
    (fault,) = check(content)
    assert fault.startswith("ps99.ipynb is not JSON, as a notebook is: take a fresh")


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        "cells",
        None,
        {"cells": []},
        {"nbformat": 3, "worksheets": []},
        {"nbformat": 4, "cells": {}},
        {"nbformat": 4, "cells": [1]},
        {"nbformat": 4, "cells": [{"metadata": []}]},
    ],
    ids=json.dumps,
)
def test_other_json_is_no_notebook(check, content):
    (fault,) = check(json.dumps(content))
    assert fault.startswith("ps99.ipynb is not a notebook that nbgrader can read: take")


@pytest.mark.parametrize("meta", [None, 1, [], {"grade_id": ["root"]}], ids=json.dumps)
def test_odd_metadata_counts_as_none(check, meta):
    odd = {"nbformat": 4, "cells": [{"metadata": {"nbgrader": meta}}]}
    (fault,) = check(json.dumps(odd))
    assert "are missing" in fault


def test_a_missing_file_is_named(tmp_path):
    (fault,) = intake.check(tmp_path / "ps99.ipynb", notebook())
    assert fault == "There is no file ps99.ipynb: hand in the notebook under this name."


def test_a_fault_is_one_sentence(check):
    left = edited(*notebook().cells[:1])
    for fault in [*check(b""), *check("{}"), *check(left)]:
        assert fault.count(". ") == 0 and fault.endswith(".") and "\n" not in fault
