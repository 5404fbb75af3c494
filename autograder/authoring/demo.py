"""A class of hand-ins to problem set 1, made from the answers bank and then graded.

    autograder demo [FOLDER]

works in a scratch course, by default demo/, and never touches the real one. Nine of
the twelve are whole; two are repaired and one is refused, and the table says why. The
expected scores are those of the bank: if one differs, the command exits with 1.
"""

import logging
import random
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from rich.progress import track
from rich.table import Table
from traitlets.config import Config, PyFileConfigLoader
from traitlets.log import get_logger

from ..intake import rebuilding
from . import bank
from .workspace import copy_folder

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
    """What became of a submission.

    `score` is None if it was not graded. `reason` says why, or what was repaired.
    `to_mark` are points that wait for a person; the score is without them, `maximum`
    with them.
    """

    submission: Submission
    score: float | None = None
    to_mark: float = 0
    maximum: float = 0
    late: timedelta = timedelta()
    reason: str = ""

    @property
    def as_expected(self) -> bool:
        """Whether it is what the submission was made for."""
        made = self.submission
        return self.score == made.expected and self.late == made.late


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
    copy_folder(root / "source" / PROBLEM_SET, folder / "source" / PROBLEM_SET)
    shutil.copy(root / "nbgrader_config.py", folder)
    (folder / MADE_HERE).touch()
    for submission in made:
        path = _handed_in(folder, submission.student)
        path.parent.mkdir(parents=True)
        path.write_text(submission.text, encoding="utf-8")
        handed_in = DUE + (submission.late or -timedelta(days=1))
        (path.parent / "timestamp.txt").write_text(f"{handed_in} UTC", encoding="utf-8")


def _handed_in(folder: Path, student: str) -> Path:
    return folder / "submitted" / student / PROBLEM_SET / f"{PROBLEM_SET}.ipynb"


class Course:
    """The scratch course, as nbgrader sees it.

    Args:
        folder: where `lay_out` has made it.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.config: Config = PyFileConfigLoader(
            "nbgrader_config.py", str(folder.resolve())
        ).load_config()
        self.errors = _Errors()
        log = get_logger()
        assert isinstance(log, logging.Logger)
        log.handlers[:] = [self.errors]
        GenerateAssignment(self._directory(), config=self.config).start()
        released = folder / "release" / PROBLEM_SET / f"{PROBLEM_SET}.ipynb"
        self.released = nbformat.read(released, as_version=4)
        with self._gradebook() as gradebook:
            gradebook.update_or_create_assignment(PROBLEM_SET, duedate=DUE)

    def grade(self, submission: Submission) -> Result:
        """Grade one submission; whatever is wrong with it stops no other one."""
        handed_in = _handed_in(self.folder, submission.student).parent
        intake = rebuilding.take(handed_in, PROBLEM_SET, self.released)
        if intake.fault:
            return Result(submission, reason=intake.fault)
        self.errors.messages.clear()
        directory = self._directory(student_id=submission.student)
        try:
            Autograde(directory, config=self.config).start()
        except Exception as error:  # of any kind: the others are still to be graded
            reason = self.errors.reason() or repr(error)
            return Result(submission, reason=f"nbgrader failed: {reason}")
        return self._result(submission, " ".join(intake.notes))

    def _result(self, submission: Submission, repaired: str) -> Result:
        """What the gradebook has of a submission."""
        with self._gradebook() as gradebook:
            row = gradebook.find_submission(PROBLEM_SET, submission.student)
            grades = [grade for book in row.notebooks for grade in book.grades]
            waiting = [grade for grade in grades if grade.needs_manual_grade]
            return Result(
                submission,
                score=row.score,
                to_mark=sum(grade.max_score for grade in waiting),
                maximum=row.max_score,
                late=timedelta(seconds=row.total_seconds_late),
                reason=repaired,
            )

    def _directory(self, **more: str) -> CourseDirectory:
        return CourseDirectory(config=self.config, assignment_id=PROBLEM_SET, **more)

    def _gradebook(self) -> Gradebook:
        directory = self._directory()
        return Gradebook(directory.db_url, directory.course_id)


class _Errors(logging.Handler):
    """Keeps what nbgrader logs while it grades, in place of printing it."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

    def reason(self) -> str:
        """The exception of the first traceback; without one, what was said first."""
        for text in self.messages:
            if "Traceback" in text:
                return text.strip().splitlines()[-1]
        return " ".join("".join(self.messages[:1]).split())


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
    expected = result.submission.expected
    shown = "-" if expected is None else f"{expected}"
    if result.score is None:
        return ["-", "-", "-", shown]
    to_mark = f"+{result.to_mark:g}" if result.to_mark else ""
    return [f"{result.score:g}", to_mark, f"{result.maximum:g}", shown]


def _status(result: Result) -> str:
    words = "not graded" if result.score is None else "graded"
    if result.reason and result.score is not None:
        words = "repaired and graded"
    if result.late:
        words += f", {result.late / timedelta(hours=1):g} h late"
    return words if result.as_expected else f"{words}: UNEXPECTED"


def _with_progress(made: list[Submission], console: Console) -> Iterator[Submission]:
    """Yield the submissions one by one: a bar on a terminal, else a line for each."""
    if console.is_terminal:
        yield from track(made, "Grading", console=console, transient=True)
        return
    for number, submission in enumerate(made, start=1):
        console.print(f"{number}/{len(made)} {submission.student}")
        yield submission


def main(folder: Path, root: Path = Path()) -> int:
    """Make the class, grade it and show the scores.

    Args:
        folder: to work in.
        root: the folder of the course.

    Returns:
        0 if every score is the expected one, else 1.
    """
    console = Console()
    try:
        made = submissions(root)
        lay_out(root, folder, made)
    except (FileNotFoundError, FileExistsError, bank.BankError) as error:
        console.print(str(error), soft_wrap=True)
        return 1
    course = Course(folder)
    results = [course.grade(submission) for submission in _with_progress(made, console)]
    return report(results, console)


def report(results: list[Result], console: Console) -> int:
    """Print the table and the reasons; return 0 if all is as expected, else 1."""
    console.print(table(results))
    for result in results:
        if result.reason:
            console.print(
                f"{result.submission.student}: {result.reason}", soft_wrap=True
            )
    wrong = [r.submission.student for r in results if not r.as_expected]
    console.print(
        f"Not as expected: {', '.join(wrong)}" if wrong else "All as expected."
    )
    return 1 if wrong else 0
