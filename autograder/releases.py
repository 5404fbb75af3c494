"""The problem sets as they were released, one version after the other.

An instructor mends a text or adds a test when students already have their copies. Each
version is kept in `.autograder/<assignment>/releases/`, so that a hand-in is compared
with the one that it came from.
"""

import hashlib
import os
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode

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
    """All versions that were kept, the newest first; what cannot be read is none."""
    kept = []
    paths = _folder(root, assignment).glob("*.ipynb")
    for path in sorted(paths, key=lambda path: path.stat().st_mtime, reverse=True):
        if path.name.rsplit(".", 2)[0] == notebook:
            try:
                kept.append(nbformat.read(path, as_version=4))
            except Exception:  # of any kind: somebody changed the file
                continue
    return kept


class KeepingExporter(NotebookExporter):
    """Lets `nbgrader generate_assignment` keep what it releases, and released before.

    nbgrader makes its exporter before it removes the folder in release/.
    """

    def __init__(self, **settings: Any):
        super().__init__(**settings)
        self.course = self.parent.coursedir
        self.root = Path(self.course.root)
        for name in self.parent.assignments:
            self._keep_folder(Path(name).name)

    def _keep_folder(self, assignment: str) -> None:
        folder = self.course.format_path(self.course.release_directory, ".", assignment)
        for path in Path(folder).glob("*.ipynb"):
            keep(self.root, assignment, path.stem, path.read_text("utf-8"))

    def from_filename(
        self, filename: str, resources: dict | None = None, **more: Any
    ) -> tuple[str, dict]:
        """The released notebook, which is kept."""
        text, resources = super().from_filename(filename, resources, **more)
        names = resources["nbgrader"]
        keep(self.root, names["assignment"], names["notebook"], text)
        return text, resources
