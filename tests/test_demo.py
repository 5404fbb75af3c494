"""`make demo`: everybody gets the score of the bank, and nothing stops the others."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from autograder.authoring import demo
from autograder.batch.records import Record
from autograder.sandbox import provisioner

ROOT = Path(__file__).parents[1]
BROKEN = {"not-json"}
REPAIRED = {"deleted-test", "doubled-cell"}
FULL, TO_MARK = 22, 3


@pytest.fixture(scope="module")
def made():
    return {submission.student: submission for submission in demo.submissions(ROOT)}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The command, as `make demo` runs it, in another folder."""
    folder = tmp_path_factory.mktemp("demo") / "class"
    command = [sys.executable, "-m", "autograder", "demo", str(folder)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    found.folder = folder
    return found


@pytest.fixture(scope="module")
def rows(run):
    """{student: the other columns} of the printed table."""
    cells = [line.split("│")[1:-1] for line in run.stdout.splitlines()]
    return {row[0].strip(): [cell.strip() for cell in row[1:]] for row in cells if row}


def test_the_class_is_what_it_says(made):
    scores = {student: submission.expected for student, submission in made.items()}
    assert len(scores) == 12
    assert scores["all-right"] == scores["other-routes"] == scores["late"] == FULL
    assert made["all-right"].text != made["other-routes"].text
    assert {scores[student] for student in REPAIRED} == {FULL}
    assert scores["all-wrong"] == scores["empty"] == 0
    partly = {scores[student] for student in scores if student.startswith("partly")}
    assert len(partly) >= 3 and min(partly) > 0 and max(partly) < FULL
    assert {student for student in scores if scores[student] is None} == BROKEN
    late = {student for student in made if made[student].late}
    assert late == {"late"}


def test_the_class_is_the_same_each_time(made):
    assert list(made.values()) == demo.submissions(ROOT)
    assert list(made.values()) != demo.submissions(ROOT, seed=2)


def test_it_ends_well(run):
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.endswith("All as expected.\n")
    assert run.stderr == ""


def test_every_student_is_in_the_table(rows, made):
    assert list(rows) == list(made)


def test_the_scores_are_those_of_the_bank(rows, made):
    for student in made.keys() - BROKEN:
        score, to_mark, maximum, expected, _ = rows[student]
        assert score == expected == str(made[student].expected), student
        assert maximum == str(FULL + TO_MARK)
        assert to_mark == ("" if student == "empty" else f"+{TO_MARK}")


def test_what_is_broken_is_told(rows, run):
    assert rows["not-json"] == ["-", "-", "-", "-", "not graded"]
    repaired = {row for row, cells in rows.items() if cells[-1].startswith("repaired")}
    assert repaired == REPAIRED
    reasons = dict(re.findall(r"^([a-z-]+): (.*)$", run.stdout, re.MULTILINE))
    assert reasons.keys() == BROKEN | REPAIRED
    assert "'test-bce-mean' was missing" in reasons["deleted-test"]
    assert "'gradient' was there more than once" in reasons["doubled-cell"]
    assert "is not JSON" in reasons["not-json"]


def test_late_work_is_marked_late_and_loses_nothing(rows):
    assert [student for student in rows if "late" in rows[student][-1]] == ["late"]
    assert rows["late"][-1] == "graded, 5 h late"
    assert rows["late"][0] == str(FULL)


def test_progress_is_told_line_by_line(run, made):
    told = [line.split() for line in run.stdout.splitlines()[: len(made)]]
    assert [count for count, _ in told] == [f"{n}/12" for n in range(1, 13)]
    assert {student for _, student in told} == made.keys()


def test_only_the_scratch_course_is_written(run):
    assert (run.folder / "gradebook.db").exists()
    assert {path.name for path in (run.folder / "autograded").iterdir()} == {
        path.name for path in (run.folder / "submitted").iterdir()
    } - BROKEN


def test_without_a_sandbox_it_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(provisioner, "problem", lambda: "There is no sandbox.")
    assert demo.main(tmp_path / "class", ROOT) == 3
    assert capsys.readouterr().out == "There is no sandbox.\n"


def test_a_terminal_gets_a_bar(made):
    console = Console(file=StringIO(), force_terminal=True)
    records = [Record(student, "graded") for student in made]
    assert list(demo._watched(records, len(records), console)) == records
    assert "Grading" in console.file.getvalue()


def test_a_second_run_replaces_the_first(run, made):
    (run.folder / "left-over").touch()
    demo.lay_out(ROOT, run.folder, list(made.values())[:1])
    assert not (run.folder / "left-over").exists()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path, capsys):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    assert demo.main(tmp_path, ROOT) == 1
    assert "is not a folder of this demo" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_another_folder_than_the_course_is_named(tmp_path, capsys):
    assert demo.main(tmp_path / "class", tmp_path) == 1
    assert "run this in the folder of the course" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


GRADED = Record("ada", "graded", score=7, max_score=25)


@pytest.mark.parametrize(
    "result, code",
    [
        ({"record": GRADED}, 0),
        ({"record": replace(GRADED, score=8)}, 1),
        ({"record": Record("ada", "failed", "It did not start.")}, 1),
        ({"record": GRADED, "late": timedelta(hours=1)}, 1),
    ],
)
def test_a_difference_is_an_error(result, code):
    console = Console(record=True, quiet=True, width=80)
    submission = demo.Submission("ada", "", expected=7)
    assert demo.report([demo.Result(submission, **result)], console) == code


def test_a_broken_file_that_gets_a_score_is_an_error():
    submission = demo.Submission("eve", "", expected=None)
    assert not demo.Result(submission, replace(GRADED, score=0)).as_expected
