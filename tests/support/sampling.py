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

LECTURES = [path.stem for path in sorted((ROOT / "source").glob("[0-9]*.py"))]
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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list) -> None:
    """Of the lectures in the browser keep a sample; one that -k names is kept."""
    names = set(map(_lecture, items))
    kept = sample([name for name in LECTURES if name in names], LOOKED_AT, "lectures")
    out = [item for item in items if _lecture(item) not in ("", *kept)]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if _lecture(item) in ("", *kept)]


def _lecture(item: pytest.Item) -> str:
    """The lecture that a test opens in a browser, if it opens one."""
    in_browser = item.path.parent == ROOT / "tests" / "browser"
    opens = in_browser and "lecture" in item.fixturenames
    return item.callspec.params["lecture"] if opens else ""
