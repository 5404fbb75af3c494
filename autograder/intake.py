"""A look at what was handed in, before nbgrader sees it.

nbgrader stops at some broken files, and to others it silently gives a wrong score: a
test that was deleted is a test that takes no points away. Such a file is not graded
until it is mended, and the student is told how.
"""

import json
from collections import Counter
from pathlib import Path

from nbformat import NotebookNode

RESCUE = "take a fresh copy of the problem set, put your answers into it and hand it in"


def check(submission: Path, source: NotebookNode) -> list[str]:
    """What keeps a notebook from being graded, and what its author should do.

    Args:
        submission: the notebook as it was handed in.
        source: the instructor's notebook, with the cells that must be there.

    Returns:
        One sentence for each fault; none if the notebook can be graded.
    """
    name = submission.name
    if not submission.is_file():
        return [f"There is no file {name}: hand in the notebook under this name."]
    try:
        notebook = json.loads(submission.read_text("utf-8"))
    except (ValueError, RecursionError):
        return [f"{name} is not JSON, as a notebook is: {RESCUE}."]
    if not _is_notebook(notebook):
        return [f"{name} is not a notebook that nbgrader can read: {RESCUE}."]

    found = Counter(map(grade_id, notebook["cells"]))
    needed = [grade_id(cell) for cell in source.cells if _is_needed(cell)]
    missing = [cell for cell in needed if not found[cell]]
    doubled = [cell for cell, count in found.items() if cell and count > 1]
    faults = []
    if missing:
        faults.append(f"{_listed(missing)} missing: {RESCUE}.")
    if doubled:
        faults.append(
            f"{_listed(doubled)} there more than once: keep the one that counts,"
            " delete the others, and hand the notebook in again."
        )
    return faults


def grade_id(cell: dict) -> str:
    """The name that nbgrader gave a cell, or "" if it has none."""
    meta = cell["metadata"].get("nbgrader")
    name = meta.get("grade_id") if isinstance(meta, dict) else None
    return name if isinstance(name, str) else ""


def _is_notebook(found: object) -> bool:
    """Whether some JSON has the parts of a notebook that are used here."""
    if not isinstance(found, dict) or found.get("nbformat") != 4:
        return False
    cells = found.get("cells")
    return isinstance(cells, list) and all(
        isinstance(cell, dict) and isinstance(cell.get("metadata"), dict)
        for cell in cells
    )


def _is_needed(cell: NotebookNode) -> bool:
    """Texts may be deleted: nothing is lost but the reading."""
    meta = cell.metadata.get("nbgrader", {})
    marked = meta.get("solution") or meta.get("grade")
    return bool(grade_id(cell)) and (marked or cell.cell_type == "code")


def _listed(names: list[str]) -> str:
    """The subject of a sentence, and its verb."""
    *others, last = map(repr, names)
    return (
        f"The cells {', '.join(others)} and {last} are"
        if others
        else f"The cell {last} is"
    )
