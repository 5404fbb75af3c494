"""nbgrader's autograder gets the notebooks that intake has rebuilt.

It does so by one line of nbgrader_config.py:

    c.Autograde.exporter_class = "autograder.hooks.exporter.RebuildingExporter"
"""

import copy
import fnmatch
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from ..intake import timestamps
from ..intake.rebuilding import Intake, take
from . import marks, releases, stock


class RebuildingExporter(NotebookExporter):
    """Lets `nbgrader autograde` work on rebuilt copies of what was handed in.

    nbgrader makes its exporter after it has listed the submissions and before it opens
    one. That is the only place a setting reaches where links are not yet followed and
    nothing is read: here the copies are made, and this run is pointed to them.
    """

    parent: Autograde

    def __init__(self, **settings: Any):
        super().__init__(**settings)
        self.intakes: dict[str, Intake] = {}
        folder = Path(tempfile.mkdtemp(prefix="submitted-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        converter = self.parent
        course = converter.coursedir
        handed_in = Path(course.root, course.submitted_directory)
        pattern = course.format_path(
            course.submitted_directory, course.student_id, course.assignment_id
        )
        names = stock.Patterns(course.root)
        self.changed: set[tuple[str, str]] = set()
        submissions = [Path(path) for path in sorted(names.glob(pattern))]
        for assignment in sorted({submission.name for submission in submissions}):
            self._tell_old_points(assignment)
        for submission in submissions:
            to = folder / submission.relative_to(handed_in)
            try:
                self._copy(submission, to)
            except NbGraderException:
                raise
            except Exception as error:  # of any kind: a submission stops no other one
                why = f"It could not be prepared ({type(error).__name__}: {error})."
                self._refuse(to, why)
            self._remember(to)
        converter.init_destination = marks.with_changed(
            converter.init_destination, self._graded, self.changed
        )
        # A copy: formgrader goes on with the course's own.
        converter.coursedir = copy.copy(course)
        converter.coursedir.submitted_directory = str(folder)
        converter.init_notebooks()

    def _graded(self, assignment: str, student: str) -> Path:
        course = self.parent.coursedir
        place = course.format_path(course.autograded_directory, student, assignment)
        return Path(place)

    def _tell_old_points(self, assignment: str) -> None:
        """Warn where the points in source/ are not those that count."""
        course = self.parent.coursedir
        place = course.format_path(course.source_directory, ".", assignment)
        release = course.format_path(course.release_directory, ".", assignment)
        for path in sorted(Path(release).glob("*.ipynb")):
            if names := releases.changed_points(Path(place) / path.name, path):
                self.log.warning(
                    "%s: the points of %s in source/ are not those of the release. The"
                    " old ones count until you run `nbgrader generate_assignment %s"
                    " --force` and grade again.",
                    path.name,
                    ", ".join(names),
                    assignment,
                )

    def _remember(self, to: Path) -> None:
        """Keep what was marked, and note whether this is other work."""
        whose = to.name, to.parent.name
        marks.remember(self._graded(*whose), *whose)
        for name, intake in self.intakes.items():
            if Path(name).parent != to or intake.notebook is None:
                continue
            old = marks.read(self._graded(*whose) / Path(name).name)
            if old and old.work != marks.work(intake.notebook):
                self.changed.add(whose)

    def _copy(self, submission: Path, to: Path) -> None:
        """Copy a submission, its notebooks rebuilt."""
        course = self.parent.coursedir
        release = course.format_path(course.release_directory, ".", submission.name)
        notebooks = sorted(Path(release).glob("*.ipynb"))
        if not notebooks:
            fault = (
                f"There is no notebook in {release}: run `nbgrader generate_assignment"
                f" {submission.name}` first."
            )
            self.log.error(fault)
            raise NbGraderException(fault)
        to.mkdir(parents=True)
        names = {path.stem for path in notebooks}
        for path in notebooks:
            if not fnmatch.fnmatchcase(path.stem, course.notebook_id):
                continue
            released = nbformat.read(path, as_version=4)
            earlier = releases.earlier(Path(course.root), submission.name, path.stem)
            others = names - {path.stem}
            intake = take(submission, path.stem, released, others, earlier)
            self.intakes[str(to / path.name)] = intake
            nbformat.write(intake.notebook or released, to / path.name)
            if intake.handed_in:
                text = timestamps.written(intake.handed_in)
                (to / timestamps.NAME).write_text(text, encoding="utf-8")
            for file, data in intake.files.items():
                (to / file).parent.mkdir(parents=True, exist_ok=True)
                (to / file).write_bytes(data)

    def _refuse(self, to: Path, why: str) -> None:
        """Let a submission fail by itself, and say why."""
        shutil.rmtree(to, ignore_errors=True)
        to.mkdir(parents=True)
        release = self.parent.coursedir.format_path(
            self.parent.coursedir.release_directory, ".", to.name
        )
        for path in Path(release).glob("*.ipynb"):
            shutil.copyfile(path, to / path.name)
            self.intakes[str(to / path.name)] = Intake(None, fault=why)

    # Any: nbconvert says NotebookNode, and returns a notebook's JSON.
    def from_filename(
        self, filename: str, resources: dict | None = None, **more: Any
    ) -> tuple[Any, dict]:
        """A notebook to grade; what intake repaired is logged.

        Raises:
            NbGraderException: if intake refused it.
        """
        intake = self.intakes.get(filename, Intake(None))
        student = (resources or {}).get("nbgrader", {}).get("student", "")
        for note in intake.notes:
            self.log.warning("%s: %s", student, note)
        if intake.fault:
            self.log.error("%s: not graded. %s", student, intake.fault)
            raise NbGraderException(intake.fault)
        return super().from_filename(filename, resources, **more)
