"""The command `autograder`: grade an assignment, report on it, check a hand-in; build.

Run it in the folder of the course or in one below. The work of grading is in `batch/`,
that of making the course in `authoring/`.
"""

import contextlib
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

EPILOG = """\b
Exit codes:
  0  all is well: every submission is graded, or nothing is missing
  1  some submission was refused or failed, or something is missing
  2  wrong use: an option, no course, no such assignment or student
  3  no sandbox for the students' code
  4  the gradebook, the scheduler or a worker does not answer
  130  stopped by Ctrl-C; what is graded is saved, the next run goes on
"""
UNSAFE = """\
--unsafe: students' code runs without a sandbox, in one process with the tests.
It has your rights. It can read the hidden tests, change scores, and read and write
your files. Use it only for code that you have read, or on a machine with nothing on it.
"""
FINE = "As released."
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON and no table.")


@contextlib.contextmanager
def _exit_codes() -> Iterator[None]:
    """Turn what stops a command into one sentence and an exit code."""
    from .errors import GradingError

    try:
        yield
    except KeyboardInterrupt:
        click.echo("Stopped. What is graded is saved; the next run goes on.", err=True)
        # At once: a normal exit waits for the submissions that run, and one may loop.
        os._exit(130)
    except GradingError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.code)


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Grade what students hand in: in a sandbox, many at once, each once."""
    # jsonschema would take a second to build a grammar for a format no notebook has.
    # None forbids the import.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


@main.command(epilog=EPILOG)
@click.argument("assignment")
@click.option(
    "--student", "students", multiple=True, metavar="ID", help="Only this one."
)
@click.option("--jobs", type=click.IntRange(1), help="How many at once; one per core.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="Of a dask scheduler.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--unsafe", is_flag=True, help="Run students' code without a sandbox.")
@JSON
def grade(
    assignment: str,
    students: tuple[str, ...],
    jobs: int | None,
    scheduler: str,
    dry_run: bool,
    unsafe: bool,
    as_json: bool,
) -> None:
    """Grade the submissions of ASSIGNMENT in submitted/.

    What is graded and has not changed is left alone, so a run that was stopped goes on
    where it was. --student can be given several times. --scheduler uses the workers of
    a dask scheduler, which need this package and nothing of the course; it has to be
    one that only you can reach.
    """
    from .batch.course import Course
    from .batch.grading import Grading

    with _exit_codes():
        course = Course.find(Path(), unsafe)
        with Grading(course, assignment, students, keep=not dry_run) as grading:
            if dry_run:
                records = list(grading.plan())
            else:
                if unsafe:
                    click.echo(UNSAFE, err=True)
                stream = grading.run(jobs or _cores(), scheduler)
                records = list(_with_progress(stream, len(grading.submissions)))
    records.sort(key=lambda record: record.student)
    _show(assignment, records, as_json)
    if any(record.status in ("refused", "failed") for record in records):
        sys.exit(1)


@main.command(epilog=EPILOG)
@click.argument("assignment")
@JSON
def report(assignment: str, as_json: bool) -> None:
    """Show what became of each submission of ASSIGNMENT, with its score of now."""
    from .batch import course, grading

    with _exit_codes():
        records = grading.report(course.Course.find(Path()), assignment)
    _show(assignment, records, as_json)


@main.command(epilog=EPILOG)
@click.argument("submission", type=click.Path(exists=True, path_type=Path))
@click.option("--assignment", default="", help="If its name does not tell.")
@JSON
def check(submission: Path, assignment: str, as_json: bool) -> None:
    """Say what intake makes of SUBMISSION, a notebook or a folder; nothing is run.

    Exit code 1 means that it could not be graded.
    """
    from .batch.course import Course
    from .errors import GradingError
    from .hooks import releases
    from .intake import rebuilding

    with _exit_codes():
        course = Course.find(Path())
        name = assignment or _assignment(course, submission)
        released = course.released(name)
        if not released:
            raise GradingError(
                f"There is no released notebook for {submission.name!r}: name the"
                " problem set with --assignment."
            )
    with _as_folder(submission) as folder:
        intakes = {
            notebook: rebuilding.take(
                folder,
                notebook,
                cells,
                released.keys() - {notebook},
                releases.earlier(course.root, name, notebook),
            )
            for notebook, cells in released.items()
            if submission.is_dir() or len(released) == 1 or notebook == submission.stem
        }
    if as_json:
        rows = [
            {"notebook": notebook, "fault": intake.fault, "notes": list(intake.notes)}
            for notebook, intake in intakes.items()
        ]
        click.echo(json.dumps(rows, indent=1))
    else:
        for notebook, intake in intakes.items():
            for sentence in [intake.fault] if intake.fault else intake.notes or [FINE]:
                click.echo(f"{notebook}: {sentence}")
    if any(intake.fault for intake in intakes.values()):
        sys.exit(1)


@main.command(epilog=EPILOG)
@JSON
def doctor(as_json: bool) -> None:
    """Say what this machine lacks for grading, and the command that installs it."""
    findings = list(_findings())
    if as_json:
        keys = ("what", "well", "said")
        rows = [dict(zip(keys, finding, strict=True)) for finding in findings]
        click.echo(json.dumps(rows, indent=1))
    else:
        for what, is_well, sentence in findings:
            click.echo(f"{'ok     ' if is_well else 'MISSING'} {what}: {sentence}")
    if not all(is_well for _, is_well, _ in findings):
        sys.exit(1)


def _cores() -> int:
    """How many cores this process may use."""
    with contextlib.suppress(AttributeError):  # Linux only
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# --- what they print ---


def _show(assignment: str, records: list, as_json: bool) -> None:
    if as_json:
        counts = Counter(record.status for record in records)
        answer = {
            "assignment": assignment,
            "counts": dict(sorted(counts.items())),
            "submissions": [asdict(record) for record in records],
        }
        click.echo(json.dumps(answer, indent=1))
        return
    table = Table(title=assignment)
    table.add_column("student")
    for name in ("score", "to mark", "max"):
        table.add_column(name, justify="right")
    table.add_column("status")
    for record in records:
        table.add_row(escape(record.student), *_numbers(record), _status(record))
    console = Console()
    console.print(table)
    for record in records:
        for sentence in filter(None, (record.reason, *record.notes)):
            # Of a student's making: no markup, no line of its own.
            console.print(f"{record.student}: {sentence}", markup=False, soft_wrap=True)
    console.print(_summary(records))


def _numbers(record) -> tuple[str, str, str]:
    if record.score is None:
        return "-", "-", "-"
    to_mark = f"+{record.to_mark:g}" if record.to_mark else ""
    return f"{record.score:g}", to_mark, f"{record.max_score:g}"


def _status(record) -> str:
    if record.status == "graded":
        words = "repaired and graded" if record.notes else "graded"
        return f"{words}, unchanged" if record.unchanged else words
    return "not graded yet" if record.status == "waiting" else record.status


def _summary(records: list) -> str:
    counts = Counter(record.status for record in records)
    unchanged = sum(record.unchanged for record in records)
    parts = [f"{number} {status}" for status, number in sorted(counts.items())]
    if unchanged:
        parts.append(f"{unchanged} of them unchanged")
    return ", ".join(parts) + "." if parts else "Nothing was handed in."


def _with_progress(records: Iterable, total: int) -> Iterator:
    """Yield the records as they come: a bar on a terminal, else a line for each.

    On stderr, so that the output is the table, or JSON, alone.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        for number, record in enumerate(records, start=1):
            score = "" if record.score is None else f", {record.score:g} points"
            line = f"{number}/{total} {record.student}: {_status(record)}{score}"
            console.print(line, markup=False, soft_wrap=True)
            yield record
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]} failed"),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=total, failed=0, rate="")
        failed = 0
        for record in records:
            failed += record.status != "graded"
            speed = progress.tasks[0].speed
            rate = f"{60 * speed:.0f} a minute" if speed else ""
            progress.update(task, advance=1, failed=failed, rate=rate)
            yield record


# --- check ---


def _assignment(course, submission: Path) -> str:
    """The assignment that the name of a hand-in's file or folder stands for."""
    path = submission.resolve()
    names = [path.name] if path.is_dir() else [path.stem, path.parent.name]
    for folder in sorted(course.path("release", ".", "*").parent.glob("*")):
        stems = {notebook.stem for notebook in folder.glob("*.ipynb")}
        if folder.name in names or (path.is_file() and path.stem in stems):
            return folder.name
    return names[0]


@contextlib.contextmanager
def _as_folder(submission: Path) -> Iterator[Path]:
    """A folder that holds nothing but the submission."""
    if submission.is_dir():
        yield submission
        return
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(submission, folder)
        yield Path(folder)


# --- the course ---


@main.command(epilog=EPILOG)
@click.argument("names", nargs=-1, metavar="[NAME]...")
def build(names: tuple[str, ...]) -> None:
    """Build notebooks, problem sets and the start page from source/.

    Without a NAME, what has changed since the last time. With a NAME, source/NAME.py,
    changed or not.
    """
    from .authoring import build

    build.main(list(names))


@main.command(epilog=EPILOG)
@click.argument("folder", default="demo", type=click.Path(path_type=Path))
def demo(folder: Path) -> None:
    """Make a class of hand-ins in FOLDER and grade it: a course to look at.

    Exit code 1 means that a score is not the expected one.
    """
    from .authoring import demo

    sys.exit(demo.main(folder))


# --- doctor ---


def _findings() -> Iterator[tuple[str, bool, str]]:
    """Check what grading needs: yield its name, whether it is well, and a sentence."""
    from .batch.course import CONFIG, Course
    from .errors import GradingError
    from .sandbox import provisioner

    problem = provisioner.problem()
    yield "sandbox", not problem, problem or "bubblewrap works here"
    alembic = shutil.which("alembic")
    install = f"`{sys.executable} -m pip install alembic`, or put"
    lacking = f"nbgrader calls it for a new gradebook: {install} .venv/bin on PATH"
    course = None
    try:
        course = Course.find(Path())  # its configuration may mend PATH
        alembic = shutil.which("alembic")
    except GradingError as error:
        yield "course", False, str(error)
    else:
        yield "course", True, str(course.root / CONFIG)
    yield "alembic", bool(alembic), alembic or lacking
    if course:
        try:
            with contextlib.closing(course.gradebook(keep=False)) as book:
                names = ", ".join(sorted(book.generated())) or "no assignment yet"
            yield "gradebook", True, names
        except GradingError as error:
            yield "gradebook", False, str(error)
    for what, folder in (("disk", Path()), ("temporary files", tempfile.gettempdir())):
        free = shutil.disk_usage(folder).free / 2**30
        room = f"{free:.1f} GB free in {Path(folder).resolve()}"
        yield what, free >= 1, room if free >= 1 else f"{room}: 1 GB is needed"
    with contextlib.suppress(OSError, ValueError):
        lines = Path("/proc/meminfo").read_text(encoding="utf-8").splitlines()
        kilobytes = dict(line.split(":") for line in lines)["MemAvailable"].split()[0]
        free = int(kilobytes) / 2**20
        room = f"{free:.1f} GB available"
        yield "memory", free >= 2, room if free >= 2 else f"{room}: 2 GB are needed"
