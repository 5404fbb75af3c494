"""Keeps hidden tests hidden in the feedback; nbgrader_config.py puts it to work."""

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.utils import is_grade, is_solution
from traitlets import Bool

BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
NOTE = "# Hidden tests ran here."


class HideHiddenTests(Preprocessor):
    """Takes the hidden tests out of the feedback, and leaves what they found.

    nbgrader writes them in full into each student's feedback. Tracebacks quote them
    too, and what an answer prints may be their inputs: of the outputs of such a cell
    only the error and its message stay.
    """

    enabled = Bool(True).tag(config=True)  # to be in the configuration is enough

    def preprocess_cell(self, cell: NotebookNode, resources: dict, cell_index: int):
        """Shorten a test cell that has hidden lines; leave all others as they are."""
        if is_grade(cell) and not is_solution(cell) and BEGIN in cell.source:
            cell.source = without_hidden(cell.source)
            cell.outputs = [
                _message(out) for out in cell.outputs if out.output_type == "error"
            ]
        return cell, resources


def without_hidden(source: str) -> str:
    """The source of a test cell, with one comment in place of each hidden region."""
    shown, hidden = [], False
    for line in source.splitlines():
        if BEGIN in line:
            shown.append(NOTE)
            hidden = True
        if not hidden:
            shown.append(line)
        if END in line:
            hidden = False
    return "\n".join(shown)


def _message(error: NotebookNode) -> NotebookNode:
    """An error without its traceback."""
    line = f"{error.ename}: {error.evalue}"
    return new_output("error", ename=error.ename, evalue=error.evalue, traceback=[line])
