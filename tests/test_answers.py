"""Every answer in the bank earns exactly the score written above it.

The bank is autograder/answers/<problem set>/<exercise>.py; authoring/bank.py reads it.
A sample of them is marked each time, and all with COURSE_WHOLE=1, as `make one` and the
scheduled workflow have it.
"""

from functools import cache
from pathlib import Path

import nbformat
import pytest

from autograder.authoring import bank
from autograder.hooks import execute
from tests.support.sampling import sample

ROOT = Path(__file__).parents[1]
PROBLEM_SETS = [path.stem for path in sorted((ROOT / "source").glob("ps*.py"))]


@cache
def exercises(problem_set: str) -> dict[str, bank.Exercise]:
    return bank.exercises(ROOT / "source" / f"{problem_set}.py")


@cache
def answers(problem_set: str) -> list[bank.Answer]:
    return bank.answers(ROOT, problem_set)


@cache
def stubs(problem_set: str) -> dict[str, str]:
    """The solution cells that students get, by grade_id."""
    path = ROOT / "release" / problem_set / f"{problem_set}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    metas = [(cell.metadata.get("nbgrader", {}), cell.source) for cell in cells]
    return {meta["grade_id"]: source for meta, source in metas if meta.get("solution")}


# Answers of each problem set, and exercises, that are tried unless all are wanted.
RIGHT, WRONG, HOLLOWED = 8, 16, 24


def chosen(problem_set: str) -> list[bank.Answer]:
    """The answers of a problem set that this run marks."""
    found: list[bank.Answer] = []
    for kind, most in ((True, RIGHT), (False, WRONG)):
        some = [answer for answer in answers(problem_set) if answer.right == kind]
        found += sample(some, most, f"{kind} answers to {problem_set}")
    return found


EXERCISES = [
    pytest.param(name, exercise, id=f"{name}: {exercise}")
    for name in PROBLEM_SETS
    for exercise in exercises(name)
]
ANSWERS = [
    pytest.param(name, answer, id=f"{name}: {answer.exercise}: {answer.why}")
    for name in PROBLEM_SETS
    for answer in chosen(name)
]


@pytest.mark.parametrize("name, answer", ANSWERS)
def test_an_answer_earns_its_score(name, answer):
    exercise = exercises(name)[answer.exercise]
    assert answer.points == exercise.points, "the title counts other points"
    assert bank.earn(exercise, answer.source) == answer.earned


@pytest.mark.parametrize("name, exercise", EXERCISES)
def test_the_reference_solution_earns_all(name, exercise):
    tested = exercises(name)[exercise]
    assert tested.points > 0
    assert bank.earn(tested, tested.reference) == tested.points


@pytest.mark.parametrize("name, exercise", EXERCISES)
def test_an_empty_answer_earns_nothing(name, exercise):
    stub = stubs(name)[exercise]
    assert "raise NotImplementedError" in stub
    assert bank.earn(exercises(name)[exercise], stub) == 0


# The author's answer, with every number in what it returns replaced.
HOLLOW = """
import numpy as _np, types as _types

def _hollow(x):
    if isinstance(x, (list, tuple)):
        return type(x)(map(_hollow, x))
    if isinstance(x, dict):
        return {key: _hollow(value) for key, value in x.items()}
    if isinstance(x, (int, float, _np.generic, _np.ndarray)) and type(x) is not bool:
        return _np.full(_np.shape(x), float("FILL"))[()]
    return x

def _emptied(function):
    return lambda *args, **kwargs: _hollow(function(*args, **kwargs))

for _name in NAMES:
    if isinstance(globals()[_name], _types.FunctionType):
        globals()[_name] = _emptied(globals()[_name])
"""


@pytest.mark.parametrize("fill", ["nan", "inf", "-inf"])
@pytest.mark.parametrize("name, exercise", sample(EXERCISES, HOLLOWED, "hollow"))
def test_no_test_is_passed_by_what_is_not_a_number(name, exercise, fill):
    """nan is neither too large nor too small: a test must ask for what is right."""
    tested = exercises(name)[exercise]
    names = sorted(execute.bound([tested.reference]))
    emptying = HOLLOW.replace("FILL", fill).replace("NAMES", repr(names))
    earned = bank.earn(tested, tested.reference + emptying)
    # All points: what it returns are no numbers, and none was replaced.
    assert earned in (0, tested.points)


@pytest.mark.parametrize("name, exercise", EXERCISES)
def test_an_exercise_has_enough_answers(name, exercise):
    found = [answer for answer in answers(name) if answer.exercise == exercise]
    assert sum(answer.right for answer in found) >= 3, "three right ones at least"
    assert sum(not answer.right for answer in found) >= 6, "six wrong ones at least"
    whys = [answer.why for answer in found]
    assert len(whys) == len(set(whys)), "the same reason twice"
    sources = [answer.source for answer in found]
    assert len(sources) == len(set(sources)), "the same answer twice"


def test_no_file_lies_outside_an_exercise():
    for path in (ROOT / "autograder" / "answers").rglob("*"):
        name = path.parent.name
        if path.is_file() and path.suffix != ".pyc":
            assert path.suffix == ".py", f"{path}: only .py files"
            assert name in PROBLEM_SETS, f"{path}: no problem set {name}"
            assert path.stem in exercises(name), f"{path}: {name} has no such exercise"
