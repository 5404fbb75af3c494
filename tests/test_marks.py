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
from nbformat.v4 import new_code_cell

from autograder import errors
from autograder.batch import grading
from autograder.batch.course import Course
from autograder.batch.grading import Grading
from autograder.hooks import stock

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
    """Run a command of nbgrader in a course: what it says."""
    environment = os.environ | {"PATH": f"{BIN}:{os.environ['PATH']}"}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr


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


def add_test(folder):
    """Add a test of 4 points to the instructor's notebook, and release it."""
    path = folder / "source" / tiny.NOTEBOOK
    notebook = nbformat.read(path, as_version=4)
    more = {"grade": True, "locked": True, "solution": False, "task": False}
    more |= {"grade_id": "t-more", "points": 4, "schema_version": 3}
    source = "assert double(5) == 10"
    cell = new_code_cell(source, id="t-more", metadata={"nbgrader": more})
    notebook.cells.insert(3, cell)
    nbformat.write(notebook, path)


def test_a_test_that_is_added_later_counts_once_it_is_graded(course, grade):
    grade(course)
    mark(course, "bob", 1)
    add_test(course)
    with pytest.raises(errors.GradingError, match="generate_assignment tiny"):
        Grading(Course.find(course), tiny.NAME)
    nbgrader(course, "generate_assignment", tiny.NAME, "--force")
    assert told(course) == {ODD: (5, 2 + 4), "bob": (3, 4)}, "the new points wait"
    grade(course, "--force")
    assert told(course) == {ODD: (9, 2), "bob": (7, 0)}


def test_points_that_change_in_the_source_are_not_used_old(course):
    path = course / "source" / tiny.NOTEBOOK
    text = path.read_text("utf-8")
    path.write_text(text.replace('"points": 3', '"points": 8'), encoding="utf-8")
    with pytest.raises(errors.GradingError, match="their points"):
        Grading(Course.find(course), tiny.NAME)


def test_nbgrader_says_that_the_old_points_count(course):
    path = course / "source" / tiny.NOTEBOOK
    text = path.read_text("utf-8")
    path.write_text(text.replace('"points": 3', '"points": 8'), encoding="utf-8")
    said = nbgrader(course, "autograde", tiny.NAME)
    assert "tiny.ipynb: the points of t-total in source/ are not those" in said
    assert told(course)["bob"] == (2, 2)
    path.write_text(text, encoding="utf-8")
    assert "the points of" not in nbgrader(course, "autograde", tiny.NAME, "--force")


@pytest.mark.parametrize("damaged", ["{", '{"nbformat": 4, "cells": [{}]}', "cell"])
def test_a_graded_notebook_that_cannot_be_read_is_graded_again(course, grade, damaged):
    grade(course)
    path = course / "autograded" / "bob" / tiny.NOTEBOOK
    if damaged == "cell":
        text = path.read_text("utf-8")
        damaged = text.replace('"grade_id": "why"', '"grade-id": "why"')
    path.write_text(damaged, encoding="utf-8")
    tiny.hand_in(course, "bob", tiny.RIGHT)
    grade(course, "--force")
    assert told(course) == {ODD: (5, 2), "bob": (5, 2)}


def test_a_release_is_there_after_a_failure_and_no_mark_is_lost(course):
    with Grading(Course.find(course), tiny.NAME) as found:
        list(found.run(2))
    mark(course, "bob", 1.5)
    path = course / "source" / tiny.NOTEBOOK
    notebook = nbformat.read(path, as_version=4)
    del notebook.cells[-1]  # what was marked
    nbformat.write(notebook, path)
    with pytest.raises(AssertionError, match="why: somebody has given marks"):
        nbgrader(course, "generate_assignment", tiny.NAME, "--force")
    assert (course / "release" / tiny.NOTEBOOK).exists()
    assert told(course)["bob"] == (3.5, 0)
