"""In which order a student's cells run, between those that were released.

The cells that were released keep their order, always: tests are written for it. The
student's own cells stand where they stood. If a test then misses a name that the
student has bound in another cell, other orders are tried, and the first is taken in
which fewest points depend on a missing name:

- the order of the file, in which it may have run for the student,
- the order of the numbers beside the cells, in which it did run there,
- all answers before the first test.

Nothing is run to find this out: names.py says what a cell binds and needs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import names

BOUND = re.compile(r"^(?:(?:async +)?(?:def|class) +(\w+)|(\w+) *(?::.*)?=)", re.M)
IMPORTED = re.compile(r"^from .* import +(.*)$", re.MULTILINE)
WORD = re.compile(r"\w+")
FILE = "The cells stood in another order, and your code runs in your order."
COUNTS = "Your code runs in the order of the numbers beside your cells."
FIRST = "Answers that stood below their tests run before them."


@dataclass(frozen=True, eq=False)
class Cell:
    """A cell of the student's notebook."""

    text: str
    type: str
    claimed: str  # its own grade_id, or "" if none was released with this name
    name: str  # the grade_id of the released cell that it is, or ""
    raw: dict

    @property
    def ran(self) -> int:
        """The number beside it: when the student ran it last; 0 if nobody knows."""
        count = self.raw.get("execution_count")
        return count if type(count) is int and count > 0 else 0


@dataclass(frozen=True)
class Slot:
    """A released cell, and the student's cell that stands for it, if there is one."""

    name: str
    source: str
    is_code: bool
    is_test: bool
    is_answer: bool
    is_marked: bool  # it is worth points
    is_forced: bool  # the student's cell was locked and has another text
    is_new: bool  # the student's cell has another text
    cell: Cell | None

    @property
    def answer(self) -> Cell | None:
        """The student's cell, if it is an answer in code."""
        use = self.is_answer and self.is_new and self.is_code
        return self.cell if use else None


@dataclass(frozen=True)
class Placed:
    """A cell of the notebook that is graded.

    `name` is that of a released cell, or "" for a cell of the student's own. `pointer`
    is a text in the place of the answer or the stub, which stands elsewhere.
    """

    name: str
    cell: Cell | None
    pointer: str = ""


def best(slots: Sequence[Slot], kept: Sequence[Cell]) -> tuple[list[Placed], str]:
    """All cells in the order in which they are to run, and a sentence about it, or "".

    Args:
        slots: the released cells.
        kept: the student's cells in the order of the file; those that stand for a
            released cell are among them.
    """
    released = _pointed(slots, _released(slots, kept), {})
    if not _in_doubt(slots, kept):
        return released, ""
    known = _known(slots, kept)
    released = _pointed(slots, _released(slots, kept), known)
    tests = {slot.cell for slot in slots if slot.is_test}
    answers_first = [cell for cell in kept if cell not in tests]
    tried = [
        (released, ""),
        (_pointed(slots, _followed(slots, kept), known), FILE),
        (_pointed(slots, _followed(slots, _as_run(kept)), known), COUNTS),
        (_pointed(slots, _followed(slots, answers_first, True), known), FIRST),
    ]
    return min(tried, key=lambda one: _faults(slots, one[0], known))


def _in_doubt(slots: Sequence[Slot], kept: Sequence[Cell]) -> bool:
    """Whether the place of a cell can decide a test. To look closer takes a while."""
    at = {cell: place for place, cell in enumerate(kept)}
    stood = [at[slot.cell] for slot in slots if slot.is_code and slot.cell in at]
    if stood != sorted(stood):
        return True
    open_ = {
        name
        for slot in slots
        if slot.is_answer and slot.is_code and not slot.answer
        for name in _bound(slot.source)
    }
    own = {s.cell for s in slots if s.cell and not s.is_forced and not s.answer}
    texts = [c.text for c in kept if c not in own and (c.type == "code" or c.name)]
    if sum(map(len, texts)) > names.MOST:
        return False
    words = [set(WORD.findall(text)) for text in texts]
    if any(open_ & some for some in words):
        return True
    later: set[str] = set()
    for text, some in zip(reversed(texts), reversed(words), strict=True):
        bound = _bound(text)
        if later & (some - bound):
            return True
        later |= bound
    return False


def _bound(text: str) -> set[str]:
    """The names that a text seems to bind."""
    found = {a or b for a, b in BOUND.findall(text)}
    for line in IMPORTED.findall(text):
        found.update(WORD.findall(line))
    return found


def _known(slots: Sequence[Slot], kept: Sequence[Cell]) -> dict[str, names.Facts]:
    """What each text binds and needs."""
    texts = [slot.source for slot in slots if slot.is_code]
    texts += [cell.text for cell in kept if cell.type == "code" or cell.name]
    texts = list(dict.fromkeys(texts))
    every = zip(texts, names.of(texts), strict=True)
    return {text: facts for text, facts in every if facts}


# --- orders ---


def _released(slots: Sequence[Slot], kept: Sequence[Cell]) -> list[Placed]:
    """Each cell of the student's own below the released cell that it stood below."""
    chosen = {slot.cell: slot for slot in slots if slot.cell}
    extra: dict[str, list[Placed]] = {"": []}
    above = ""
    for cell in kept:
        if cell in chosen:
            above = chosen[cell].name
            if not chosen[cell].is_forced:
                continue
        extra.setdefault(above, []).append(Placed("", cell))
    placed, waiting = [], extra.pop("")
    for slot in slots:
        # They wait for cells that are put back, but no test may run before them.
        if slot.cell or slot.is_test:
            placed += waiting
            waiting = []
        placed.append(Placed(slot.name, slot.cell))
        waiting += extra.get(slot.name, [])
    return placed + waiting


def _as_run(kept: Sequence[Cell]) -> list[Cell]:
    """The order of the numbers beside the cells; others stay below their neighbour."""
    ran, keyed = 0, []
    for cell in kept:
        ran = cell.ran or ran
        keyed.append((ran, cell))
    return [cell for _, cell in sorted(keyed, key=lambda one: one[0])]


def _followed(
    slots: Sequence[Slot], cells: Sequence[Cell], all_first: bool = False
) -> list[Placed]:
    """All cells, with what stood above a released one in an order before that.

    Args:
        slots: the released cells.
        cells: the student's, in the order.
        all_first: whether all of them come before the first test.
    """
    chosen = {slot.cell: slot for slot in slots if slot.cell}
    at, done, placed = 0, set(), []

    def up_to(end: int) -> None:
        nonlocal at
        for cell in cells[at:end]:
            slot = chosen.get(cell)
            moves = slot is None or slot.is_forced or slot.answer
            if moves and cell not in done:
                placed.append(Placed("", cell))
                done.add(cell)
        at = max(at, end)

    for slot in slots:
        place = cells.index(slot.cell) if slot.cell in cells else -1
        if slot.is_test and all_first:
            up_to(len(cells))
        elif place >= 0 and (slot.is_test or slot.answer):
            up_to(place)
        elif slot.is_test:  # it was deleted: what stands before the next one is above
            rest = range(at, len(cells))
            up_to(next((k for k in rest if cells[k] in chosen), len(cells)))
        moved = slot.answer is not None and slot.cell in done
        where = "# The answer stands above, where it has to run." if moved else ""
        # A person who marks an answer finds it in its place.
        placed.append(Placed(slot.name, slot.cell, "" if slot.is_marked else where))
        if slot.answer:
            done.add(slot.answer)
            at = max(at, place + 1)
    up_to(len(cells))
    return placed


def _pointed(
    slots: Sequence[Slot], placed: list[Placed], known: dict[str, names.Facts]
) -> list[Placed]:
    """The cells in order, with no stub below a definition that it would replace."""
    by_name = {slot.name: slot for slot in slots}
    bound: set[str] = set()
    made = []
    for one in placed:
        slot = by_name.get(one.name)
        if slot and slot.is_answer and slot.is_code and not slot.answer:
            asked = _bound(slot.source)
            if asked & bound and not slot.is_marked:
                one = replace(one, pointer="# The answer stands in another cell.")
        elif one.cell and (not slot or slot.answer):
            text = one.cell.text
            facts = known.get(text)
            # What cannot be read binds nothing, if anything is known at all.
            if facts or not known:
                bound |= set(facts["binds"]) if facts else _bound(text)
        made.append(one)
    return made


# --- what an order is worth ---


def _faults(
    slots: Sequence[Slot], placed: list[Placed], known: dict[str, names.Facts]
) -> tuple[int, int]:
    """How many tests, and how many other cells, miss a name that is bound elsewhere.

    A stub binds no name.
    """
    by_name = {slot.name: slot for slot in slots}
    runs = []
    for one in placed:
        slot = by_name.get(one.name)
        if one.pointer or (slot and not slot.is_code):
            continue
        if slot is None:
            if one.cell and one.cell.type == "code":
                runs.append((one.cell.text, False, False))
        elif slot.answer:
            runs.append((slot.answer.text, False, False))
        else:
            runs.append((slot.source, slot.is_test, slot.is_answer))
    real = {
        name
        for text, _, is_stub in runs
        if not is_stub and text in known
        for name in known[text]["binds"]
    }
    have: dict[str, list[str]] = {}
    tests = others = 0
    for text, is_test, is_stub in runs:
        if not (facts := known.get(text)):
            continue
        binds = facts["binds"]
        if is_stub:
            for name in binds:
                have.pop(name, None)
            continue
        if _misses(facts["now"], binds, have, real):
            tests, others = tests + is_test, others + (not is_test)
        have.update(binds)
    return tests, others


def _misses(
    now: list[str],
    own: dict[str, list[str]],
    have: dict[str, list[str]],
    real: set[str],
) -> bool:
    """Whether one of the names, or a name that it needs in turn, is bound too late."""
    todo, seen = list(now), set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in own:
            todo += own[name]
        elif name in have:
            todo += have[name]
        elif name in real:
            return True
    return False
