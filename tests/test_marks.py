"""A person's marks, odd names and old scores: both graders do the same with them."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import tiny

from autograder import grading, stock
from autograder.course import Course
from autograder.grading import Grading

BIN = Path(sys.executable).parent
ODD = "group [1]"
HAND_INS = {ODD: tiny.RIGHT, "bob": tiny.RIGHT | {"total": "def total(x): return 0"}}


@pytest.fixture(params=["autograder", "nbgrader"])
def grade(request):
    """A function that grades all in a course, by one command or by the other."""

    def by_ours(folder, *options):
        with Grading(Course.find(folder), tiny.NAME) as found:
            list(found.run(2))

    def by_nbgrader(folder, *options):
        nbgrader(folder, "autograde", tiny.NAME, *options)

    return by_ours if request.param == "autograder" else by_nbgrader


def nbgrader(folder, *arguments):
    """Run a command of nbgrader in a course."""
    environment = os.environ | {"PATH": f"{BIN}:{os.environ['PATH']}"}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    """A course in a folder with brackets in its name."""
    return tiny.lay_out(tmp_path_factory.mktemp("course") / "my [course]", HAND_INS)


@pytest.fixture
def course(laid_out, tmp_path):
    return Path(shutil.copytree(laid_out, tmp_path / "a [copy]"))


def mark(folder, student, points):
    with tiny.gradebook(folder) as book:
        found = book.find_grade("why", tiny.NAME, tiny.NAME, student)
        found.manual_score, found.needs_manual_grade = points, False
        book.db.commit()


def told(folder):
    """The records of a course, by student: score and points that wait for a person."""
    records = grading.report(Course(folder), tiny.NAME)
    return {record.student: (record.score, record.to_mark) for record in records}


def test_marks_stay_until_their_text_changes(course, grade):
    grade(course)
    assert told(course) == {ODD: (5, 2), "bob": (2, 2)}
    mark(course, ODD, 1.5)
    mark(course, "bob", 0.5)
    tiny.hand_in(course, ODD, HAND_INS[ODD] | {"double": "def double(x): return 3"})
    tiny.hand_in(course, "bob", HAND_INS["bob"] | {"why": "Another reason."})
    grade(course)
    assert told(course) == {ODD: (4.5, 0), "bob": (2.5, 2)}
    grade(course, "--force")
    assert told(course) == {ODD: (4.5, 0), "bob": (2.5, 2)}


def test_a_page_of_feedback_is_never_older_than_the_score(course, grade):
    grade(course)
    nbgrader(course, "generate_feedback", tiny.NAME)
    pages = [course / f"feedback/{who}/tiny/tiny.html" for who in HAND_INS]
    before = [page.read_text("utf-8") for page in pages]
    tiny.hand_in(course, "bob", tiny.RIGHT)  # its timestamp is the same
    grade(course)
    assert told(course)["bob"] == (5, 2)
    assert [page.exists() for page in pages] == [True, False]
    nbgrader(course, "generate_feedback", tiny.NAME)
    after = [page.read_text("utf-8") for page in pages]
    assert after[0] == before[0] and after[1] != before[1]


def test_of_a_removed_submission_no_score_is_reported(course):
    with Grading(Course.find(course), tiny.NAME) as found:
        list(found.run(2))
    with tiny.gradebook(course) as book:
        book.remove_submission(tiny.NAME, "bob")
    records = {r.student: r for r in grading.report(Course(course), tiny.NAME)}
    assert records["bob"].score is None and records["bob"].status == "waiting"
    assert "no longer" in records["bob"].reason


def test_a_comma_in_a_name_moves_no_column(course):
    with tiny.gradebook(course) as book:
        book.add_student("bob", last_name='Doe, "Jr."', first_name="B\nob")
    nbgrader(course, "export")
    with open(course / "grades.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["student_id"] for row in rows] == ["bob"]
    assert rows[0]["last_name"] == 'Doe, "Jr."' and rows[0]["max_score"] == "7.0"
    assert rows[0]["score"] == "0.0" and list(rows[0]) == list(stock.COLUMNS)


# --- releases ---


def change(folder, name, **texts):
    """Change cells of the instructor's notebook, and release it anew."""
    path = folder / "source" / tiny.NOTEBOOK
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.nbgrader.grade_id == name:
            cell.source = texts.get("source", cell.source)
            cell.metadata.nbgrader.update(texts.get("settings", {}))
    nbformat.write(notebook, path)
    nbgrader(folder, "generate_assignment", tiny.NAME, "--force")


def test_nobody_is_accused_of_what_the_instructor_changed(course):
    old = course / "submitted" / "bob" / tiny.NOTEBOOK
    change(course, "set-up", source="import numpy as np  # mended")
    change(course, "t-double", source="assert double(3) == 6, 'two times three'")
    tiny.hand_in(course, "new", tiny.RIGHT)
    text = old.read_text("utf-8")
    tiny.hand_in(course, "forger", tiny.RIGHT)
    forged = course / "submitted" / "forger" / tiny.NOTEBOOK
    forged.write_text(text.replace("import numpy as np", "np = 0"), encoding="utf-8")
    with Grading(Course.find(course), tiny.NAME) as found:
        records = {record.student: record for record in found.run(2)}
    notes = {name: record.notes for name, record in records.items()}
    assert notes[ODD] == notes["bob"] == notes["new"] == ()
    assert "set-up" in " ".join(notes["forger"])
    path = course / "autograded" / "bob" / tiny.NOTEBOOK
    sources = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    assert len(sources) == 6 and sources[0] == "import numpy as np  # mended"
    assert records["bob"].score == 2 and records[ODD].score == 5
