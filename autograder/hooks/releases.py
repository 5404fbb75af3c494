"""The problem sets as they were released, one version after the other.

An instructor mends a text or adds a test when students already have their copies. Each
version is kept in `.autograder/<assignment>/releases/`, so that a hand-in is compared
with the one that it came from.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.utils import is_grade

RECORDS = ".autograder"


def _folder(root: Path, assignment: str) -> Path:
    return root / RECORDS / assignment / "releases"


def keep(root: Path, assignment: str, notebook: str, text: str) -> None:
    """Keep a released notebook, unless the same is there.

    Args:
        root: of the course.
        assignment: its name.
        notebook: its name, without `.ipynb`.
        text: its JSON.
    """
    digest = hashlib.sha256(text.strip().encode()).hexdigest()[:12]
    path = _folder(root, assignment) / f"{notebook}.{digest}.ipynb"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(text, encoding="utf-8")
        os.replace(new, path)


def earlier(root: Path, assignment: str, notebook: str) -> list[NotebookNode]:
    """The versions that were kept, the newest first, without unreadable ones."""
    kept = []
    paths = _folder(root, assignment).glob("*.ipynb")
    for path in sorted(paths, key=lambda path: path.stat().st_mtime, reverse=True):
        if path.name.rsplit(".", 2)[0] == notebook:
            try:
                kept.append(nbformat.read(path, as_version=4))
            except Exception:  # of any kind: somebody changed the file
                continue
    return kept


def changed_points(source: Path, release: Path) -> list[str]:
    """The grade_ids whose points, or lack of them, differ in a notebook's release.

    Args:
        source: the instructor's notebook; where it cannot be read, nothing differs.
        release: the notebook that was made of it.
    """
    try:
        ours, theirs = _points(source), _points(release)
    except Exception:  # of any kind: what reads it next says what is wrong
        return []
    return sorted({name for name, _ in ours.items() ^ theirs.items()})


def _points(path: Path) -> dict[str, float]:
    cells = nbformat.read(path, as_version=4).cells
    return {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points
        for cell in cells
        if is_grade(cell)
    }


class KeepingExporter(NotebookExporter):
    """Lets `nbgrader generate_assignment` keep what it releases, and released before.

    nbgrader makes its exporter before it removes the folder in release/.
    """

    parent: GenerateAssignment

    def __init__(self, **settings: Any):
        super().__init__(**settings)
        self.course = self.parent.coursedir
        self.root = Path(self.course.root)
        self.names = [Path(name).name for name in self.parent.assignments]
        for name in self.names:
            for path in self._release(name).glob("*.ipynb"):
                keep(self.root, name, path.stem, path.read_text("utf-8"))
        self.parent.convert_notebooks = self._or_as_before(
            self.parent.convert_notebooks
        )

    def _release(self, assignment: str) -> Path:
        folder = self.course.release_directory
        return Path(self.course.format_path(folder, ".", assignment))

    def _or_as_before(self, convert: Callable[[], None]) -> Callable[[], None]:
        """nbgrader's step, after which a release is there even if it failed."""

        def convert_notebooks() -> None:
            with tempfile.TemporaryDirectory() as folder:
                before = {
                    self._release(name): Path(folder, name)
                    for name in self.names
                    if self._release(name).is_dir()
                }
                for release, copy in before.items():
                    shutil.copytree(release, copy)
                try:
                    convert()
                except BaseException:
                    for release, copy in before.items():
                        if not release.exists():
                            shutil.copytree(copy, release)
                    raise

        return convert_notebooks

    # Any: nbconvert says NotebookNode, and returns a notebook's JSON.
    def from_filename(
        self, filename: str, resources: dict | None = None, **more: Any
    ) -> tuple[Any, dict]:
        """The released notebook, which is kept."""
        text: Any
        text, resources = super().from_filename(filename, resources, **more)
        names = resources["nbgrader"]
        keep(self.root, names["assignment"], names["notebook"], text)
        return text, resources
