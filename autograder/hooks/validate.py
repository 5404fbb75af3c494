"""With COURSE_ROLE=instructor, `nbgrader validate` and Validate grade as the grader.

nbgrader's Validator runs a notebook in one kernel, with the tests that lie in it. This
one takes the tests from the course's own notebook of that name, hidden ones too, and
lets the grader run both, so that it says what `nbgrader autograde` would. A notebook
that the course does not have runs in one kernel in the sandbox. Without a sandbox
nbgrader's own way is taken.
"""

import glob
import os
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.apps import validateapp
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import CheckCellMetadata, ClearOutput
from nbgrader.server_extensions.validate_assignment import handlers
from nbgrader.utils import setenv
from nbgrader.validator import Validator

from ..intake.rebuilding import grade_id
from ..sandbox import provisioner
from .execute import IsolatedExecute


class GraderValidator(Validator):
    """nbgrader's Validator, with the grader's execution."""

    def validate(self, filename: str) -> dict[str, list[dict[str, str]]]:
        """What nbgrader's method returns, for a notebook's file."""
        self._file = Path(filename).resolve()
        return super().validate(filename)

    def _preprocess(self, nb: NotebookNode) -> NotebookNode:
        if provisioner.problem():
            return super()._preprocess(nb)
        folder, resources = self._file.parent, {}
        if name := self._assignment(nb):
            names = {"assignment": name, "notebook": self._file.stem}
            # The files beside it are handed in with it, if they are the assignment's.
            own = {"path": str(folder)} if folder.name == name else {}
            resources = {"nbgrader": names, "metadata": own}
        with setenv(NBGRADER_VALIDATING="1", NBGRADER_EXECUTION="validate"):
            for preprocessor in (CheckCellMetadata, ClearOutput, IsolatedExecute):
                nb, resources = preprocessor(parent=self).preprocess(nb, resources)
        return nb

    def _assignment(self, nb: NotebookNode) -> str | None:
        """The course's assignment with a notebook of this name and these cells."""
        course = CourseDirectory(config=self.config)
        folders = course.format_path(course.source_directory, ".", "*")
        for path in sorted(glob.glob(os.path.join(folders, self._file.name))):
            if _names(nb) & _names(nbformat.read(path, as_version=4)):
                return Path(path).parent.name
        return None


def _names(nb: NotebookNode) -> set[str]:
    return {grade_id(cell) for cell in nb.cells} - {""}


def install() -> None:
    """Have nbgrader's command and button use GraderValidator: no setting does."""
    validateapp.Validator = handlers.Validator = GraderValidator
