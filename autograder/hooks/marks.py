"""What a person has marked stays marked, as long as it is the same work.

nbgrader asks for every mark again whenever a submission is graded again, leaves the old
page of feedback beside the new score, and grades no second hand-in whose time is not
newer. `nbgrader_config.py` puts `SaveMarks` in the place of nbgrader's own step.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveAutoGrades
from nbgrader.utils import is_grade, is_locked, is_solution

Texts = dict[str, str]
# What was graded before, by assignment, student and notebook: nbgrader removes it
# before it grades again.
_before: dict[tuple[str, str, str], Texts] = {}


def remember(folder: Path, assignment: str, student: str) -> None:
    """Keep the texts of what was graded before, until it is graded again.

    Args:
        folder: the student's in autograded/; there may be none.
        assignment: its name.
        student: whose.
    """
    for path in folder.glob("*.ipynb"):
        if graded := read(path):
            _before[assignment, student, path.stem] = graded.texts


class Graded(NamedTuple):
    """What of a graded notebook decides whether its marks stay."""

    work: list[str]
    texts: Texts


def read(path: Path) -> Graded | None:
    """What was graded, or None if it cannot be read: then a person marks once more."""
    try:
        notebook = nbformat.read(path, as_version=4)
        return Graded(work(notebook), texts(notebook))
    except Exception:  # of any kind: somebody changed the file
        return None


def work(notebook: NotebookNode) -> list[str]:
    """The texts of the cells that are the student's own."""
    return [cell.source for cell in notebook.cells if not is_locked(cell)]


def texts(notebook: NotebookNode) -> Texts:
    """What a mark is given for, by grade_id: an essay, or for a test all the work."""
    everything = "\n".join(work(notebook))
    return {
        cell.metadata.nbgrader.grade_id: (
            f"{cell.source}\n{cell.get('attachments', '')}"
            if is_solution(cell)
            else everything
        )
        for cell in notebook.cells
        if is_grade(cell)
    }


def with_changed(
    init: Callable[[str, str], bool], folder: Callable[[str, str], Path], changed: set
) -> Callable[[str, str], bool]:
    """nbgrader's `init_destination`, which does not pass over what was changed.

    Args:
        init: nbgrader's own.
        folder: of an assignment and a student in autograded/.
        changed: assignments and students whose work is another than was graded.
    """

    def init_destination(assignment: str, student: str) -> bool:
        if (assignment, student) in changed:
            shutil.rmtree(folder(assignment, student), ignore_errors=True)
        return init(assignment, student)

    return init_destination


class SaveMarks(SaveAutoGrades):
    """Saves scores, and asks only for marks of what has changed since."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Save the scores of a notebook; its page of feedback is out of date."""
        names = resources["nbgrader"]
        whose = names["assignment"], names["student"], names["notebook"]
        self._old, self._new = _before.pop(whose, {}), texts(nb)
        result = super().preprocess(nb, resources)
        course = CourseDirectory(config=self.config)
        page = course.format_path(course.feedback_directory, whose[1], whose[0])
        shutil.rmtree(page, ignore_errors=True)  # nbgrader makes it if it is not there
        return result

    def _add_score(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        name = cell.metadata.nbgrader.grade_id
        whose = self.notebook_id, self.assignment_id, self.student_id
        grade = self.gradebook.find_grade(name, *whose)
        marked = grade.manual_score is not None and not grade.needs_manual_grade
        super()._add_score(cell, resources)
        if marked and self._old.get(name) == self._new[name]:
            grade.needs_manual_grade = False
            self.gradebook.db.commit()
