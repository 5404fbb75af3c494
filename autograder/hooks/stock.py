"""What nbgrader's own commands do wrong with a course's names; its configuration calls.

nbgrader takes folders for patterns, and writes a table without quotes.
"""

import csv
import glob
import os
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name"),
    *("email", "raw_score", "late_submission_penalty", "score", "max_score"),
)


class Patterns:
    """Stands for the module glob: brackets in the names of folders are no patterns.

    Args:
        root: of the course.
    """

    def __init__(self, root: str):
        self.root = root

    def glob(self, pattern: str) -> list[str]:
        """The paths that fit; only what names no folder is read as a pattern."""
        folder, name = os.path.split(pattern)
        if os.path.isdir(folder):
            return glob.glob(os.path.join(glob.escape(folder), name))
        if pattern.startswith(self.root):
            return glob.glob(glob.escape(self.root) + pattern[len(self.root) :])
        return glob.glob(pattern)


def read_names_as_names(root: str) -> None:
    """Have nbgrader's commands find a course or a student with brackets in the name."""
    from nbgrader.converters import base

    base.glob = Patterns(root)


class CsvExport(ExportPlugin):
    """nbgrader's table of scores, in which a name may have a comma or a quote."""

    def export(self, gradebook: Gradebook) -> None:
        """Write a line for each student and assignment, also where nothing came."""
        path = self.to or "grades.csv"
        self.log.info("Exporting grades to %s", path)
        with open(path, "w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            table.writeheader()
            for assignment in gradebook.assignments:
                for student in gradebook.students:
                    if _chosen(assignment.name, self.assignment) and _chosen(
                        student.id, self.student
                    ):
                        table.writerow(_row(gradebook, assignment, student))


def _chosen(name: str, wanted: list) -> bool:
    return not wanted or name in map(str, wanted)


def _row(gradebook: Gradebook, assignment: Any, student: Any) -> dict[str, Any]:
    row = {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "student_id": student.id,
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
        "max_score": assignment.max_score,
        **dict.fromkeys(("raw_score", "late_submission_penalty", "score"), 0.0),
    }
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return row
    penalty = submission.late_submission_penalty
    return row | {
        "timestamp": submission.timestamp,
        "raw_score": submission.score,
        "late_submission_penalty": penalty,
        "score": max(0.0, submission.score - (penalty or 0.0)),
    }
