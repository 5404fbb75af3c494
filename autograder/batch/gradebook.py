"""nbgrader's gradebook for one writer: one session, and one transaction a submission.

nbgrader opens the database anew for each step and commits after each cell. Here its
steps share a session, and nothing is kept before the end of `transaction`: whoever
reads the gradebook, and whoever starts again after a crash, finds a submission whole
or as it was.
"""

import contextlib
from collections.abc import Iterator
from typing import Any, TypedDict

from nbgrader.api import Assignment, Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.preprocessors import (
    latesubmissions,
    overwritecells,
    overwritekernelspec,
    saveautogrades,
)
from sqlalchemy.orm import Session, scoped_session, sessionmaker

STEPS = overwritecells, overwritekernelspec, saveautogrades, latesubmissions


class _Session(Session):
    """A session that only flushes where nbgrader commits; `Session.commit` commits."""

    def commit(self) -> None:
        self.flush()


class Scores(TypedDict):
    """What a submission has; `to_mark` are the points that wait for a person."""

    score: float
    max_score: float
    to_mark: float


class SharedGradebook(Gradebook):
    """A gradebook that all of nbgrader's steps in a `with transaction()` block use.

    Args:
        db_url: of the database, SQLAlchemy's way.
        course_id: of the course.
        keep: whether anything is kept; without it, all is forgotten again.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: if the database cannot be used.
    """

    db: scoped_session

    def __init__(self, db_url: str, course_id: str, keep: bool = True):
        self.keep = keep
        super().__init__(db_url, course_id)

    def check_course(self, course_id: str = "", **details: Any):
        """Use our session from here on: nbgrader calls this once there are tables."""
        self.db.remove()
        self.db = scoped_session(sessionmaker(self.engine, class_=_Session))
        with self.transaction():
            return super().check_course(course_id, **details)

    def __exit__(self, *error: object) -> None:
        """Do nothing where one of nbgrader's steps ends: the session goes on."""

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all that is written in this block, or nothing if it raises."""
        try:
            with self._lent():
                yield
            if self.keep:
                Session.commit(self.db())
        finally:
            self.db.rollback()

    @contextlib.contextmanager
    def _lent(self) -> Iterator[None]:
        """Let nbgrader's steps get this gradebook where they would open another."""

        def again(db_url: str) -> Gradebook:
            self.db.expire_all()  # sums in it are as old as the objects that hold them
            return self

        for step in STEPS:
            step.Gradebook = again
        try:
            yield
        finally:
            for step in STEPS:
                step.Gradebook = Gradebook

    def generated(self) -> dict[str, Assignment]:
        """The assignments that have notebooks, by name."""
        return {a.name: a for a in self.assignments if a.notebooks}

    def submission(self, assignment: str, student: str) -> SubmittedAssignment | None:
        """A student's submission, or None if there is none."""
        try:
            return self.find_submission(assignment, student)
        except MissingEntry:
            return None

    def scores(self, assignment: str, student: str) -> Scores:
        """The points of a submission; it must be in the gradebook."""
        self.db.expire_all()
        submission = self.find_submission(assignment, student)
        penalty = submission.late_submission_penalty or 0.0
        grades = [grade for book in submission.notebooks for grade in book.grades]
        waiting = (grade.max_score for grade in grades if grade.needs_manual_grade)
        return {
            "score": max(0.0, submission.score - penalty),
            "max_score": submission.max_score,
            "to_mark": sum(waiting, 0.0),
        }
