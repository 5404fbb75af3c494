"""The command `autograder`: what it prints, writes and returns."""

import json
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
import tiny
from click.testing import CliRunner
from rich.console import Console

from autograder import cli
from autograder.batch import grading, workers
from autograder.sandbox import provisioner

FEW = ["ada", "cyd"]


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    """The course, with two hand-ins and one that is broken. Not to be changed."""
    hand_ins = {name: tiny.HAND_INS[name] for name in FEW}
    folder = tiny.lay_out(tmp_path_factory.mktemp("tiny"), hand_ins)
    broken = folder / "submitted" / "[b]bob" / tiny.NAME
    broken.mkdir(parents=True)
    (broken / "tiny.ipynb").write_text("{", encoding="utf-8")
    return folder


@pytest.fixture
def course(laid_out, tmp_path, monkeypatch):
    """A copy of it; the current folder is one in it."""
    folder = Path(shutil.copytree(laid_out, tmp_path / "course"))
    monkeypatch.chdir(folder / "source")
    return folder


def do(*arguments):
    """Run the command in this process."""
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def contents(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def sentence(result):
    """The one line that says what is wrong."""
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    line = result.stderr.removesuffix("\n")
    assert line.startswith("Error: ") and line.endswith(".")
    return line.removeprefix("Error: ")


def test_grade(course):
    run = do("grade", tiny.NAME, "--jobs", 2)
    assert run.exit_code == 1, "one was refused"
    lines = run.stderr.splitlines()
    assert lines[0] == "1/3 [b]bob: refused"
    assert {line.partition(" ")[2] for line in lines[1:]} == {
        "ada: graded, 5 points",
        "cyd: graded, 0 points",
    }
    rows = [line.split("│")[1:-1] for line in run.stdout.splitlines() if "│" in line]
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["[b]bob", "-", "-", "-", "refused"],
        ["ada", "5", "+2", "7", "graded"],
        ["cyd", "0", "", "7", "graded"],
    ]
    assert "[b]bob: tiny.ipynb is not JSON" in run.stdout
    assert run.stdout.endswith("2 graded, 1 refused.\n")

    again = do("grade", tiny.NAME, "--student", "ada", "--json")
    assert again.exit_code == 0
    found = json.loads(again.stdout)
    assert found["counts"] == {"graded": 1}
    (record,) = found["submissions"]
    assert (record["student"], record["score"], record["unchanged"]) == ("ada", 5, True)

    told = do("report", tiny.NAME, "--json")
    assert told.exit_code == 0
    scores = {one["student"]: one["score"] for one in json.loads(told.stdout)[KEY]}
    assert scores == {"ada": 5, "cyd": 0, "[b]bob": None}


KEY = "submissions"


def test_a_dry_run_writes_nothing(course):
    before = contents(course)
    run = do("grade", tiny.NAME, "--dry-run", "--json")
    assert run.exit_code == 1 and contents(course) == before
    found = {one["student"]: one["status"] for one in json.loads(run.stdout)[KEY]}
    assert found == {"ada": "waiting", "cyd": "waiting", "[b]bob": "refused"}


def test_what_is_not_graded_yet_is_reported(course):
    run = do("report", tiny.NAME)
    assert run.exit_code == 0 and run.stdout.count("not graded yet") == 3


def test_without_a_sandbox_it_refuses_and_says_what_unsafe_costs(course, monkeypatch):
    why = "The sandbox needs bwrap, which is not installed."
    monkeypatch.setattr(provisioner, "problem", lambda: why)
    refused = do("grade", tiny.NAME)
    assert refused.exit_code == 3
    assert refused.stderr.splitlines()[-1] == f"Error: {why}"
    run = do("grade", tiny.NAME, "--unsafe", "--student", "ada")
    assert run.exit_code == 0, run.stderr
    assert "It can read the hidden tests, change scores" in run.stderr
    doctor = do("doctor")
    assert doctor.exit_code == 1 and f"MISSING sandbox: {why}" in doctor.stdout


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        ("grade nope", 2, "There is no assignment 'nope'; the gradebook has: tiny."),
        ("grade ../tiny", 2, "There is no assignment '../tiny'; the gradebook has:"),
        ("report nope", 2, "There is no assignment 'nope'; the gradebook has: tiny."),
        ("grade tiny --student zed", 2, "zed: no submission of tiny; it would be in "),
        ("grade new", 2, "new is not in the gradebook yet: run `nbgrader generate_"),
        (
            "grade tiny --student ada --scheduler x",
            4,
            "The scheduler x does not answer",
        ),
    ],
)
def test_bad_input_is_one_sentence_and_changes_nothing(
    course, monkeypatch, arguments, code, said
):
    monkeypatch.setattr(workers, "ANSWER_WITHIN", 1)
    (course / "source" / "new").mkdir()
    before = contents(course / "submitted"), (course / "gradebook.db").read_bytes()
    run = do(*arguments.split())
    assert run.exit_code == code
    assert sentence(run).startswith(said)
    after = contents(course / "submitted"), (course / "gradebook.db").read_bytes()
    assert after == before


def test_no_course(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = do("grade", "tiny")
    assert run.exit_code == 2
    assert sentence(run).startswith("There is no course here: nbgrader_config.py is")
    assert list(tmp_path.iterdir()) == []


def test_no_gradebook(course):
    (course / "gradebook.db").unlink()
    run = do("grade", "tiny")
    assert run.exit_code == 2
    assert "run `nbgrader generate_assignment`" in sentence(run)
    assert not (course / "gradebook.db").exists()


def test_a_gradebook_that_does_not_answer(course):
    with open(course / "nbgrader_config.py", "a", encoding="utf-8") as config:
        config.write(
            "c.CourseDirectory.db_url = 'postgresql+psycopg://u:pw@/x?host=/no'"
        )
    run = do("grade", "tiny")
    assert run.exit_code == 4
    assert "cannot be opened" in sentence(run) and "pw" not in run.stderr


def test_a_broken_configuration(course):
    (course / "nbgrader_config.py").write_text("c = ", encoding="utf-8")
    run = do("grade", "tiny")
    assert run.exit_code == 2 and "cannot be read (SyntaxError" in sentence(run)


# --- check ---


def test_check(course):
    before = contents(course)
    folder = course / "submitted"
    well = do("check", folder / "ada" / tiny.NAME)
    assert (well.exit_code, well.stdout) == (0, "tiny: As released.\n")
    assert do("check", folder / "ada" / tiny.NOTEBOOK).stdout == well.stdout
    broken = do("check", folder / "[b]bob" / tiny.NOTEBOOK)
    assert broken.exit_code == 1
    assert broken.stdout.startswith("tiny: tiny.ipynb is not JSON")
    found = do("check", folder / "[b]bob" / tiny.NAME, "--json")
    assert "is not JSON" in json.loads(found.stdout)[0]["fault"]
    assert contents(course) == before


def test_check_of_a_notebook_with_another_name(course, tmp_path):
    other = tmp_path / "my homework.ipynb"
    shutil.copy(course / "submitted" / "ada" / tiny.NOTEBOOK, other)
    unknown = do("check", other)
    assert unknown.exit_code == 2 and "--assignment" in sentence(unknown)
    named = do("check", other, "--assignment", tiny.NAME)
    assert named.exit_code == 0
    assert "was graded in its place: tiny.ipynb is not there" in named.stdout


# --- doctor and help ---


def test_doctor(course):
    run = do("doctor", "--json")
    found = {row["what"]: row for row in json.loads(run.stdout)}
    assert run.exit_code == 0, run.stdout
    assert found["gradebook"]["said"] == tiny.NAME
    assert found.keys() >= {"sandbox", "course", "alembic", "gradebook", "disk"}


def test_doctor_outside_of_a_course(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = do("doctor")
    assert run.exit_code == 1
    assert "MISSING course: There is no course here" in run.stdout


@pytest.mark.parametrize("command", ["", "grade", "report", "check", "doctor"])
def test_help_has_the_exit_codes(command):
    run = do(*command.split(), "--help")
    assert run.exit_code == 0
    for line in cli.EPILOG.splitlines()[1:]:
        assert line.strip() in run.stdout


def test_the_module_is_the_command(course):
    command = [sys.executable, "-m", "autograder", "report", "nope"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert run.returncode == 2
    assert run.stderr.startswith("Error: There is no assignment 'nope'")


def test_a_terminal_gets_a_bar(monkeypatch):
    shown = StringIO()
    console = Console(file=shown, force_terminal=True, width=100)
    monkeypatch.setattr(cli, "Console", lambda stderr: console)
    records = [grading.Record("ada", "graded"), grading.Record("bob", "failed")]
    assert list(cli._with_progress(iter(records), 2)) == records
    assert "2/2" in shown.getvalue() and "1 failed" in shown.getvalue()
