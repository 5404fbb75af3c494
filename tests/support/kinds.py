"""What a test needs beside Python, and what it is called by: `pytest -m browser`, say.

One table for all tests; `make check` runs what is of no kind. Where a program is
missing that a kind needs, its tests are left out and counted, and one line says first
what installs it. In CI (`CI=true`) they fail instead: nothing is left out there.
"""

import glob
import os
import shutil
from functools import cache
from pathlib import Path

import pytest

from autograder.sandbox import provisioner

# Files and folders whose tests are of a kind, by the kind.
KINDS = {
    "kernel": (
        *("notebooks/", "source/", "release/"),
        *(f"tests/test_{name}.py" for name in ("build", "nbval", "settings", "texts")),
    ),
    "bank": ("tests/test_answers.py", "tests/test_bank_kinds.py"),
    "sandbox": (
        "tests/redteam/",
        *(f"tests/test_{name}.py" for name in ("cli", "demo", "feedback", "grading")),
        *(f"tests/test_{name}.py" for name in ("execute", "nbgrader")),
        *(f"tests/test_{name}.py" for name in ("fork_server", "marks", "sandbox")),
    ),
    "training": (
        *(f"tests/test_{name}.py" for name in ("neuron_mnist", "precomputed")),
        *(f"tests/test_playground_{name}.py" for name in ("code", "engine")),
    ),
    "browser": ("tests/browser/",),
}
MEANING = {
    "kernel": "runs notebooks in Jupyter kernels",
    "bank": "marks the answers of the bank, in one process",
    "sandbox": "grades hand-ins in the sandbox",
    "training": "trains networks, or makes recorded runs again",
    "browser": "looks at pages in Chromium",
    "postgres": "keeps a gradebook in PostgreSQL",
}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
CAN_RUN = pytest.StashKey[str]()


def missing(kind: str) -> str:
    """What a kind of test lacks on this machine, and how to get it; "" if nothing."""
    return {"browser": _browser, "sandbox": _sandbox, "postgres": _postgres}.get(
        kind, str
    )()


@cache
def _browser() -> str:
    if any(map(shutil.which, CHROMIUM)):
        return ""
    return "Chromium is missing: `sudo apt install chromium`, say"


@cache
def _sandbox() -> str:
    return provisioner.problem()


def postgres_programs() -> Path | None:
    """The folder of initdb and pg_ctl; Debian keeps it off the PATH."""
    found = [shutil.which("initdb"), *glob.glob("/usr/lib/postgresql/*/bin/initdb")]
    return max((Path(path).parent for path in found if path), default=None)


@cache
def _postgres() -> str:
    if postgres_programs():
        return ""
    return "PostgreSQL is missing: `sudo apt install postgresql`, say"


def kinds_of(path: Path, root: Path) -> list[str]:
    """The kinds of all tests in a file."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else ""
    return [kind for kind, files in KINDS.items() if name.startswith(files)]


def pytest_configure(config: pytest.Config) -> None:
    """Make the kinds known to --strict-markers."""
    for kind, meaning in MEANING.items():
        config.addinivalue_line("markers", f"{kind}: {meaning}")


def pytest_report_header() -> list[str]:
    """One line for each thing that is missing."""
    lacking = [missing(kind) for kind in MEANING]
    return [f"{sentence}. Its tests are left out." for sentence in lacking if sentence]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list) -> None:
    """Mark each test with its kinds, before pytest looks for those that -m names."""
    for item in items:
        kinds = kinds_of(item.path, config.rootpath)
        if "postgres" in getattr(item, "fixturenames", ()):
            kinds.append("postgres")
        for kind in kinds:
            item.add_marker(kind)
            if sentence := missing(kind):
                item.stash[CAN_RUN] = f"{sentence}."


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what cannot run here."""
    if sentence := item.stash.get(CAN_RUN, ""):
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI leaves nothing out. {sentence}", pytrace=False)
        pytest.skip(sentence)
