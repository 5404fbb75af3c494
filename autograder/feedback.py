"""What students read of a graded notebook; nbgrader_config.py puts it to work.

Hidden tests stay hidden, and nothing that a student wrote runs in a page: not in the
feedback, and not in formgrader, where it could change scores in the grader's name.
"""

import html
import re

import bleach
from bleach.css_sanitizer import CSSSanitizer
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.utils import is_grade, is_solution
from traitlets import Bool

from . import pictures

BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
NOTE = "# Hidden tests ran here."
WITHHELD = "Not shown: a hidden test ran before this cell.\n"
LONGEST = 300  # characters of the message of a hidden test

# Where numpy.testing and torch.testing begin to quote what was compared.
VALUES = re.compile(
    r"(?:First \d+ m|M)ismatch|(?:Max|Greatest) (?:absolute|relative) difference"
    r"|(?:Absolute|Relative) difference: |Expected .* but got |Differences in strings"
    r"| (?:ACTUAL|DESIRED|x|y): "
)

# --- hidden tests ---


class HideHiddenTests(Preprocessor):
    """Takes the hidden tests out of the feedback, and leaves what they found.

    nbgrader writes them in full into each student's feedback. Tracebacks quote them
    too, and what an answer prints may be their inputs: of the outputs of such a cell
    only the error and its message stay, without the values that were compared. An
    answer may also keep its inputs and print them later: below the first hidden test,
    the outputs of the student's cells are left out, and of tests only errors stay.

    An answer that raises an error chooses its message, and so may tell an input in it.
    """

    enabled = Bool(True).tag(config=True)  # to be in the configuration is enough

    def preprocess(self, nb: NotebookNode, resources: dict):
        """Shorten the outputs of a whole notebook."""
        hidden_ran = False
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            is_test = is_grade(cell) and not is_solution(cell)
            if is_test and BEGIN in cell.source:
                hidden_ran = True
                cell.source = without_hidden(cell.source)
                cell.outputs = [_message(out) for out in _errors(cell)]
            elif hidden_ran and is_test:
                cell.outputs = _errors(cell)
            elif hidden_ran and cell.outputs:
                cell.outputs = [new_output("stream", text=WITHHELD)]
        return nb, resources


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


def without_values(message: str) -> str:
    """The message of a comparison, without the values: its head and the author's words.

    Args:
        message: of any error; one that does not come from numpy.testing or
            torch.testing is cut after 300 characters only.
    """
    kept = []
    for line in message.splitlines():
        if VALUES.match(line):
            break
        kept.append(line)
    short = "\n".join(kept).strip()
    return short if len(short) <= LONGEST else short[:LONGEST] + "…"


def _errors(cell: NotebookNode) -> list[NotebookNode]:
    return [out for out in cell.outputs if out.output_type == "error"]


def _message(error: NotebookNode) -> NotebookNode:
    """An error without its traceback, and without the values that were compared."""
    words = without_values(error.evalue)
    line = f"{error.ename}: {words}"
    return new_output("error", ename=error.ename, evalue=words, traceback=[line])


# --- pages ---

SHOWN = {"text/plain", "text/html", "text/markdown", "text/latex"}
SHOWN |= {"image/png", "image/jpeg", "image/svg+xml"}
TAGS = bleach.ALLOWED_TAGS | {"p", "br", "hr", "div", "span", "pre", "img", "del"}
TAGS |= {"h1", "h2", "h3", "h4", "h5", "h6", "sub", "sup"}
TAGS |= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
# Of highlighted code and of tables; others could pass for a button of formgrader.
CLASSES = re.compile(r"(?:(?:[a-z][a-z0-9]{0,2}|highlight|dataframe)(?: |$))*")
KINDS = "|".join(map(re.escape, pictures.SHOWN))
PICTURE = re.compile(rf"data:image/(?:{KINDS});base64,")
LINK = re.compile(r"https?://|mailto:|#")
STYLE = CSSSanitizer(allowed_css_properties=["text-align"])


class PlainOutputs(Preprocessor):
    """Leaves what a page can show without running it, and drops outputs' metadata.

    nbconvert writes metadata, such as a picture's width, into tags unquoted. SVG stays:
    nbconvert shows it as a picture, where scripts do not run.
    """

    enabled = Bool(True).tag(config=True)

    def preprocess_cell(self, cell: NotebookNode, resources: dict, cell_index: int):
        """Thin out the outputs of one cell."""
        for output in cell.get("outputs", []):
            if "data" in output:
                output.metadata = NotebookNode()
                for kind in output.data.keys() - SHOWN:
                    del output.data[kind]
        if cell.cell_type == "code":
            cell.outputs = [out for out in cell.outputs if out.get("data", True)]
        return cell, resources


def clean_html(page: str) -> str:
    """HTML without scripts, forms, frames and whatever else could act or cover."""
    return bleach.clean(
        UNSEEN.sub("", page),
        tags=TAGS,
        attributes=_allowed,
        protocols={*bleach.ALLOWED_PROTOCOLS, "data"},
        css_sanitizer=STYLE,
        strip=True,
    )


@pass_context
def clean_markdown(context: Context, text: str) -> str:
    """Markdown as clean HTML: of it, nbgrader's own pages clean nothing.

    A picture that cannot be shown is named in its place, and a text that cannot be
    read as Markdown is shown as it is: no essay is lost, and no page fails.
    """
    cell = context.get("cell", {})
    try:
        renderer = pictures.Renderer(cell.get("attachments", {}))
        page = MarkdownWithMath(renderer=renderer).render(renderer.plain(text))
        return clean_html(page)
    except Exception:  # of any kind, from three libraries that trust what they read
        return f"<pre>{html.escape(text)}</pre>"


def _allowed(tag: str, name: str, value: str) -> bool:
    """Whether a tag may have an attribute with this value."""
    if name in ("href", "src"):
        return bool((LINK if tag == "a" else PICTURE).match(value))
    if name == "class":
        return bool(CLASSES.fullmatch(value))
    return name in ("alt", "title", "style", "colspan", "rowspan")
