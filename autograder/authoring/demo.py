"""A class of hand-ins to problem set 1, made from the answers bank and then graded.

    autograder demo [FOLDER]

works in a scratch course, by default demo/, and never touches the real one. Nine of
the twelve are whole; two are repaired and one is refused, and the table says why. The
expected scores are those of the bank: if one differs, the command exits with 1.
"""

import logging
import os
import random
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from rich.console import Console
from rich.progress import track
from rich.table import Table
from traitlets.log import get_logger

from ..batch.course import Course
from ..batch.grading import Grading
from ..batch.records import Record
from ..errors import GradingError
from ..intake import rebuilding
from . import bank
from .scratch_course import ScratchCourse

PROBLEM_SET = "ps01_neuron"
DUE = datetime(2026, 3, 2, 12)
SEED = 1
MADE_HERE = ".made-by-demo"  # marks a folder that the next run may delete
ESSAY = "Any labels fit 27 images in 784 dimensions. Flip coins; measure on new images."


@dataclass(frozen=True)
class Submission:
    """What one made-up student hands in, and the score it must get.

    `expected` is None for a file that cannot be graded.
    """

    student: str
    text: str
    expected: int | None
    late: timedelta = timedelta()


@dataclass(frozen=True)
class Result:
    """What became of a submission, and how late it came."""

    submission: Submission
    record: Record
    late: timedelta = timedelta()

    @property
    def as_expected(self) -> bool:
        """Whether it is what the submission was made for."""
        made = self.submission
        return self.record.score == made.expected and self.late == made.late


# --- the class ---


def submissions(root: Path, seed: int = SEED) -> list[Submission]:
    """Twelve hand-ins: right, partly right, wrong, empty, late, and broken ones.

    Args:
        root: the folder of the course.
        seed: decides which answers are mixed.

    Raises:
        FileNotFoundError: if the problem set is not there.
        BankError: if the answers bank cannot be read.
    """
    rng = random.Random(seed)
    path = root / "release" / PROBLEM_SET / f"{PROBLEM_SET}.ipynb"
    if not path.exists():
        raise FileNotFoundError(
            f"There is no {path}: run this in the folder of the course."
        )
    released = nbformat.read(path, as_version=4)
    choices: dict[str, list[bank.Answer]] = {}
    for answer in bank.answers(root, PROBLEM_SET):
        choices.setdefault(answer.exercise, []).append(answer)
    right = [[a for a in some if a.right] for some in choices.values()]

    first = [some[0] for some in right]
    picked = {
        "all-right": first,
        "other-routes": [some[-1] for some in right],
        **{f"partly-{k}": list(map(rng.choice, choices.values())) for k in range(1, 5)},
        "all-wrong": [min(some, key=lambda a: a.earned) for some in choices.values()],
        "late": list(map(rng.choice, right)),
    }
    whole = [
        Submission(
            student,
            nbformat.writes(_filled(released, answers)),
            expected=sum(answer.earned for answer in answers),
            late=timedelta(hours=5 if student == "late" else 0),
        )
        for student, answers in picked.items()
    ]
    best = _filled(released, first)
    full = sum(answer.earned for answer in first)
    deleted, doubled = _without(best, "test-bce-mean"), _doubled(best, "gradient")
    cut_off = nbformat.writes(best)[:10_000]  # as by a broken upload
    return [
        *whole,
        Submission("empty", nbformat.writes(released), expected=0),
        Submission("deleted-test", nbformat.writes(deleted), expected=full),
        Submission("doubled-cell", nbformat.writes(doubled), expected=full),
        Submission("not-json", cut_off, expected=None),
    ]


def _filled(released: NotebookNode, picked: list[bank.Answer]) -> NotebookNode:
    """A notebook with these answers, and some words where a person marks."""
    sources = {answer.exercise: answer.source for answer in picked}
    return bank.fill(released, sources | {"accuracy": ESSAY})


def _without(notebook: NotebookNode, name: str) -> NotebookNode:
    """A copy in which one cell was deleted."""
    cells = [cell for cell in notebook.cells if rebuilding.grade_id(cell) != name]
    return NotebookNode(notebook, cells=cells)


def _doubled(notebook: NotebookNode, name: str) -> NotebookNode:
    """A copy in which one cell stands twice."""
    at = [rebuilding.grade_id(cell) for cell in notebook.cells].index(name)
    again = NotebookNode(notebook.cells[at], id="again")
    cells = [*notebook.cells[:at], again, *notebook.cells[at:]]
    return NotebookNode(notebook, cells=cells)


# --- the course ---


def lay_out(root: Path, folder: Path, made: Iterable[Submission]) -> None:
    """Make a scratch course with the real configuration, and these hand-ins.

    Args:
        root: the folder of the course.
        folder: where to make it; what an earlier call made there is deleted.
        made: what was handed in.

    Raises:
        FileExistsError: if the folder is there and no earlier call made it.
    """
    if folder.exists():
        if not (folder / MADE_HERE).exists():
            raise FileExistsError(
                f"{folder} is not a folder of this demo: move it away, or name another."
            )
        shutil.rmtree(folder)
    settings = (root / "nbgrader_config.py").read_text("utf-8")
    course = ScratchCourse(folder, settings)
    (folder / MADE_HERE).touch()
    course.add(PROBLEM_SET, root / "source" / PROBLEM_SET)
    for submission in made:
        when = DUE + (submission.late or -timedelta(days=1))
        student, text = submission.student, submission.text
        course.hand_in(student, PROBLEM_SET, text, f"{when} UTC")


def grade(made: list[Submission], folder: Path, console: Console) -> list[Result]:
    """Grade all submissions in a scratch course, as `autograder grade` does.

    Raises:
        GradingError: if nothing can be graded.
    """
    log = get_logger()
    assert isinstance(log, logging.Logger)
    log.handlers[:] = [logging.NullHandler()]  # all is well, it would say
    course = ScratchCourse(folder)
    course.generate(PROBLEM_SET)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(PROBLEM_SET, duedate=DUE)
    with Grading(Course(folder), PROBLEM_SET) as grading:
        every = grading.run(jobs=os.cpu_count() or 1)
        records = {r.student: r for r in _watched(every, len(made), console)}
        with grading.book.transaction():
            late = {student: _late(grading, student) for student in records}
    return [Result(s, records[s.student], late[s.student]) for s in made]


def _late(grading: Grading, student: str) -> timedelta:
    """How late a submission is; nothing that was not graded is."""
    entry = grading.book.submission(PROBLEM_SET, student)
    return timedelta(seconds=entry.total_seconds_late if entry else 0)


# --- the table ---


def table(results: list[Result]) -> Table:
    """One line for each submission."""
    made = Table(title=f"{PROBLEM_SET}, due {DUE:%d %B %Y, %H:%M} UTC")
    made.add_column("student")
    for name in ("score", "to mark", "max", "expected"):
        made.add_column(name, justify="right")
    made.add_column("status")
    for result in results:
        made.add_row(result.submission.student, *_numbers(result), _status(result))
    return made


def _numbers(result: Result) -> list[str]:
    expected, record = result.submission.expected, result.record
    shown = "-" if expected is None else f"{expected}"
    if record.score is None:
        return ["-", "-", "-", shown]
    to_mark = f"+{record.to_mark:g}" if record.to_mark else ""
    return [f"{record.score:g}", to_mark, f"{record.max_score:g}", shown]


def _status(result: Result) -> str:
    words = "not graded" if result.record.score is None else "graded"
    if result.record.notes and result.record.score is not None:
        words = "repaired and graded"
    if result.late:
        words += f", {result.late / timedelta(hours=1):g} h late"
    return words if result.as_expected else f"{words}: UNEXPECTED"


def _watched(
    records: Iterable[Record], total: int, console: Console
) -> Iterator[Record]:
    """The records as they come: a bar on a terminal, else a line for each."""
    if console.is_terminal:
        yield from track(records, "Grading", total, console=console, transient=True)
        return
    for number, record in enumerate(records, start=1):
        console.print(f"{number}/{total} {record.student}")
        yield record


def main(folder: Path, root: Path = Path()) -> int:
    """Make the class, grade it and show the scores.

    Args:
        folder: to work in.
        root: the folder of the course.

    Returns:
        0 if every score is the expected one, 1 if not, and more if nothing is graded.
    """
    console = Console()
    try:
        made = submissions(root)
        lay_out(root, folder, made)
    except (FileNotFoundError, FileExistsError, bank.BankError) as error:
        console.print(str(error), soft_wrap=True)
        return 1
    try:
        results = grade(made, folder, console)
    except GradingError as error:
        console.print(str(error), soft_wrap=True)
        return error.code
    return report(results, console)


def report(results: list[Result], console: Console) -> int:
    """Print the table and the reasons; return 0 if all is as expected, else 1."""
    console.print(table(results))
    for record in (result.record for result in results):
        if reason := record.reason or " ".join(record.notes):
            console.print(f"{record.student}: {reason}", soft_wrap=True)
    wrong = [r.submission.student for r in results if not r.as_expected]
    console.print(
        f"Not as expected: {', '.join(wrong)}" if wrong else "All as expected."
    )
    return 1 if wrong else 0
