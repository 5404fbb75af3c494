"""Runs all right answers of the answers bank and prints the margins of their tests.

    python -m tests.processors.bank SEEDS

With 0, as the problem sets are written; else at that many other seeds: each generator
that is made from a number is made from another one, in tests and answers alike. Prints
a line of JSON for each comparison.
"""

import ast
import contextlib
import json
import multiprocessing
import sys
import warnings
from pathlib import Path
from unittest import mock

import numpy as np

from autograder.authoring import bank

from .record import Recorder

ROOT = Path(__file__).parents[2]


def other_seeds(seed: int) -> contextlib.ExitStack:
    """A context in which what is seeded with n is seeded with n and `seed`."""
    import jax
    import torch

    def moved(function):
        return lambda n, *rest, **named: function(int(n) + 7919 * seed, *rest, **named)

    def generator(n=None):
        known = isinstance(n, int | np.integer)
        return make([int(n), seed] if known else n)

    make, stack = np.random.default_rng, contextlib.ExitStack()
    if seed:
        stack.enter_context(mock.patch.object(np.random, "default_rng", generator))
        for where, name in (
            (torch, "manual_seed"),
            (jax.random, "key"),
            (jax.random, "PRNGKey"),
        ):
            new = moved(getattr(where, name))
            stack.enter_context(mock.patch.object(where, name, new))
    return stack


def margins(problem_set: str, seed: int) -> list[dict]:
    """The margins of all comparisons that the right answers of a problem set meet."""
    text = ROOT / "source" / f"{problem_set}.py"
    rows: list[dict] = []
    answers = [answer for answer in bank.answers(ROOT, problem_set) if answer.right]
    for name, exercise in bank.exercises(text).items():
        own = [(a.why, a.source) for a in answers if a.exercise == name]
        for why, source in [("the author's own", exercise.reference), *own]:
            with other_seeds(seed), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for row in _run(exercise, source, pass_all=seed > 0):
                    row["where"] = f"{problem_set} {row['where']}"
                    rows.append({**row, "answer": why, "seed": seed})
    return rows


def _run(exercise: bank.Exercise, answer: str, pass_all: bool) -> list[dict]:
    """The smallest margin of each comparison in the exercise's tests."""
    worst: dict[tuple, dict] = {}
    where = ""

    def note(found: dict) -> None:
        key = where, found["text"], found["line"]
        if key not in worst or found["margin"] < worst[key]["margin"]:
            worst[key] = {"where": where, **found}

    recorder = Recorder(note, pass_all)
    namespace: dict = {"__name__": "__main__", **recorder.names}
    for source in (*exercise.given, answer):
        with contextlib.suppress(Exception):
            exec(source, namespace)
    for test in exercise.tests:
        where = test.name
        tree = recorder.visit(ast.parse(test.source))
        with contextlib.suppress(Exception):
            exec(compile(tree, test.name, "exec"), namespace)
    return list(worst.values())


def _job(job: tuple[str, int]) -> list[dict]:
    with contextlib.redirect_stdout(sys.stderr):
        return margins(*job)


def main(seeds: int) -> None:
    """Print the margins of all problem sets."""
    names = [path.stem for path in sorted((ROOT / "source").glob("ps*.py"))]
    numbers = range(1, seeds + 1) if seeds else (0,)
    jobs = [(name, seed) for seed in numbers for name in names]
    # Not forked: JAX's threads do not survive that.
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for rows in pool.imap_unordered(_job, jobs):
            for row in rows:
                print(json.dumps(row))


if __name__ == "__main__":
    main(int(sys.argv[1]))
