"""Compares the scores of `autograder grade` with stock nbgrader's, on honest hand-ins.

    python benchmarks/equality.py [--submissions 200] [--seed 0] [--jobs 2]

Each student hands in one problem set, drawn at random, and to each of its exercises an
answer of the bank, right or wrong, or none. The whole hand-ins of the demo class come
on top. Both graders mark all of them; every test of every student is compared.

Stock nbgrader has its own settings and one kernel for code and tests, but for three:
the time limits of this course, and that text on stderr costs nothing. Without the last,
a warning would cost a right answer its points.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from autograder.authoring import bank, demo
from autograder.authoring.scratch_course import ScratchCourse
from autograder.intake import rebuilding

ROOT = Path(__file__).parents[1]
SHOWN = 30  # differences, at most
EMPTY = 0.1  # of the exercises are left as they were released
STOCK = """
c = get_config()
c.ExecutePreprocessor.timeout = 60
c.ExecutePreprocessor.iopub_timeout = 30
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = "(?s)."
"""


def problem_sets() -> list[str]:
    return sorted(path.name for path in (ROOT / "release").iterdir() if path.is_dir())


def released(name: str) -> nbformat.NotebookNode:
    return nbformat.read(ROOT / "release" / name / f"{name}.ipynb", as_version=4)


def hand_ins(submissions: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """(problem set, student, notebook): drawn from the bank, and the demo class."""
    rng, names = random.Random(seed), problem_sets()
    for number in range(submissions):
        name, choices = rng.choice(names), defaultdict(list)
        for answer in bank.answers(ROOT, name):
            choices[answer.exercise].append(answer.source)
        choice = {e: rng.choice(a) for e, a in choices.items() if rng.random() > EMPTY}
        text = nbformat.writes(bank.fill(released(name), choice))
        yield name, f"student-{number:03}", text
    for hand_in in demo.submissions(ROOT):
        if whole(hand_in.text):
            yield demo.PROBLEM_SET, hand_in.student, hand_in.text


def whole(text: str) -> bool:
    """Whether a hand-in to the demo's problem set has the cells that were released."""
    try:
        cells = nbformat.reads(text, as_version=4).cells
    except nbformat.reader.NotJSONError:
        return False
    own = released(demo.PROBLEM_SET).cells
    return [rebuilding.grade_id(c) for c in cells] == [
        rebuilding.grade_id(c) for c in own
    ]


def lay_out(folder: Path, config: str, made: list[tuple[str, str, str]]) -> Path:
    """A course with these hand-ins; returns its folder."""
    course = ScratchCourse(folder, config)
    for name in {name for name, *_ in made}:
        course.add(name, ROOT / "source" / name)
        run(folder, "nbgrader", "generate_assignment", name)
    for name, student, text in made:
        course.hand_in(student, name, text)
    return folder


def run(folder: Path, *command: str) -> None:
    """Run a module of this Python; a hand-in that fails is no error."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PATH": path}
    ScratchCourse(folder).run(*command, environment=os.environ | one)


def grades(folder: Path, name: str) -> dict[tuple[str, str, str], float]:
    """(problem set, student, test): its score."""
    with ScratchCourse(folder).gradebook() as gradebook:
        return {
            (name, submission.student.id, grade.name): grade.auto_score
            for submission in gradebook.assignment_submissions(name)
            for notebook in submission.notebooks
            for grade in notebook.grades
            if not grade.needs_manual_grade
        }


def both(folder: Path, name: str, made: list) -> tuple[dict, dict]:
    """The scores of one problem set, ours and stock nbgrader's."""
    settings = (ROOT / "nbgrader_config.py").read_text("utf-8")
    ours = lay_out(folder / "ours", settings, made)
    run(ours, "autograder", "grade", name, "--jobs", "1")
    stock = lay_out(folder / "stock", STOCK, made)
    run(stock, "nbgrader", "autograde", name)
    return grades(ours, name), grades(stock, name)


def main(submissions: int, seed: int, jobs: int) -> int:
    """Print what was compared and each difference; return 1 if there is one."""
    classes = defaultdict(list)
    for hand_in in hand_ins(submissions, seed):
        classes[hand_in[0]].append(hand_in)
    missing, different, start = 0, [], time.monotonic()
    with tempfile.TemporaryDirectory() as temporary, ThreadPoolExecutor(jobs) as pool:
        todo = {
            name: pool.submit(both, Path(temporary, name), name, group)
            for name, group in classes.items()
        }
        for name, group in sorted(classes.items()):
            ours, stock = todo[name].result()
            students = {student for _, student, _ in ours}
            missing += len(group) - len(students)
            wrong = [key for key in ours | stock if ours.get(key) != stock.get(key)]
            different += [(*key, ours.get(key), stock.get(key)) for key in wrong]
            points = Counter(score > 0 for score in ours.values())
            print(
                f"{name:24}{len(group):4} hand-ins{len(ours):6} tests, {points[True]} "
                f"passed and {points[False]} failed{len(wrong):4} differ",
                flush=True,
            )
    for name, student, test, ours, stock in different[:SHOWN]:
        print(f"{name} {student} {test}: ours {ours}, stock {stock}")
    hand = sum(map(len, classes.values()))
    print(f"{hand} hand-ins, {missing} not graded,", end=" ")
    print(f"{len(different)} scores differ; {time.monotonic() - start:.0f} s")
    return 1 if missing or different else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2, help="problem sets at a time")
    arguments = parser.parse_args()
    sys.exit(main(arguments.submissions, arguments.seed, arguments.jobs))
