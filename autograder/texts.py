"""What is wrong with a text in source/, before anything is built from it.

    python -m autograder.texts        # says what `make build` would refuse

A fault is one line, `source/01_neuron.py:7: what is wrong: what to do.` Each rule in
RULES looks at a whole text and yields the line and the words of what it finds; a new
rule is a new function there. A text that cannot be decoded gets to no rule.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import jupytext
from nbformat import NotebookNode

EXTRAS = ("playground", "errata")
"""The notebooks beside the lectures, which are built like them."""

LECTURE = re.compile(r"\d\d[a-z]?_[a-z0-9_]+")
PROBLEM_SET = re.compile(r"ps\d\d[a-z]?_[a-z0-9_]+")
QUESTION = re.compile(r"^\*\*Question\.\*\*\s+(\S.*?)\s*(?:\n[ \t]*\n|\Z)", re.M | re.S)
MARKER = re.compile(r"#\s*%%")
CONFLICT = re.compile(r"(<{7}|>{7}|\|{7})(\s|$)|={7}$")
# Python and jupytext take some of them for the end of a line, and no editor shows them.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
BOM = b"\xef\xbb\xbf"

Finding = tuple[int, str]


@dataclass(frozen=True)
class Text:
    """A text that could be read: its name, its lines, and what jupytext makes of it."""

    path: Path
    content: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends; only a line feed ends one."""
        return self.content.split("\n")

    @cached_property
    def parsed(self) -> tuple[list[NotebookNode], str]:
        """The cells, and why there are none if jupytext cannot read the text."""
        try:
            return jupytext.reads(self.content, fmt="py:percent").cells, ""
        except Exception as error:  # a header is YAML, and can be wrong in any way
            return [], " ".join(str(error).split())[:100] or type(error).__name__

    @property
    def is_problem_set(self) -> bool:
        """Whether it is built like a problem set."""
        return self.path.name.startswith("ps")

    def line(self, fragment: str) -> int:
        """The first line that holds a fragment, or the first of all."""
        return next((n for n, x in enumerate(self.lines, 1) if fragment in x), 1)


def faults(text: Path, root: Path) -> list[str]:
    """What is wrong with a text, a line each; an empty list if it can be built.

    Args:
        text: the file.
        root: the course's folder; the lines name the file from there.

    Returns:
        Lines such as `source/01_neuron.py:7: what is wrong: what to do.`, in the order
        of the file.
    """
    try:
        data = text.read_bytes()
    except OSError as error:
        why = f"it cannot be read ({error.strerror}): mend that or delete it."
        found: list[Finding] = [(1, why)]
    else:
        found = list(_undecodable(data))
        if not found:
            whole = Text(text, data.decode("utf-8"))
            found = sorted({finding for rule in RULES for finding in rule(whole)})
    name = text.relative_to(root).as_posix() if text.is_relative_to(root) else text
    return [f"{_printable(str(name))}:{line}: {words}" for line, words in found]


def _printable(name: str) -> str:
    """A name on one line that any terminal can show."""
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)
    return shown.encode("utf-8", "backslashreplace").decode("utf-8")


def _undecodable(data: bytes) -> Iterator[Finding]:
    """What stands in the way of reading the bytes as UTF-8 without a mark before it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield 1, "it is UTF-16: save it as UTF-8."
    elif data.startswith(BOM):
        yield 1, "it begins with a byte order mark: save it as UTF-8 without BOM."
    else:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            byte = f"0x{data[error.start]:02x}"
            yield line, f"the byte {byte} is not UTF-8: save the file as UTF-8."


# --- rules ---


def name(text: Text) -> Iterator[Finding]:
    """The name becomes a link, a notebook's and an assignment's name."""
    stem = text.path.stem
    known = PROBLEM_SET if text.is_problem_set else LECTURE
    if stem not in EXTRAS and not known.fullmatch(stem):
        yield (
            1,
            "nothing can be built under this name: call it NN_topic.py or "
            "psNN_topic.py, with two digits and a topic in a-z, 0-9 and _.",
        )


def line_ends(text: Text) -> Iterator[Finding]:
    """Other line ends would give other bytes."""
    for number, line in enumerate(text.lines, start=1):
        if "\r" in line:
            yield number, "the line ends with CR: save the file with LF line ends."
            return


def unseen(text: Text) -> Iterator[Finding]:
    """Characters that an editor does not show, and that move or end lines."""
    for number, line in enumerate(text.lines, start=1):
        if found := UNSEEN.search(line):
            yield number, f"it holds the unseen U+{ord(found[0]):04X}: delete it."


def conflict_marks(text: Text) -> Iterator[Finding]:
    """What git leaves where two versions could not be merged."""
    for number, line in enumerate(text.lines, start=1):
        if CONFLICT.match(line.rstrip("\r")):
            mark = line[:7]
            yield number, f"{mark} marks a conflict: choose one version, delete marks."


def first_line(text: Text) -> Iterator[Finding]:
    """What stands before the first marker would become a code cell."""
    for number, line in enumerate(text.lines, start=1):
        if line.strip():
            if not MARKER.match(line) and line.rstrip() != "# ---":
                yield number, "this is before the first cell: begin with `# %%`."
            return
    yield 1, "it is empty: write cells, each below a line `# %%`, or delete it."


def cells(text: Text) -> Iterator[Finding]:
    """jupytext must find cells, and understand what stands behind their markers."""
    found, error = text.parsed
    if error:
        yield 1, f"jupytext cannot read it ({error}): mend the header, or delete it."
    elif text.content.strip() and not any(cell.source.strip() for cell in found):
        yield 1, "all cells are empty: write something, or delete the file."
    for cell in found:
        if lost := cell.metadata.get("incorrectly_encoded_metadata"):
            line = text.line(lost)
            yield line, "the metadata behind # %% are not key=JSON: mend them."


def head(text: Text) -> Iterator[Finding]:
    """The start page takes a lecture's title and question from its first cell."""
    found, _ = text.parsed
    if text.is_problem_set or not found:
        return
    first, line = found[0], text.line("%%")
    if first.cell_type != "markdown" or not first.source.startswith("# "):
        yield line, "the first cell has no title: let it be Markdown, `# 1 · Title`."
    elif not QUESTION.search(first.source):
        words = "the first cell asks nothing: add a paragraph `**Question.** …`."
        yield line, words


RULES = (name, line_ends, unseen, conflict_marks, first_line, cells, head)


def title_and_question(text: Path) -> tuple[str, str]:
    """The title and the question of a lecture without faults, each on one line."""
    first = jupytext.read(text, fmt="py:percent").cells[0].source
    title = first.splitlines()[0].removeprefix("# ").strip()
    return title, " ".join(QUESTION.search(first)[1].split())


def every(root: Path) -> list[Path]:
    """All texts in source/, in order; also those whose name cannot be built.

    Files that begin with a dot are not texts: editors and macOS leave them.
    """
    return sorted((root / "source").glob("[!.]*.py"))


def main(root: Path = Path()) -> None:
    """Say what is wrong with all texts, and end with 1 if something is."""
    root = root.resolve()
    if found := [fault for text in every(root) for fault in faults(text, root)]:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
