"""Which names some code binds and needs, found without running it.

What was handed in is read in a process of its own: a text can be made that crashes
Python's parser, or keeps it busy for hours.

    [{"binds": {"f": ["helper"]}, "now": ["np"]}, None]

says of the first cell that it needs `np` when it runs, and that it binds `f`, which
needs `helper` when it is called. Of the second, which is no Python, nothing is known.
"""

import contextlib
import json
import subprocess
import symtable
import sys
from typing import TypedDict

SECONDS = 10  # of the processor
PATIENCE = 600  # seconds of the clock
MOST = 4_000_000  # characters
COMPREHENSIONS = ("listcomp", "setcomp", "dictcomp", "genexpr")


class Facts(TypedDict):
    """What a cell binds, each with the names that it needs later, and needs at once."""

    binds: dict[str, list[str]]
    now: list[str]


def of(sources: list[str]) -> list[Facts | None]:
    """What each cell binds and needs; None for one that nothing is known of."""
    unknown: list[Facts | None] = [None] * len(sources)
    if sum(map(len, sources)) > MOST:
        return unknown
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", __file__],
            input=json.dumps(sources),
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
        )
        found = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return unknown
    return found if len(found) == len(sources) else unknown


def read(source: str) -> Facts | None:
    """What one cell binds and needs."""
    lines = source.split("\n")
    if lines[0].startswith("%%"):
        return None
    code = "\n".join("" if x.lstrip()[:1] in ("%", "!", "?") else x for x in lines)
    try:
        return _facts(symtable.symtable(code, "<cell>", "exec"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _facts(top: symtable.SymbolTable) -> Facts:
    binds: dict[str, set[str]] = {}
    now = set()
    for symbol in top.get_symbols():
        if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace():
            binds[symbol.get_name()] = set()
        if symbol.is_referenced():
            now.add(symbol.get_name())
    for child in top.get_children():
        name, inside = child.get_name(), _used(child)
        if name in COMPREHENSIONS:
            now |= inside
        elif child.get_type() == "class":
            own = _referenced(child)
            now |= own
            binds.setdefault(name, set()).update(inside - own)
        elif name in binds:
            binds[name] |= inside
        else:  # a lambda: any of the cell's names may be it
            for needs in binds.values():
                needs |= inside
    return {"binds": {k: sorted(v) for k, v in binds.items()}, "now": sorted(now)}


def _referenced(table: symtable.SymbolTable) -> set[str]:
    """The names that a scope looks up among the globals."""
    return {
        s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced()
    }


def _used(table: symtable.SymbolTable) -> set[str]:
    """The names that a scope, with all scopes in it, looks up among the globals."""
    return _referenced(table).union(*map(_used, table.get_children()))


def main() -> None:
    """Read the sources from standard input, and write what there is to say of them."""
    with contextlib.suppress(ImportError):  # there is none on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_DATA, (2**30, 2**30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump([read(source) for source in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
