"""Words that stand in no cell of the problem set, and the question that they answer.

A question that a person marks gets 0 points, unread, if its own cell is as it was
released. Some platforms drop the names of cells, and students write above or below a
stub, into the question, or into a cell of another type. So if such a question has no
answer, words of the student's own are taken for it. A person reads them and decides.
"""

import re
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from typing import Any

FAR = 8  # words of a text far from its question, or it may be any note
# Each of these takes a time that grows as the text does: a text can be made to hang.
SENTENCE = re.compile(r"\b[^\W\d_]{2,}[,;:]?(?: +[^\W\d_]+[,;:.?!]?){2,}")
CODE = re.compile(
    r"^[ \t]*(?:(?:def|class|import|from|for|while|if|with|return)\b|[@%!])"
    r"|[\w\])] *[-+*/@]?= *\S|\w\(",
    re.MULTILINE,
)
STRING = re.compile(r"(\"\"\"|'''|\"|')(.+?)\1", re.DOTALL)
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Found:
    """Words that answer a question, from other cells.

    Attributes:
        text: the words.
        cells: where they stood.
        moved: the cell that they were, if it was nothing else; it need not stay.
        note: one sentence about it.
    """

    text: str
    cells: tuple[Any, ...]
    moved: Any
    note: str


def find(
    loose: Sequence[tuple[Any, int]],
    names: Sequence[str],
    marked: Collection[str],
    empty: Sequence[str],
    gone: Collection[str],
    known: Set[str],
) -> dict[str, Found]:
    """Words for the questions without an answer.

    Args:
        loose: the student's cells that stand for no released one, and the place in
            `names` of the released cell that each stood below, or -1.
        names: of all released cells.
        marked: those that a person marks.
        empty: those of them that have no answer.
        gone: those of them that are not there at all.
        known: all lines that were released.
    """
    given: dict[str, list[tuple[Any, str, int]]] = {}
    for cell, above in loose:
        if not (text := words(cell.text, cell.type, known)):
            continue

        def distance(name: str, above: int = above) -> tuple[float, bool]:
            # Between two questions it is as near to the one as to the other.
            return abs(names.index(name) - above - 0.5), name not in empty

        name = min(marked, key=distance)
        near = distance(name)[0] < 2
        if name not in empty and not near:
            name = min(empty, key=distance)
        enough = near or name in gone or len(WORD.findall(text)) >= FAR
        if name in empty and enough:
            given.setdefault(name, []).append((cell, text, above))
    return {name: _found(name, some, names) for name, some in given.items()}


def words(text: str, kind: str, known: Set[str]) -> str:
    """The student's own words in a cell; "" if there are none, or only code.

    Args:
        text: of the cell.
        kind: its type.
        known: lines that were released.
    """
    lines = [line for line in text.split("\n") if line.strip() not in known - {""}]
    own = "\n".join(lines).strip()
    if not WORD.search(own):
        return ""
    if kind != "code":
        return own
    if all(line.lstrip().startswith("#") for line in own.split("\n") if line.strip()):
        own = "\n".join(line.lstrip().lstrip("#").strip() for line in own.split("\n"))
        return own.strip() if SENTENCE.search(own) else ""
    strings = [found[1] for found in STRING.findall(own)]
    said = "\n".join(part.strip() for part in strings if SENTENCE.search(part))
    rest = re.sub(r"\b\w+ *=|print|[\s()]", "", STRING.sub("", own))
    if said and not rest:
        return said
    return own if SENTENCE.search(own) and not CODE.search(own) else ""


def _found(name: str, some: list[tuple[Any, str, int]], names: Sequence[str]) -> Found:
    cells = tuple(cell for cell, *_ in some)
    whole = len(some) == 1 and cells[0].text.strip() == some[0][1]
    moved = cells[0] if whole and not cells[0].name else None
    above = [names[place] for *_, place in some if place >= 0]
    where = f"below {above[0]!r}" if above else "above all others"
    what = "another cell" if len(some) == 1 else f"{len(some)} other cells"
    note = (
        f"The answer to {name!r} was not in its cell: the words of {what}, {where},"
        " were put there, and a person reads them."
    )
    return Found("\n\n".join(text for _, text, _ in some), cells, moved, note)
