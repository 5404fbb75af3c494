"""A course folder as nbgrader sees it, and why one cannot be graded."""

import glob
import re
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute, SaveAutoGrades
from nbgrader.utils import find_all_files
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config, PyFileConfigLoader
from traitlets.utils.importstring import import_item

from ..errors import GradingError, UnreachableError
from ..hooks.execute import IsolatedExecute
from ..sandbox import provisioner
from .gradebook import SharedGradebook
from .job import Assignment

CONFIG = "nbgrader_config.py"
ANYBODY = "anybody"  # stands for a student while a path is made into a pattern


class Course:
    """A course folder, as nbgrader sees it.

    Args:
        root: where its `nbgrader_config.py` lies.
        unsafe: whether students' code runs as nbgrader runs it, without a sandbox.

    Raises:
        GradingError: if the configuration cannot be read.
    """

    def __init__(self, root: Path, unsafe: bool = False):
        self.root = root.resolve()
        try:
            loader = PyFileConfigLoader(CONFIG, str(self.root))
            self.config: Config = loader.load_config()
        except Exception as error:  # it is a program, and can fail in any way
            raise GradingError(
                f"{self.root / CONFIG} cannot be read ({error!r}): mend it first."
            ) from None
        if "root" not in self.config.CourseDirectory:
            self.config.CourseDirectory.root = str(self.root)
        self.directory = CourseDirectory(config=self.config)
        self.converter = Autograde(self.directory, config=self.config)
        steps = [
            import_item(full_name(s)) for s in self.converter.autograde_preprocessors
        ]
        saving = [issubclass(step, SaveAutoGrades) for step in steps]
        at = saving.index(True) if any(saving) else len(steps)
        # What stands before nbgrader saves the scores needs no gradebook.
        run = Execute if unsafe else IsolatedExecute
        self.runs = [run if issubclass(step, Execute) else step for step in steps[:at]]
        self.saves = steps[at:]
        cleans = self.converter.sanitize_preprocessors
        self.cleans = [import_item(full_name(step)) for step in cleans]

    @classmethod
    def find(cls, folder: Path, unsafe: bool = False) -> "Course":
        """The course that a folder is in.

        Raises:
            GradingError: if it is in none.
        """
        for root in (folder.resolve(), *folder.resolve().parents):
            if (root / CONFIG).is_file():
                return cls(root, unsafe)
        raise GradingError(
            f"There is no course here: {CONFIG} is neither in {folder.resolve()} nor"
            " above it. Change to the folder of the course."
        )

    def path(self, step: str, student: str, assignment: str) -> Path:
        """The folder of a step of nbgrader, such as "submitted"."""
        name = getattr(self.directory, f"{step}_directory")
        return Path(self.directory.format_path(name, student, assignment))

    def released(self, assignment: str) -> dict[str, NotebookNode]:
        """The notebooks that students got, by name."""
        folder = self.path("release", ".", assignment)
        return {
            path.stem: nbformat.read(path, as_version=4)
            for path in sorted(folder.glob("*.ipynb"))
        }

    def submissions(self, assignment: str) -> dict[str, Path]:
        """The folders that were handed in, by student."""
        name = self.directory.submitted_directory
        excluded = self.directory.student_id_exclude.split(",")
        pattern = self.directory.format_path(
            name, "([^/]+)", re.escape(assignment), True
        )
        # Only the student's part is a pattern: a folder above may have brackets.
        one = self.directory.format_path(name, ANYBODY, assignment)
        folders = {}
        for path in sorted(glob.glob(glob.escape(one).replace(ANYBODY, "*"))):
            match = re.fullmatch(pattern, path)
            if match and match[1] not in excluded:
                folders[match[1]] = Path(path)
        return folders

    def gradebook(self, keep: bool = True) -> SharedGradebook:
        """The gradebook; with `keep` false, nothing that is written into it stays.

        Raises:
            UnreachableError: if it cannot be opened.
        """
        url = make_url(self.directory.db_url)
        at = url.database if url.drivername.startswith("sqlite") else ""
        if at and not Path(at).exists():  # opening would make one
            raise GradingError(
                f"There is no gradebook at {at}: run `nbgrader generate_assignment`"
                " with the name of an assignment."
            )
        try:
            return SharedGradebook(
                self.directory.db_url, self.directory.course_id, keep
            )
        except (SQLAlchemyError, ImportError) as error:
            reason = str(error).strip().splitlines()[0]
            raise UnreachableError(
                f"The gradebook {url.render_as_string()} cannot be opened ({reason})."
            ) from None

    def assignment(self, name: str) -> Assignment:
        """What workers have to know of an assignment."""
        folder = self.path("source", ".", name)
        ignored = self.directory.ignore
        paths = [Path(path) for path in find_all_files(str(folder), ignored)]
        files = {str(path.relative_to(folder)): path.read_bytes() for path in paths}
        kept = self.converter.exclude_overwriting.get(name, [])
        given = [f for f in files if not f.endswith(".ipynb") and f not in kept]
        classes = [*self.runs, provisioner.SandboxProvisioner, AsyncKernelManager]
        sections = {c.__name__ for one in classes for c in one.__mro__}
        settings = {
            section: dict(self.config[section])
            for section in sorted(sections & self.config.keys())
        }
        return Assignment(
            name,
            dict(sorted(files.items())),
            tuple(sorted(given)),
            tuple(map(full_name, self.runs)),
            settings,
        )


def full_name(step: Any) -> str:
    """The full name of a preprocessor."""
    if isinstance(step, str):
        return step
    return f"{step.__module__}.{step.__qualname__}"
