"""A small course to grade in tests: one problem set, and hand-ins to it."""

from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from autograder.authoring.scratch_course import ScratchCourse

ROOT = Path(__file__).parents[1]
NAME = "tiny"
NOTEBOOK = f"{NAME}/{NAME}.ipynb"

RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "total": "def total(x):\n    return np.sum(x)",
    "why": "Because sums are linear.",
}
HAND_INS = {
    "ada": RIGHT,
    "bob": RIGHT | {"total": "def total(x):\n    return x[0]"},
    "cyd": {},
    "dan": {"double": "def double(x:", "why": "I do not know."},
    "eve": RIGHT | {"double": "def double(x):\n    return x + x  # as it says"},
    "fay": {"total": "def total(x):\n    raise OSError('no')"},
}
SCORES = {"ada": 5, "bob": 2, "cyd": 0, "dan": 0, "eve": 5, "fay": 0}


def _marked(make, name: str, source: str, points: int = 0, **kind: bool):
    flags = {"grade": False, "solution": False, "locked": False, "task": False} | kind
    meta = {"grade_id": name, "schema_version": 3, **flags}
    if points:
        meta["points"] = points
    return make(source, id=name, metadata={"nbgrader": meta})


def _solution(name: str) -> NotebookNode:
    head, *body = RIGHT[name].splitlines()
    begin, end = "    ### BEGIN SOLUTION", "    ### END SOLUTION"
    source = "\n".join([head, begin, *body, end])
    return _marked(new_code_cell, name, source, solution=True)


def source() -> NotebookNode:
    """The instructor's notebook: 5 points that tests give, 2 that a person gives."""
    test = {"grade": True, "locked": True}
    cells = [
        _marked(new_code_cell, "set-up", "import numpy as np", locked=True),
        _solution("double"),
        _marked(new_code_cell, "t-double", "assert double(3) == 6", 2, **test),
        _solution("total"),
        _marked(
            new_code_cell,
            "t-total",
            "assert total(np.array([1.0])) == 1\n### BEGIN HIDDEN TESTS\n"
            "assert total(np.arange(4.0)) == 6\n### END HIDDEN TESTS",
            3,
            **test,
        ),
        _marked(new_markdown_cell, "why", "Why?", 2, grade=True, solution=True),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def lay_out(folder: Path, hand_ins=HAND_INS, more: str = "") -> Path:
    """Make the course, with the settings of this one and `more`, and the hand-ins."""
    settings = (ROOT / "nbgrader_config.py").read_text("utf-8")
    course = ScratchCourse(folder, f"{settings}\n{more}\n")
    course.add(NAME, source())
    (folder / "source" / NAME / "numbers.txt").write_text("1 2 3", encoding="utf-8")
    course.generate(NAME)
    for student, answers in hand_ins.items():
        hand_in(folder, student, answers)
    return folder


def hand_in(folder: Path, student: str, answers: dict[str, str]) -> Path:
    """Put a student's notebook into submitted/; returns its folder."""
    course = ScratchCourse(folder)
    notebook = course.released(NAME)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(name, cell.source)
    return course.hand_in(student, NAME, notebook, "2026-03-01 12:00:00 UTC")


def gradebook(folder: Path) -> Gradebook:
    """nbgrader's own view of a course's gradebook."""
    return ScratchCourse(folder).gradebook()


def export(folder: Path) -> bytes:
    """What `nbgrader export` writes."""
    to = folder / "grades.csv"
    with gradebook(folder) as book:
        CsvExportPlugin(to=str(to)).export(book)
    data = to.read_bytes()
    to.unlink()
    return data


def grades(folder: Path) -> dict:
    """All that nbgrader notes of each cell: scores, and whether somebody must look."""
    with gradebook(folder) as book:
        return {
            submission.student.id: (
                submission.score,
                submission.timestamp,
                sorted(
                    (grade.name, grade.auto_score, grade.needs_manual_grade)
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                ),
                sorted(
                    (comment.name, comment.auto_comment or "")
                    for notebook in submission.notebooks
                    for comment in notebook.comments
                ),
            )
            for submission in book.assignment_submissions(NAME)
        }
