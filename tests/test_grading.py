"""Submissions are graded once each, whatever happens on the way."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import nbformat
import pytest
import tiny

from autograder import errors
from autograder.batch import grading, workers
from autograder.batch.course import Course
from autograder.batch.gradebook import SharedGradebook
from autograder.batch.grading import Grading
from autograder.batch.records import Records
from autograder.sandbox import provisioner
from tests.support.kinds import postgres_programs

BIN = Path(sys.executable).parent


def run(folder, jobs=2, scheduler="", students=(), unsafe=False):
    """Grade; {student: record}, each told once."""
    with Grading(Course.find(folder, unsafe), tiny.NAME, students) as grading:
        records = list(grading.run(jobs, scheduler))
    told = {record.student: record for record in records}
    assert len(told) == len(records)
    return told


def scores(records):
    return {name: record.score for name, record in records.items()}


def regraded(records):
    return {name for name, record in records.items() if not record.unchanged}


def written(folder):
    """All that grading leaves, without the gradebook."""
    kept = [*folder.glob("autograded/**/*"), *folder.glob(".autograder/**/*.json")]
    return {path: path.read_bytes() for path in kept if path.is_file()}


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    """The course before anything is graded. Not to be changed."""
    return tiny.lay_out(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def whole(laid_out, tmp_path_factory):
    """The course, graded in one run. Not to be changed."""
    folder = copy(laid_out, tmp_path_factory.mktemp("whole"))
    assert scores(run(folder)) == tiny.SCORES
    return folder


def copy(folder, to):
    return Path(shutil.copytree(folder, to, dirs_exist_ok=True))


@pytest.fixture
def ungraded(laid_out, tmp_path):
    return copy(laid_out, tmp_path)


@pytest.fixture
def graded(whole, tmp_path):
    return copy(whole, tmp_path)


# --- scores ---


def test_every_cell_is_graded_as_by_nbgrader(whole, ungraded):
    (ungraded / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    command = [sys.executable, "-m", "nbgrader", "autograde", tiny.NAME]
    environment = os.environ | {"PATH": f"{BIN}:{os.environ['PATH']}"}
    subprocess.run(
        command, cwd=ungraded, env=environment, check=True, capture_output=True
    )
    ours, stock = tiny.grades(whole), tiny.grades(ungraded)
    assert ours == stock and ours.keys() == tiny.HAND_INS.keys()
    assert tiny.export(whole) == tiny.export(ungraded)
    for student in tiny.HAND_INS:
        folders = [c / "autograded" / student / tiny.NAME for c in (whole, ungraded)]
        names = [sorted(path.name for path in folder.iterdir()) for folder in folders]
        assert names[0] == names[1]
        cells = [nbformat.read(f / f"{tiny.NAME}.ipynb", 4).cells for f in folders]
        assert [c.source for c in cells[0]] == [c.source for c in cells[1]]


def test_a_record_tells_what_the_gradebook_has(whole):
    told = {record.student: record for record in grading.report(Course(whole), "tiny")}
    assert scores(told) == tiny.SCORES
    assert {record.max_score for record in told.values()} == {7}
    waiting = {name for name, record in told.items() if record.to_mark == 2}
    assert waiting == {"ada", "bob", "dan", "eve"}, "who wrote nothing has no answer"


def test_without_a_sandbox_the_scores_are_the_same(ungraded, monkeypatch):
    monkeypatch.setattr(provisioner, "problem", lambda: "No sandbox here.")
    with pytest.raises(errors.NoSandboxError, match="No sandbox here"):
        run(ungraded)
    assert written(ungraded) == {}
    told = run(ungraded, unsafe=True, students=["bob", "eve"])
    assert scores(told) == {"bob": 2, "eve": 5}


# --- again ---


def test_a_second_run_changes_nothing(graded):
    before = written(graded), tiny.export(graded), (graded / "gradebook.db").stat()
    told = run(graded)
    assert regraded(told) == set() and scores(told) == tiny.SCORES
    assert (written(graded), tiny.export(graded)) == before[:2]
    assert (graded / "gradebook.db").stat().st_mtime_ns == before[2].st_mtime_ns


def test_only_what_changed_is_graded_again(graded):
    tiny.hand_in(graded, "bob", tiny.RIGHT)
    tiny.hand_in(graded, "cyd", {})
    told = run(graded)
    assert regraded(told) == {"bob"}
    assert scores(told) == tiny.SCORES | {"bob": 5}


def test_a_score_that_the_gradebook_lost_is_made_again(graded):
    with tiny.gradebook(graded) as book:
        book.remove_submission(tiny.NAME, "eve")
    shutil.rmtree(graded / "autograded" / "ada")
    before = tiny.export(graded)
    assert regraded(run(graded)) == {"ada", "eve"}
    assert tiny.export(graded) != before


def test_points_that_a_person_gave_stay(graded):
    with tiny.gradebook(graded) as book:
        grade = book.find_grade("why", tiny.NAME, tiny.NAME, "bob")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        book.db.commit()
    tiny.hand_in(graded, "bob", tiny.RIGHT)
    assert scores(run(graded))["bob"] == 6.5
    told = {record.student: record for record in grading.report(Course(graded), "tiny")}
    assert told["bob"].score == 6.5


def test_late_work_costs_what_the_course_says_until_there_is_an_extension(ungraded):
    with open(ungraded / "nbgrader_config.py", "a", encoding="utf-8") as settings:
        settings.write("c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    with tiny.gradebook(ungraded) as book:
        due = "2026-03-01 11:00:00 UTC"
        book.update_or_create_assignment(tiny.NAME, duedate=due)
    assert scores(run(ungraded, students=["ada"])) == {"ada": 0}
    with tiny.gradebook(ungraded) as book:
        submission = book.find_submission(tiny.NAME, "ada")
        assert (submission.score, submission.late_submission_penalty) == (5, 5)
        book.grant_extension(tiny.NAME, "ada", hours=2)
    told = run(ungraded, students=["ada"])
    assert regraded(told) == {"ada"} and scores(told) == {"ada": 5}


def test_a_killed_run_is_gone_on_with(ungraded, whole):
    command = [sys.executable, "-m", "autograder", "grade", tiny.NAME, "--jobs", "1"]
    with subprocess.Popen(
        command,
        cwd=ungraded,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        told = [process.stderr.readline() for _ in range(2)]
        process.kill()
    assert [line.split()[0] for line in told] == ["1/6", "2/6"]
    records = ungraded.glob(".autograder/tiny/*.json")
    done = {path.stem for path in records}
    assert {"ada", "bob"} <= done < set(tiny.HAND_INS)
    told = run(ungraded)
    assert regraded(told) == set(tiny.HAND_INS) - done
    assert tiny.grades(ungraded) == tiny.grades(whole)
    assert tiny.export(ungraded) == tiny.export(whole)


@pytest.mark.parametrize("where", ["scores", "_swap", "write"])
def test_a_crash_while_saving_loses_nothing(graded, monkeypatch, where):
    """A crash is an exception here that nothing catches, at the worst moments."""
    old = tiny.grades(graded)
    tiny.hand_in(graded, "bob", tiny.RIGHT)

    def crash(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        owner = {"scores": SharedGradebook, "_swap": grading, "write": Records}
        patch.setattr(owner[where], where, crash)
        with pytest.raises(KeyboardInterrupt):
            run(graded)
    kept = tiny.grades(graded)
    assert kept["bob"][0] == (2 if where == "scores" else 5)
    assert {name: kept[name] for name in kept if name != "bob"} == {
        name: old[name] for name in old if name != "bob"
    }
    told = run(graded)
    assert regraded(told) == {"bob"} and scores(told)["bob"] == 5
    left = {path.name for path in graded.glob("autograded/bob/*")}
    assert left == {tiny.NAME}


def test_two_runs_at_the_same_time_are_refused(graded):
    with Grading(Course(graded), tiny.NAME) as first:
        tiny.hand_in(graded, "bob", tiny.RIGHT)
        running = first.run(1)
        next(running)
        with pytest.raises(errors.GradingError, match="Another process grades tiny"):
            run(graded)
        assert len(list(running)) == 5


# --- what cannot be graded ---


def test_refused_and_failed_are_no_zeros(laid_out, tmp_path):
    few = {name: tiny.HAND_INS[name] for name in ("ada", "bob", "cyd")}
    setting = "c.SandboxProvisioner.copy_files = 3"
    folder = tiny.lay_out(tmp_path, few, setting)
    (folder / "submitted/ada" / tiny.NOTEBOOK).write_text("{", encoding="utf-8")
    for number in range(5):
        (folder / f"submitted/bob/tiny/{number}.csv").write_text("1", encoding="utf-8")
    told = run(folder)
    assert [told[name].status for name in few] == ["refused", "failed", "graded"]
    assert told["ada"].reason.startswith("tiny.ipynb is not JSON")
    assert "too many or too large" in told["bob"].reason
    assert scores(told) == {"ada": None, "bob": None, "cyd": 0}
    assert tiny.grades(folder).keys() == {"cyd"}
    again = {
        record.student: record for record in grading.report(Course(folder), "tiny")
    }
    assert again["ada"] == told["ada"] and again["bob"] == told["bob"]
    for number in range(5):
        (folder / f"submitted/bob/tiny/{number}.csv").unlink()
    assert scores(run(folder)) == {"ada": None, "bob": 2, "cyd": 0}


def test_who_hands_in_a_broken_file_keeps_a_score_and_is_told_so(graded):
    (graded / "submitted/ada" / tiny.NOTEBOOK).write_text("{", encoding="utf-8")
    record = run(graded)["ada"]
    assert (record.status, record.score) == ("refused", None)
    assert record.reason.endswith(grading.EARLIER)
    assert tiny.grades(graded)["ada"][0] == 5


def test_a_stale_assignment_is_refused(ungraded):
    path = ungraded / "source" / tiny.NOTEBOOK
    path.write_text(
        path.read_text("utf-8").replace("double(3) == 6", "double(3) > 5"),
        encoding="utf-8",
    )
    with pytest.raises(errors.GradingError, match=r"'t-double' .* has changed since"):
        run(ungraded)


# --- other machines ---


@contextmanager
def dask(tmp_path, workers):
    """A scheduler and workers as processes of their own; its address, and them."""
    file = tmp_path / "scheduler.json"
    program = [sys.executable, "-m", "dask"]
    options = ["--no-dashboard", "--scheduler-file", str(file)]
    # Nothing of the course is where they are.
    commands = [["scheduler", "--port", "0", "--host", "127.0.0.1"]]
    commands += [["worker", "--nthreads", "1", "--no-nanny"]] * workers
    with ExitStack() as stack:
        processes = []
        for number, command in enumerate(commands):
            place = tmp_path / f"machine-{number}"
            place.mkdir()
            process = subprocess.Popen(
                [*program, *command, *options],
                cwd=place,
                stderr=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
            processes.append(process)
        while not (
            file.exists() and file.read_text(encoding="utf-8").rstrip().endswith("}")
        ):
            assert processes[0].poll() is None
            time.sleep(0.05)
        yield json.loads(file.read_text(encoding="utf-8"))["address"], processes[1:]


def test_a_killed_worker_loses_nothing(ungraded, whole, tmp_path_factory):
    with dask(tmp_path_factory.mktemp("dask"), workers=2) as (address, started):
        told, saved = {}, []
        with Grading(Course(ungraded), tiny.NAME) as grading:
            keep = grading._save

            def save(job, outcome):
                saved.append((job.record.student, outcome.process))
                return keep(job, outcome)

            grading._save = save
            for record in grading.run(scheduler=address):
                told[record.student] = record
                if len(saved) == 1:
                    at_work = int(saved[0][1].rpartition(":")[2])
                    os.kill(at_work, signal.SIGKILL)
        assert at_work in {worker.pid for worker in started}
        assert scores(told) == tiny.SCORES
        assert sorted(student for student, _ in saved) == sorted(tiny.HAND_INS)
        assert len({process for _, process in saved}) == 2
    assert tiny.grades(ungraded) == tiny.grades(whole)
    assert tiny.export(ungraded) == tiny.export(whole)


def test_a_scheduler_that_is_not_there_is_told(ungraded, monkeypatch):
    monkeypatch.setattr(workers, "ANSWER_WITHIN", 1)
    with pytest.raises(errors.UnreachableError, match=r"127\.0\.0\.1:1 does not"):
        run(ungraded, scheduler="tcp://127.0.0.1:1")


# --- another database ---


@pytest.fixture
def postgres():
    """The address of a PostgreSQL that nobody else can reach."""
    programs = postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    if user:
        shutil.chown(folder, user, user)

    def do(program, *arguments):
        command = [programs / program, "-D", folder / "data", *arguments]
        subprocess.run(
            command, cwd=folder, check=True, user=user, stdout=subprocess.DEVNULL
        )

    do("initdb", "--no-sync", "-A", "trust", "-U", "grader")
    options = f"-c listen_addresses= -c fsync=off -k {folder}"
    do("pg_ctl", "-w", "-l", folder / "log", "-o", options, "start")
    yield f"postgresql+psycopg://grader@/postgres?host={folder}"
    do("pg_ctl", "-w", "-m", "immediate", "stop")
    shutil.rmtree(folder)


def test_a_gradebook_on_postgresql(tmp_path, postgres, whole):
    setting = f"c.CourseDirectory.db_url = {postgres!r}"
    folder = tiny.lay_out(tmp_path, more=setting)
    assert scores(run(folder)) == tiny.SCORES
    assert not (folder / "gradebook.db").exists()
    assert tiny.grades(folder) == tiny.grades(whole)
    before = tiny.export(folder)
    assert before == tiny.export(whole)
    assert regraded(run(folder)) == set()
    tiny.hand_in(folder, "bob", tiny.RIGHT)
    assert regraded(run(folder)) == {"bob"}
    tiny.hand_in(folder, "bob", tiny.HAND_INS["bob"])
    run(folder)
    assert tiny.export(folder) == before
