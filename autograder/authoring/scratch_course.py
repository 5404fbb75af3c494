"""A course to grade in and to throw away: of the demo, of benchmarks, of tests."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from .workspace import copy_folder

CONFIG = "nbgrader_config.py"


class ScratchCourse:
    """A course folder, as nbgrader's commands want it.

    Args:
        root: its folder.
        settings: the text of its nbgrader_config.py; without it the course is there
            already.
    """

    def __init__(self, root: Path, settings: str | None = None):
        self.root = root
        if settings is not None:
            root.mkdir(parents=True, exist_ok=True)
            (root / CONFIG).write_text(settings, encoding="utf-8")

    @property
    def config(self) -> Config:
        """Its settings."""
        loaded = PyFileConfigLoader(CONFIG, str(self.root.resolve())).load_config()
        loaded.CourseDirectory.root = str(self.root.resolve())
        return loaded

    def notebook(self, step: str, name: str, student: str = ".") -> Path:
        """Where the notebook of an assignment lies in a step, such as "submitted"."""
        return self.root / step / student / name / f"{name}.ipynb"

    def add(self, name: str, source: Path | NotebookNode) -> None:
        """Put an assignment into source/: a folder to copy, or a notebook."""
        path = self.notebook("source", name)
        if isinstance(source, Path):
            copy_folder(source, path.parent)
            return
        path.parent.mkdir(parents=True)
        nbformat.write(source, path)

    def generate(self, name: str) -> None:
        """Have nbgrader release an assignment, in this process."""
        directory = CourseDirectory(config=self.config, assignment_id=name)
        GenerateAssignment(directory, config=self.config).start()

    def released(self, name: str) -> NotebookNode:
        """An assignment as students get it."""
        return nbformat.read(self.notebook("release", name), as_version=4)

    def hand_in(
        self, student: str, name: str, notebook: NotebookNode | str, when: str = ""
    ) -> Path:
        """Put a notebook into submitted/, in place of an older one.

        Args:
            student: whose it is.
            name: of the assignment.
            notebook: or the text of its file.
            when: what stands in timestamp.txt; without it there is no such file.

        Returns:
            Its folder.
        """
        path = self.notebook("submitted", name, student)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = notebook if isinstance(notebook, str) else nbformat.writes(notebook)
        path.write_text(text, encoding="utf-8")
        if when:
            path.with_name("timestamp.txt").write_text(when, encoding="utf-8")
        return path.parent

    def gradebook(self) -> Gradebook:
        """nbgrader's own view of its gradebook."""
        directory = CourseDirectory(config=self.config)
        return Gradebook(directory.db_url, directory.course_id)

    def run(
        self, module: str, *arguments: str, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess:
        """Run a command of this Python's in the course's folder; keep what it says."""
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.root,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
        )
