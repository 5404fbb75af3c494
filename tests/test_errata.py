"""The errata page is complete, and each of its cells can tell right from wrong."""

import ast
import re
from collections import Counter
from pathlib import Path

import jupytext
import pytest

from autograder.authoring import texts

ROOT = Path(__file__).parents[1]
CELLS = jupytext.read(ROOT / "source/errata.py", fmt="py:percent").cells
PARTS = re.split(r"(?m)^(?=#{2,3} )", "\n".join(
    cell.source if cell.cell_type == "markdown" else f"```\n{cell.source}\n```"
    for cell in CELLS
))  # fmt: skip
GROUPS = [part for part in PARTS if part.startswith("## ")]
ITEMS = [part for part in PARTS if part.startswith("### ")]
SWAP = {"right": "published", "published": "right"}
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Swapped(ast.NodeTransformer):
    """What is called right is called published, and the other way round.

    A cell may bind each name several times; those before the `first` time stay.
    """

    def __init__(self, first: int):
        self.first, self.seen = first, Counter()

    def other(self, name: str) -> str:
        self.seen[name] += 1
        return SWAP.get(name, name) if self.seen[name] > self.first else name

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Store):
            node.id = self.other(node.id)
        return node

    def visit_FunctionDef(self, node):
        node.name = self.other(node.name)
        return node


def proofs() -> list[int]:
    """The places of the cells that hold a published statement against a right one."""
    code = [k for k, cell in enumerate(CELLS) if cell.cell_type == "code"]
    return [k for k in code if re.search(r"\bpublished\b", CELLS[k].source)]


@pytest.fixture(scope="module")
def results():
    """How each proof ends with the names swapped, by its source and the first swap."""
    names, found = {"__name__": "__main__"}, {}
    for k, cell in enumerate(CELLS):
        if cell.cell_type != "code":
            continue
        pairs = len(
            re.findall(r"(?m)^ *(?:def )?published\b.*(?:=[^=]|:$)", cell.source)
        )
        for first in range(pairs) if k in proofs() else ():
            tree = Swapped(first).visit(ast.parse(cell.source))
            found[cell.source, first] = ends(tree, dict(names))
        exec(compile(cell.source, f"<cell {k}>", "exec"), names)
    return found


def ends(tree: ast.Module, names: dict) -> str:
    """The name of the error that a cell stops with, or 'passed'."""
    try:
        exec(compile(tree, "<swapped cell>", "exec"), names)
    except Exception as error:
        return type(error).__name__
    return "passed"


def test_the_numbers_are_all_there():
    headings = [part.splitlines()[0] for part in ITEMS]
    numbers = [re.match(r"### \((\d+|Also)\) \w", heading) for heading in headings]
    assert all(numbers), headings
    assert {n[1] for n in numbers} == {*map(str, range(1, 43)), "Also"}


def test_each_group_leads_to_its_lecture():
    lectures = texts.ledger(ROOT / "source").keys() - {"README"}
    links = [re.match(r"## \[Lecture (\w+) · .+\]\((.+)\.ipynb\)", g) for g in GROUPS]
    assert all(links), [group.splitlines()[0] for group in GROUPS]
    assert [link[2] for link in links] == sorted(lectures)
    for link in links:
        assert link[2].partition("_")[0].lstrip("0") == link[1]


# What it is, below a title: *B, “Chain rule”: error.*
KIND = re.compile(
    r"^# \*[ABCD], [^*]+:\s(?:# )?(error|remark|convention|change)\.\*$", re.M
)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.splitlines()[0][4:])
def test_each_item_names_its_place_and_what_it_is(item):
    (kind,) = KIND.findall("# " + item.replace("\n", "\n# "))
    asserts = re.search(r"\bassert(_\w+)?\b", item)
    if kind == "error":
        proved = asserts and "published" in item and "right" in item
        assert proved or YEAR.search(item), "an error is proved, or has a source"
    else:
        assert "published" not in item, "only an error is held against what is right"
        assert asserts or YEAR.search(item)


def test_each_proof_fails_on_the_published_statement(results):
    assert {source for source, _ in results} == {CELLS[k].source for k in proofs()}
    assert len(results) > 20
    for (source, first), end in results.items():
        assert end == "AssertionError", f"swapped from pair {first} on:\n{source}"


def test_the_cells_are_short():
    for cell in CELLS:
        if cell.cell_type == "code":
            lines = [line.strip() for line in cell.source.splitlines()]
            assert sum(bool(x) and not x.startswith("#") for x in lines) <= 15
