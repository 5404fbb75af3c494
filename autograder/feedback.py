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
from nbgrader.utils import is_grade, is_locked, is_solution
from traitlets import Bool

from . import brief, isolated, pictures

BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
NOTE = "# Hidden tests ran here."
WITHHELD = "Not shown: a hidden test ran before this cell.\n"
FAILED = "This test failed. Run it in your notebook: it says why."
# Such a test was not run, and what it says is the grader's.
NOT_RUN = {f"This test {why}" for why in (isolated.STOPPED, isolated.ENDED)}

# --- hidden tests ---


class HideHiddenTests(Preprocessor):
    """Takes the hidden tests out of the feedback, and leaves what they found.

    nbgrader writes them in full into each student's feedback. Tracebacks quote them
    too, and what an answer returns or prints may be their inputs: of the outputs of
    such a cell only the error and its message stay, and of that the author's words
    (brief.py). An answer may also keep its inputs and tell them later. So below the
    first hidden test all of the student's cells look alike, and of a visible test
    only stays whether it failed: the student can run it.
    """

    enabled = Bool(True).tag(config=True)  # to be in the configuration is enough

    def preprocess(self, nb: NotebookNode, resources: dict):
        """Shorten the outputs of a whole notebook."""
        hidden_ran, words = False, _words(nb)
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            is_test = is_grade(cell) and not is_solution(cell)
            if is_test and BEGIN in cell.source:
                hidden_ran = True
                cell.source = without_hidden(cell.source)
                cell.outputs = [_message(out, words) for out in _errors(cell)]
            elif hidden_ran and is_test:
                cell.outputs = [_failed(out) for out in _errors(cell)[:1]]
            elif hidden_ran:
                cell.outputs = [new_output("stream", text=WITHHELD)]
                cell.execution_count = None
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


def _words(nb: NotebookNode) -> set[str]:
    """The phrases of the instructor's cells, and of the grader."""
    own = [c.source for c in nb.cells if is_locked(c) or is_grade(c)]
    return brief.of_the_grader().union(*map(brief.phrases, own))


def _errors(cell: NotebookNode) -> list[NotebookNode]:
    return [out for out in cell.outputs if out.output_type == "error"]


def _message(error: NotebookNode, words: set[str]) -> NotebookNode:
    """An error without its traceback, and with little of the values in its message."""
    return _error(error.ename, brief.brief(brief.without_values(error.evalue), words))


def _failed(error: NotebookNode) -> NotebookNode:
    """That a visible test failed, and no more."""
    if error.evalue in NOT_RUN:
        return _error("StudentError", error.evalue)
    return _error("AssertionError", FAILED)


def _error(name: str, text: str) -> NotebookNode:
    return new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])


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
