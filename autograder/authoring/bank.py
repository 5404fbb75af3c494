"""The answers bank: whole answers to the exercises, each with the score it must earn.

    autograder/answers/<problem set>/<exercise>.py

is py:percent. Each cell is one whole answer, titled `earned/points why`:

    # %% 4/4 the textbook way
    def bce(z, y): ...

    # %% 1/4 averages over the wrong axis
    def bce(z, y): ...

`<exercise>` is the grade_id of the solution cell that the answer replaces. Right
answers show that the tests ask for no more than the text does; wrong ones, that they
ask for no less. What a person marks is not in the bank. What would hang, crash or cheat
is not an answer: nothing here is sandboxed. Students get none of it.

Exercises stand alone: an answer is run with the cells given to all, and without the
answers to other exercises.
"""

import copy
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import jupytext
from nbformat import NotebookNode

TITLE = re.compile(r"(?P<earned>\d+)/(?P<points>\d+)\s+(?P<why>\S.*)")


class BankError(ValueError):
    """A file of the bank, or a problem set, that cannot be read as one."""


@dataclass(frozen=True)
class Test:
    """A graded test cell."""

    name: str
    points: int
    source: str


@dataclass(frozen=True)
class Exercise:
    """A solution cell that tests grade, with all that is needed to run it alone."""

    name: str
    reference: str  # the author's own answer
    given: tuple[str, ...]  # code cells above it that every student has
    tests: tuple[Test, ...]

    @property
    def points(self) -> int:
        """What all its tests are worth together."""
        return sum(test.points for test in self.tests)


@dataclass(frozen=True)
class Answer:
    """One answer of the bank, and the score its title promises."""

    exercise: str
    earned: int
    points: int
    why: str
    source: str

    @property
    def right(self) -> bool:
        """Whether it earns all points."""
        return self.earned == self.points


def exercises(text: Path) -> dict[str, Exercise]:
    """The exercises of a problem set that tests grade, by name and in order.

    A test belongs to the solution cell above it. What a person marks is left out.

    Args:
        text: the problem set, `source/<problem set>.py`.

    Raises:
        BankError: if a test stands above the first solution, or a name is used twice.
    """
    given: list[str] = []
    by_name: dict[str, Exercise] = {}
    name = ""
    for cell in jupytext.read(text, fmt="py:percent").cells:
        meta = cell.metadata.get("nbgrader", {})
        solution, graded = meta.get("solution", False), "points" in meta
        if solution and not graded:
            name = meta["grade_id"]
            if name in by_name:
                raise BankError(f"{text}: two cells have the grade_id {name!r}")
            by_name[name] = Exercise(name, cell.source, tuple(given), ())
        elif graded and not solution:
            test = Test(meta["grade_id"], meta["points"], cell.source)
            if not name:
                raise BankError(f"{text}: no solution cell stands above {test.name!r}")
            old = by_name[name]
            by_name[name] = Exercise(name, old.reference, old.given, (*old.tests, test))
        elif cell.cell_type == "code" and not graded:
            given.append(cell.source)
    return by_name


def answers(root: Path, problem_set: str) -> list[Answer]:
    """All answers to one problem set, in the order of file names and cells.

    Args:
        root: the folder of the course.
        problem_set: its name, such as "ps01_neuron".

    Raises:
        BankError: if a cell has no title, or one that is not `earned/points why`.
    """
    folder = root / "autograder" / "answers" / problem_set
    return [answer for path in sorted(folder.glob("*.py")) for answer in _read(path)]


def _read(path: Path) -> list[Answer]:
    """The answers in one file. Not by jupytext: it reads metadata into a title."""
    above, *cells = re.split(r"^# %%", path.read_text("utf-8"), flags=re.MULTILINE)
    if above.strip():
        raise BankError(f"{path}: text above the first cell; start with `# %% 4/4 why`")
    entries = []
    for number, cell in enumerate(cells, start=1):
        title, _, source = cell.partition("\n")
        match = TITLE.fullmatch(title.strip())
        if not match or int(match["earned"]) > int(match["points"]):
            raise BankError(
                f"{path}, cell {number}: the title {title.strip()!r} must read"
                " `earned/points why`, such as `3/4 forgets the bias`"
            )
        score = int(match["earned"]), int(match["points"])
        entries.append(Answer(path.stem, *score, match["why"], source.strip()))
    return entries


def earn(exercise: Exercise, answer: str) -> int:
    """Run an answer against the tests of its exercise, in a fresh namespace.

    As in the notebook, a cell that fails does not stop the ones below, and a warning
    costs nothing.

    Args:
        exercise: what the answer is to.
        answer: the source of the whole cell.

    Returns:
        The points of the tests that passed.
    """
    namespace: dict = {"__name__": "__main__"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for source in (*exercise.given, answer):
            _passes(source, namespace)
        return sum(t.points for t in exercise.tests if _passes(t.source, namespace))


def _passes(source: str, namespace: dict) -> bool:
    try:
        exec(source, namespace)
    except Exception:
        return False
    return True


def fill(notebook: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    """A released notebook with answers in it, as a student would hand it in.

    Args:
        notebook: what students get; it is not changed.
        answers: for each grade_id of a solution cell, the source that replaces it.

    Raises:
        BankError: if the notebook has no solution cell for one of the answers.
    """
    filled, rest = copy.deepcopy(notebook), dict(answers)
    for cell in filled.cells:
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("solution") and meta.get("grade_id") in rest:
            cell.source = rest.pop(meta["grade_id"])
    if rest:
        raise BankError(f"the notebook has no solution cell for {', '.join(rest)}")
    return filled
