"""Grades the submissions of an assignment: many at once, each once, and again if asked.

Three steps for each submission. `Grading` prepares it in the main process: intake
(intake/), then nbgrader's steps that clean it. `execute` runs it, in a thread or on
another machine (job.py, workers.py). Back in the main process, the one writer
puts the scores into the gradebook, in one transaction (gradebook.py), and the notebooks
to autograded/.

Last of all, a record of each submission is written, `.autograder/<assignment>/
<student>.json`, with a digest of all that its score depends on. If that is unchanged
the next time, there is nothing to do. A run that was killed has no record of what it
was at, so the next run does that again, from its start.
"""

import contextlib
import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import is_grade

from ..errors import GradingError
from ..hooks import marks, releases
from ..hooks.execute import IsolatedExecute
from ..hooks.releases import RECORDS
from ..intake import rebuilding, timestamps
from ..intake.files import entries
from ..intake.reading import MAX_NOTEBOOK
from .course import Course
from .gradebook import Scores
from .job import (
    Outcome,
    Payload,
    as_text,
    digest_of,
    lay_out,
    parse,
    resources_of,
    through,
)
from .records import Record, Records
from .workers import Submit, outcome_of, workers

EARLIER = "The gradebook keeps the score of what was handed in before."
REMOVED = "The gradebook no longer has it: a score of before does not count."
WAITING = 2  # prepared submissions for each one that runs: no worker waits for the next


@dataclass(frozen=True)
class _Job:
    """A submission that is to be run, and what is to be saved with it."""

    payload: Payload
    record: Record
    timestamp: datetime | None


class Grading:
    """The grading of an assignment, or of some of its submissions.

    Use it in a `with` block.

    Args:
        course: the course.
        name: of the assignment.
        students: whose submissions to grade; all, if there are none.
        keep: whether anything is written; without it, only `plan` can be called.
        check: whether source/ must be what the gradebook has; else nothing can be run.

    Raises:
        GradingError: if the assignment or a student is not known.
        UnreachableError: if the gradebook does not answer.
    """

    def __init__(
        self,
        course: Course,
        name: str,
        students: Iterable[str] = (),
        keep: bool = True,
        check: bool = True,
    ):
        self.course, self.name, self.keep = course, name, keep
        self.records = Records(course.root / RECORDS / name, name)
        self.book = course.gradebook(keep)
        try:
            self._check_assignment()
            self.submissions = self._chosen(list(students))
            self.released = course.released(name)
            self.assignment = course.assignment(name)
            if check:
                self._check_source()
            self._earlier = {
                notebook: releases.earlier(course.root, name, notebook)
                for notebook in self.released
            }
        except BaseException:
            self.close()
            raise
        config = course.config
        self._cleans = [step(config=config) for step in course.cleans]
        self._saves = [step(config=config) for step in course.saves]

    def __enter__(self) -> "Grading":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the gradebook."""
        self.book.close()

    def plan(self) -> Iterator[Record]:
        """Yield what a run would make of each submission, a record each; do nothing."""
        for student in self.submissions:
            prepared = self._prepare(student)
            yield prepared.record if isinstance(prepared, _Job) else prepared

    def run(self, jobs: int = 1, scheduler: str = "") -> Iterator[Record]:
        """Grade the submissions, and yield the record of each when it is done.

        Args:
            jobs: how many submissions run at the same time on this machine.
            scheduler: the address of a dask scheduler whose workers run them instead.

        Raises:
            NoSandboxError: if the students' code would have no sandbox.
            UnreachableError: if the scheduler or its workers do not answer.
            GradingError: if another process grades this assignment.
        """
        unsafe = IsolatedExecute not in self.course.runs
        code = self.assignment.code
        with self.records.alone():
            queue = map(self._prepare, self.submissions)
            for prepared in queue:
                if isinstance(prepared, Record):
                    yield self._skip(prepared)
                    continue
                # Fork servers take seconds to start: only now that there is work.
                with workers(jobs, scheduler, unsafe, code) as (submit, slots):
                    self._add_students()
                    most = WAITING * slots
                    yield from self._overlapping(chain([prepared], queue), submit, most)
            self._add_students()

    def _add_students(self) -> None:
        """Register all students, in order: nbgrader's export lists them as added."""
        with self.book.transaction():
            for student in self.submissions:
                self.book.update_or_create_student(student)

    def _overlapping(
        self, queue: Iterable[_Job | Record], submit: Submit, most: int
    ) -> Iterator[Record]:
        """Run at most so many submissions at once; prepare and save others beside."""
        running: dict[Future, _Job] = {}

        def finished() -> Iterator[Record]:
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield self._save(running.pop(future), outcome_of(future))

        for prepared in queue:
            if isinstance(prepared, Record):
                yield self._skip(prepared)
                continue
            running[submit(self.assignment, prepared.payload)] = prepared
            while len(running) >= most:
                yield from finished()
        while running:
            yield from finished()

    def _skip(self, record: Record) -> Record:
        """Write the record of a submission that is not run, if it is new; return it."""
        if not record.unchanged:
            self.records.write(record)
        return record

    # before it runs

    def _check_assignment(self) -> None:
        """Refuse an assignment that is not in the gradebook."""
        with self.book.transaction():
            known = sorted(self.book.generated())
        sources = Path(self.course.path("source", ".", self.name))
        if self.name in known:
            return
        if sources.is_dir():
            raise GradingError(
                f"{self.name} is not in the gradebook yet: run `nbgrader"
                f" generate_assignment {self.name}` first."
            )
        shown = ", ".join(known) or "none"
        raise GradingError(
            f"There is no assignment {self.name!r}; the gradebook has: {shown}."
        )

    def _chosen(self, students: list[str]) -> dict[str, Path]:
        """The folders of these students, or of all if none is named."""
        folders = self.course.submissions(self.name)
        if unknown := [student for student in students if student not in folders]:
            folder = self.course.path("submitted", unknown[0], self.name)
            raise GradingError(
                f"{', '.join(unknown)}: no submission of {self.name}; it would be in"
                f" {folder}."
            )
        return {name: folders[name] for name in students} if students else folders

    def _check_source(self) -> None:
        """Refuse an assignment whose files are not those of the gradebook."""
        with self.book.transaction():
            notebooks = self.book.generated()[self.name].notebooks
            names = [notebook.name for notebook in notebooks]
            self._points = {
                notebook.name: {c.name: c.max_score for c in notebook.grade_cells}
                for notebook in notebooks
            }
            self._cells = sorted(
                (notebook.name, cell.name, cell.checksum, cell.source)
                for notebook in notebooks
                for cell in notebook.source_cells
            )
        again = f"run `nbgrader generate_assignment {self.name} --force`"
        for name in names:
            source = self.assignment.files.get(f"{name}.ipynb")
            if name not in self.released or source is None:
                raise GradingError(
                    f"{name}.ipynb is not in both source/{self.name} and"
                    f" release/{self.name}: {again}."
                )
            ours = [cell for cell in parse(source).cells if rebuilding.grade_id(cell)]
            cells = {rebuilding.grade_id(cell): cell.source for cell in ours}
            points = {
                rebuilding.grade_id(cell): cell.metadata.nbgrader.get("points", 0)
                for cell in ours
                if is_grade(cell)
            }
            if points != self._points[name]:
                raise GradingError(
                    f"The tests in source/{self.name}, or their points, are not those"
                    f" of the gradebook: {again}."
                )
            for notebook, cell, _, text in self._cells:
                is_locked = not self._is_answer(notebook, cell)
                if notebook == name and is_locked and cells.get(cell) != text:
                    raise GradingError(
                        f"The cell {cell!r} in source/{self.name} has changed since the"
                        f" assignment was generated: {again}."
                    )
        # As nbgrader does: what the gradebook does not know is nobody's.
        self.released = {name: self.released[name] for name in names}

    def _is_answer(self, notebook: str, name: str) -> bool:
        """Whether a released cell is for students to change."""
        for cell in self.released[notebook].cells:
            if rebuilding.grade_id(cell) == name:
                return bool(cell.metadata.nbgrader.get("solution"))
        return False

    def _prepare(self, student: str) -> _Job | Record:
        """A submission, ready to run; or its record, if it is not to be run."""
        folder, digest = self.submissions[student], ""
        try:
            contents = list(_contents(folder))  # first: what changes later counts anew
            notebooks, notes, faults, files, timestamp = self._take(folder)
            late = self._seconds_late(student, timestamp)
            digest = digest_of(
                self.assignment.digest, self._cells, timestamp, late, contents
            )
        except Exception as error:  # of any kind: a submission stops no other one
            return self._failed(student, "read", error, digest)
        if not notebooks:
            reason = self._and_earlier(student, faults[0])
            return Record(student, "refused", reason, digest=digest)
        old = self.records.read(student)
        if old and self._stands(old, digest):
            return replace(old, unchanged=True)
        try:
            with self.book.transaction():
                ready = {
                    name: as_text(self._clean(student, name, notebook))
                    for name, notebook in notebooks.items()
                }
            beside = {str(path): data for path, data in files.items()}
            if timestamp:
                beside[timestamps.NAME] = timestamps.written(timestamp).encode()
        except Exception as error:  # of any kind: a submission stops no other one
            return self._failed(student, "prepared", error, digest)
        record = Record(student, "waiting", notes=notes + faults, digest=digest)
        return _Job(Payload(student, ready, beside), record, timestamp)

    def _take(
        self, folder: Path
    ) -> tuple[
        dict[str, NotebookNode], tuple, tuple, Mapping[Path, bytes], datetime | None
    ]:
        """The rebuilt notebooks, notes, faults and files of a submission, and when."""
        notebooks: dict[str, NotebookNode] = {}
        notes: list[str] = []
        faults: list[str] = []
        files: Mapping[Path, bytes] = {}
        when: datetime | None = None
        for name, released in self.released.items():
            others = self.released.keys() - {name}
            earlier = self._earlier[name]
            intake = rebuilding.take(folder, name, released, others, earlier)
            files, when = files or intake.files, when or intake.handed_in
            # What is left out beside one notebook is left out beside each.
            notes += [note for note in intake.notes if note not in notes]
            if intake.notebook is None:
                faults.append(intake.fault)
            else:
                notebooks[name] = intake.notebook
        return notebooks, tuple(notes), tuple(faults), files, when

    def _clean(self, student: str, name: str, notebook: NotebookNode) -> NotebookNode:
        url = self.course.directory.db_url
        return through(
            self._cleans, notebook, resources_of(self.name, student, name, url)
        )

    def _seconds_late(self, student: str, timestamp: datetime | None) -> float:
        """Seconds after the due date, extensions included; 0.0 if it is in time.

        They are in the digest: a late penalty can depend on them.
        """
        with self.book.transaction():
            due = self.book.find_assignment(self.name).duedate
            if due is None or timestamp is None:
                return 0.0
            earlier = self.book.submission(self.name, student)
            if earlier and earlier.extension:
                due += earlier.extension
        return max(0.0, (timestamp - due).total_seconds())

    def _stands(self, old: Record, digest: str) -> bool:
        """Whether a submission is graded already."""
        if (old.status, old.digest) != ("graded", digest):
            return False
        if not self.course.path("autograded", old.student, self.name).is_dir():
            return False
        with self.book.transaction():
            return self.book.submission(self.name, old.student) is not None

    # after it has run

    def _save(self, job: _Job, outcome: Outcome) -> Record:
        """Put the scores into the gradebook and the notebooks to autograded/."""
        student = job.record.student
        record = replace(job.record, seconds=round(outcome.seconds, 2))
        if outcome.failure:
            reason = self._and_earlier(student, outcome.failure)
            record = replace(record, status="failed", reason=reason)
            self.records.write(record)
            return record
        # Whatever happens from here on, the old record is no longer true.
        self.records.forget(student)
        target = self.course.path("autograded", student, self.name)
        staged = target.with_name(f".{self.name}.new")
        try:
            with self.book.transaction():
                given = {"timestamp": job.timestamp} if job.timestamp else {}
                self.book.update_or_create_submission(self.name, student, **given)
                notebooks = self._save_scores(student, outcome)
                scores = self.book.scores(self.name, student)
                self._stage(staged, job.payload.files, notebooks)
        except Exception as error:  # such as a locked gradebook or a full disk
            return self._failed(student, "saved", error, record.digest)
        _swap(staged, target)
        record = replace(record, status="graded", **scores)
        self.records.write(record)
        return record

    def _save_scores(self, student: str, outcome: Outcome) -> dict[str, bytes]:
        url, saved = self.course.directory.db_url, {}
        graded = self.course.path("autograded", student, self.name)
        marks.remember(graded, self.name, student)
        for name, text in outcome.notebooks.items():
            resources = resources_of(self.name, student, name, url)
            notebook = through(self._saves, parse(text), resources)
            saved[f"{name}.ipynb"] = as_text(notebook).encode("utf-8")
        return saved

    def _stage(self, staged: Path, *parts: dict[str, bytes]) -> None:
        """Lay out a folder of autograded/ under another name."""
        shutil.rmtree(staged, ignore_errors=True)
        given = {name: self.assignment.files[name] for name in self.assignment.given}
        for files in (*parts, given):
            lay_out(staged, files)
        for path in staged.rglob("*"):
            if path.is_file():
                path.chmod(int(str(self.course.converter.permissions), 8))

    def _and_earlier(self, student: str, reason: str) -> str:
        """A reason, and that a score is in the gradebook all the same, if one is."""
        with self.book.transaction():
            earlier = self.book.submission(self.name, student)
        return f"{reason} {EARLIER}" if earlier else reason

    def _failed(self, student: str, what: str, error: Exception, digest: str) -> Record:
        words = " ".join(str(error).split())[:500]
        reason = f"It could not be {what} ({type(error).__name__}: {words})."
        record = Record(student, "failed", reason, digest=digest)
        if self.keep:
            self.records.write(record)
        return record


def _contents(folder: Path) -> Iterator[tuple[str, Any]]:
    """The path, type and hash of each file of a submission; no link is followed."""
    if folder.is_symlink():
        yield "", os.readlink(folder)
    for name in entries(folder):
        path, what = folder / name, ""
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            what = os.readlink(path)
        elif stat.S_ISREG(status.st_mode):
            with contextlib.suppress(OSError), open(path, "rb") as file:
                # Of a larger one, nothing more is looked at.
                data = file.read(MAX_NOTEBOOK + 1)
                what = hashlib.sha256(data).hexdigest()
        yield str(name), (stat.S_IFMT(status.st_mode), what)


def _swap(new: Path, target: Path) -> None:
    """Put a folder in the place of another."""
    old = target.with_name(f"{new.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def report(course: Course, name: str) -> list[Record]:
    """What is known of each submission, with the scores that the gradebook has now.

    Raises:
        GradingError: if the assignment is not known.
    """
    records = []
    with Grading(course, name, keep=False, check=False) as grading:
        for student in grading.submissions:
            with grading.book.transaction():
                scores: Scores | None = None
                if grading.book.submission(name, student):
                    scores = grading.book.scores(name, student)
            record = grading.records.read(student)
            if record is None:  # nbgrader's own command may have graded it
                done = scores and course.path("autograded", student, name).is_dir()
                record = Record(student, "graded" if done else "waiting")
            if record.status == "graded" and scores:
                record = replace(record, **scores)
            elif record.status == "graded":  # somebody took it out
                record = Record(student, "waiting", REMOVED)
            records.append(record)
    return records
