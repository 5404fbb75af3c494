"""The function that runs a submission, anywhere, and all that it is sent.

`execute` gets all it needs as arguments, returns the notebooks that were run, and knows
no gradebook and no folder of the course. So it can be called in a thread or on another
machine, and called again where a worker was lost.
"""

import atexit
import contextlib
import functools
import hashlib
import json
import os
import platform
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from jupyter_core.utils import ensure_event_loop
from nbformat import NotebookNode
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from ..sandbox import fork_server, scratch


@dataclass(frozen=True, eq=False)
class Assignment:
    """What a worker has to know of an assignment.

    Attributes:
        name: of the assignment.
        files: of its folder in source/, by path in it, notebooks included.
        given: which of them are laid over the student's files.
        steps: nbgrader's preprocessors that run a notebook, by their full names.
        settings: what the course configures for them, by class.
    """

    name: str
    files: dict[str, bytes]
    given: tuple[str, ...]
    steps: tuple[str, ...]
    settings: dict[str, dict]

    @functools.cached_property
    def digest(self) -> str:
        """A hash of all that can change a score: equal digests, equal grading."""
        return digest_of(
            self.name, self.files, self.given, self.steps, _settled(self.settings)
        )

    @property
    def code(self) -> str:
        """The text of its notebooks, which names the libraries that they need."""
        texts = (text for name, text in self.files.items() if name.endswith(".ipynb"))
        return b"".join(texts).decode("utf-8", "replace")


@dataclass(frozen=True)
class Payload:
    """A submission, ready to run: notebooks as JSON by name, and files by path."""

    student: str
    notebooks: dict[str, str]
    files: dict[str, bytes]


@dataclass(frozen=True)
class Outcome:
    """What became of it: notebooks as JSON by name, or why it failed.

    `seconds` is the time it took, `process` where it ran.
    """

    notebooks: dict[str, str]
    failure: str
    seconds: float
    process: str


def execute(assignment: Assignment, payload: Payload) -> Outcome:
    """Run a submission. Whatever it does, this returns.

    It is given all it needs, and shares no file with who calls it: with the same
    arguments it can be called again, here or on another machine.
    """
    start, done, failure = time.monotonic(), {}, ""
    os.environ["NBGRADER_EXECUTION"] = "autograde"  # as nbgrader tells its notebooks
    try:
        config = _config(assignment)
        with (
            scratch.for_a_while() as folder,
            contextlib.closing(ensure_event_loop()),  # each task would leave one
        ):
            lay_out(folder, payload.files)
            given = {name: assignment.files[name] for name in assignment.given}
            lay_out(folder, given)
            for name, text in payload.notebooks.items():
                resources = resources_of(assignment.name, payload.student, name)
                resources["metadata"] = {"path": str(folder)}
                steps = [import_item(step)(config=config) for step in assignment.steps]
                done[name] = as_text(through(steps, parse(text), resources))
    except Exception as error:  # of any kind: a submission stops no other one
        words = plain(str(error))
        failure = f"It could not be run ({type(error).__name__}: {words})."
    where = f"{platform.node()}:{os.getpid()}"
    return Outcome({} if failure else done, failure, time.monotonic() - start, where)


def plain(text: str, most: int = 500) -> str:
    """A text on one line, without control characters, and cut; it may be anybody's."""
    line = " ".join(text.split())[:most]
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)


_unpacked: dict[str, Path] = {}
_unpacking = threading.Lock()


def _config(assignment: Assignment) -> Config:
    """nbgrader's settings, for a copy of the assignment that others cannot read."""
    with _unpacking:
        if assignment.digest not in _unpacked:
            root = scratch.folder()
            atexit.register(scratch.remove, root)
            lay_out(root / "source" / assignment.name, assignment.files)
            fork_server.expect(assignment.code)  # on another machine, nobody else does
            _unpacked[assignment.digest] = root
        root = _unpacked[assignment.digest]
    course = {"CourseDirectory": {"root": str(root)}}
    return Config(assignment.settings | course)


def lay_out(folder: Path, files: dict[str, bytes]) -> None:
    """Write files, by path in the folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def resources_of(
    assignment: str, student: str, notebook: str, db_url: str = ""
) -> dict:
    """The resources that nbgrader's preprocessors get with a notebook."""
    names = {"assignment": assignment, "student": student, "notebook": notebook}
    return {"unique_key": notebook, "nbgrader": names | {"db_url": db_url}}


def through(steps: Iterable, notebook: NotebookNode, resources: dict) -> NotebookNode:
    """A notebook after some of nbgrader's preprocessors, one after the other."""
    for step in steps:
        notebook, resources = step(notebook, resources)
    return notebook


def parse(text: str | bytes) -> NotebookNode:
    """A notebook from its JSON."""
    return nbformat.reads(text, as_version=4)


def as_text(notebook: NotebookNode) -> str:
    """A notebook as JSON, with one line end at the end, as nbgrader writes it."""
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def digest_of(*things: Any) -> str:
    """A hash of things made of texts, numbers, bytes and containers of them."""
    digest = hashlib.sha256()
    for thing in things:
        digest.update(repr(thing).encode("utf-8", "surrogateescape"))
        digest.update(b"\0")
    return digest.hexdigest()


def _settled(settings: dict) -> str:
    """Settings as text that is the same in each run: of functions only the names."""
    return json.dumps(
        settings,
        sort_keys=True,
        default=lambda thing: getattr(thing, "__qualname__", type(thing).__name__),
    )
