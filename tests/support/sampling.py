"""What is too much for every run is sampled, by what the course is at the moment.

Each change of a text, a test or the grader draws another sample, and the same course
always has the same one: a failure comes back. With COURSE_WHOLE=1 in the environment,
as in the scheduled workflow, everything is run.
"""

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

ROOT = Path(__file__).parents[2]
WHOLE = os.environ.get("COURSE_WHOLE") == "1"
Item = TypeVar("Item")


def in_browser(root: Path) -> list[Path]:
    """The tests of the lectures in a browser, in order; test_dropout of 07b_dropout."""
    lectures = sorted((root / "source").glob("[0-9]*.py"))
    topics = [path.stem.partition("_")[2] for path in lectures]
    return [root / f"tests/browser/test_{topic}.py" for topic in topics]


LECTURES = in_browser(ROOT)
LOOKED_AT = 3  # of them, in a browser: each takes a minute


@cache
def tree() -> str:
    """A hash of the texts, the grader with its answers, and the tests."""
    digest = hashlib.sha256()
    for folder in ("autograder", "source", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def sample(items: Sequence[Item], most: int, name: str) -> list[Item]:
    """At most so many of some items, in their order; all of them if WHOLE.

    Args:
        items: anything that is sampled, in a fixed order.
        most: how many are kept.
        name: tells this sample from others of the same course.
    """
    if WHOLE or len(items) <= most:
        return list(items)
    places = [f"{tree()} {name} {k}".encode() for k in range(len(items))]
    order = sorted(range(len(items)), key=lambda k: hashlib.sha256(places[k]).digest())
    return [items[k] for k in sorted(order[:most])]


def pytest_collection_modifyitems(config: pytest.Config, items: list) -> None:
    """Of the lectures in the browser keep a sample; one that is named is kept."""
    named = {item.path for item in items} & set(LECTURES)
    kept = sample([path for path in LECTURES if path in named], LOOKED_AT, "lectures")
    out = [item for item in items if item.path in named - set(kept)]
    if out:
        items[:] = [item for item in items if item.path not in named - set(kept)]
        config.hook.pytest_deselected(items=out)
