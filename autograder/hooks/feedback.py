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
from nbconvert.filters import Highlight2HTML
from nbconvert.filters import ansi2html as colored
from nbconvert.filters.markdown_mistune import MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.utils import is_grade, is_locked, is_solution
from traitlets import Bool

from ..intake import pictures
from . import brief, execute, page_limits

BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
NOTE = "# Hidden tests ran here."
WITHHELD = "Not shown: a hidden test ran before this cell.\n"
FAILED = "This test failed. Run it in your notebook: it says why."
# Such a test was not run, and what it says is the grader's.
NOT_RUN = {f"This test {why}" for why in execute.REASONS}

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


def _words(nb: NotebookNode) -> frozenset[str]:
    """The phrases of the instructor's cells, and of the grader."""
    own = [c.source for c in nb.cells if is_locked(c) or is_grade(c)]
    return brief.of_the_grader().union(*map(brief.phrases, own))


def _errors(cell: NotebookNode) -> list[NotebookNode]:
    return [out for out in cell.outputs if out.output_type == "error"]


def _message(error: NotebookNode, words: frozenset[str]) -> NotebookNode:
    """An error without its traceback, and with little of the values in its message."""
    return _error(error.ename, brief.brief(brief.without_values(error.evalue), words))


def _failed(error: NotebookNode) -> NotebookNode:
    """An error that says that a visible test failed, and no more."""
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
# Characters; more of these are shown as they were written.
MAX_CODE, MAX_MARKDOWN, MAX_HTML = 50_000, 50_000, 500_000
MAX_PLAIN = 20_000  # of an output that is not shown as it was meant
BLANKS = re.compile(r"[ \t]{200,}")  # of these a page shows one, and Markdown reads all
CUT = "… (the rest of this long output is not shown)"


class PlainOutputs(Preprocessor):
    """Leaves what a page can show without running it, and drops outputs' metadata.

    nbconvert writes metadata, such as a picture's width, into tags unquoted. SVG stays:
    nbconvert shows it as a picture, where scripts do not run.
    """

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict):
        """Thin out a notebook, of which a page is made next."""
        page_limits.begin()
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell: NotebookNode, resources: dict, cell_index: int):
        """Thin out the outputs of one cell."""
        for output in cell.get("outputs", []):
            if "data" in output:
                output.metadata = NotebookNode()
                for kind in output.data.keys() - SHOWN:
                    del output.data[kind]
                if len(output.data.get("text/latex", "")) > MAX_PLAIN:
                    del output.data["text/latex"]
        if cell.cell_type == "code":
            cell.outputs = [out for out in cell.outputs if out.get("data", True)]
        return cell, resources


def clean_html(page: str) -> str:
    """HTML without scripts, forms, frames and whatever else could act or cover.

    What is too long, or takes too long, is shown as text, and cut.
    """
    return page_limits.bounded(_clean, _cut, page, MAX_HTML)


def _clean(page: str) -> str:
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
    read as Markdown, or not soon, is shown as it is: no essay is lost, and no page
    fails.
    """

    def render(text: str) -> str:
        renderer = pictures.Renderer(context.get("cell", {}).get("attachments", {}))
        page = MarkdownWithMath(renderer=renderer).render(renderer.plain(text))
        return _clean(page)

    text = BLANKS.sub(" ", text)
    try:
        return page_limits.bounded(render, _as_written, text, MAX_MARKDOWN)
    except Exception:  # of any kind, from three libraries that trust what they read
        return _as_written(text)


class Highlight(Highlight2HTML):
    """Colors code, where that does not take long."""

    def __call__(self, source: str, language=None, metadata=None) -> str:
        """HTML of a cell's code."""

        def color(source: str) -> str:
            return super(Highlight, self).__call__(source, language, metadata)

        return page_limits.bounded(color, _code, source, MAX_CODE)


def ansi2html(text: str) -> str:
    """HTML of what was printed, with the colors of a terminal."""
    return page_limits.bounded(colored, html.escape, text, MAX_HTML)


def strip_files_prefix(page: str) -> str:
    """The page as it is: nbconvert's filter takes long, and no link leads to files."""
    return page


def _as_written(text: str) -> str:
    return f"<pre>{html.escape(text)}</pre>"


def _code(source: str) -> str:
    return f'<div class="highlight hl-ipython3">{_as_written(source)}</div>'


def _cut(text: str) -> str:
    cut = CUT if len(text) > MAX_PLAIN else ""
    return _as_written(text[:MAX_PLAIN] + cut)


def _allowed(tag: str, name: str, value: str) -> bool:
    """Whether a tag may have an attribute with this value."""
    if name in ("href", "src"):
        return bool((LINK if tag == "a" else PICTURE).match(value))
    if name == "class":
        return bool(CLASSES.fullmatch(value))
    return name in ("alt", "title", "style", "colspan", "rowspan")
