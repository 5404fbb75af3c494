"""What became of each submission, in a file of its own that the next run reads."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from ..errors import GradingError


@dataclass(frozen=True)
class Record:
    """What became of a submission.

    Attributes:
        student: who handed it in.
        status: "graded"; "refused", if what was handed in cannot be graded; "failed",
            if grading it did not work; or, in a plan, "waiting".
        reason: why it was refused or failed; "" else.
        notes: what was repaired or left out, one sentence each.
        score: its points, or None. A submission without a score is no zero.
        max_score: the points of the assignment, or None.
        to_mark: points that wait for a person; the score is without them.
        seconds: how long it ran.
        digest: of all that the score depends on.
        unchanged: whether it had been graded before, and nothing was done.
    """

    student: str
    status: str
    reason: str = ""
    notes: tuple[str, ...] = ()
    score: float | None = None
    max_score: float | None = None
    to_mark: float = 0.0
    seconds: float = 0.0
    digest: str = ""
    unchanged: bool = field(default=False, compare=False)


class Records:
    """The records of an assignment.

    Args:
        folder: where they lie.
        assignment: its name.
    """

    def __init__(self, folder: Path, assignment: str):
        self.folder, self.assignment = folder, assignment

    def _path(self, student: str) -> Path:
        return self.folder / f"{student}.json"

    def read(self, student: str) -> Record | None:
        """The record of a submission, or None if there is none that can be read."""
        try:
            fields = json.loads(self._path(student).read_text("utf-8"))
            return Record(**fields | {"notes": tuple(fields["notes"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def write(self, record: Record) -> None:
        """Write the file of a record, whole or not at all."""
        path = self._path(record.student)
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        fields = asdict(record)
        del fields["unchanged"]
        new.write_text(json.dumps(fields, indent=1) + "\n", encoding="utf-8")
        new.replace(path)

    def forget(self, student: str) -> None:
        """Remove a record that is no longer true."""
        self._path(student).unlink(missing_ok=True)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from grading this assignment.

        Raises:
            GradingError: if one does.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.folder / ".lock", timeout=0):
                yield
        except Timeout:
            raise GradingError(
                f"Another process grades {self.assignment}: wait until it is done."
            ) from None
