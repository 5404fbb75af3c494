"""Assertions that tell how far they are from failing.

`Recorder` rewrites the assertions of a cell: each inequality between numbers, and each
comparison with a tolerance, in a place where it must hold, also writes down its margin.
What a cell computes stays the same.

This module runs in the notebook's kernel and beside the answers bank: it imports NumPy
and the standard library only.
"""

import ast
import json
import os
from pathlib import Path

import numpy as np

TESTS = {
    ast.Lt: ("<", lambda a, b: a < b),
    ast.LtE: ("<=", lambda a, b: a <= b),
    ast.Gt: (">", lambda a, b: a > b),
    ast.GtE: (">=", lambda a, b: a >= b),
}
SIGNS = {sign: test for sign, test in TESTS.values()}
CLOSE = ("assert_allclose", "allclose", "isclose")
ALL = ("all",)


class Recorder(ast.NodeTransformer):
    """Rewrites the assertions of one cell.

    Args:
        note: called with a dict for each comparison that was made: `text` of the
            assertion, its `line` in the cell, the `margin`, and what it was `of`.
        pass_all: whether a comparison counts as true whatever it is, so that one seed
            in which it fails does not hide the assertions behind it.
    """

    def __init__(self, note, pass_all: bool = False):
        self.note, self.pass_all = note, pass_all
        self.names = {"__compared__": self.compared, "__close__": self.close}
        self.inside = ""

    def visit_Assert(self, node: ast.Assert) -> ast.Assert:
        self.inside, self.line = ast.unparse(node.test), node.lineno
        node.test = self._must_hold(node.test)
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.Expr:
        if _called(node.value) == "assert_allclose":
            self.inside, self.line = ast.unparse(node.value), node.lineno
            node.value = self._closeness(node.value)
        return node

    def _must_hold(self, node: ast.expr) -> ast.expr:
        """Rewrite a condition that must be true; leave one that need not."""
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            node.values = [self._must_hold(value) for value in node.values]
        elif isinstance(node, ast.Compare):
            if all(type(op) in TESTS for op in node.ops):
                return self._inequality(node)
        elif isinstance(node, ast.Call) and _called(node) in CLOSE:
            return self._closeness(node)
        elif isinstance(node, ast.Call) and _called(node) in ALL:
            self._all(node)
        elif isinstance(node, (ast.GeneratorExp, ast.ListComp)):
            node.elt = self._must_hold(node.elt)
        elif isinstance(node, (ast.List, ast.Tuple)):
            node.elts = [self._must_hold(element) for element in node.elts]
        return node

    def _all(self, node: ast.Call) -> None:
        """`all(...)`, `np.all(...)` and `(...).all()`."""
        node.args = [self._must_hold(argument) for argument in node.args]
        if isinstance(node.func, ast.Attribute) and not node.args:
            node.func.value = self._must_hold(node.func.value)

    def _inequality(self, node: ast.Compare) -> ast.Call:
        signs = [TESTS[type(op)][0] for op in node.ops]
        values = ast.Tuple([node.left, *node.comparators], ast.Load())
        return self._call("__compared__", [ast.Constant(tuple(signs)), values], node)

    def _closeness(self, node: ast.Call) -> ast.Call:
        call = self._call("__close__", [node.func, *node.args], node)
        call.keywords = node.keywords
        return call

    def _call(self, name: str, arguments: list, node: ast.expr) -> ast.Call:
        said = [ast.Constant(self.inside), ast.Constant(self.line)]
        call = ast.Call(ast.Name(name, ast.Load()), [*said, *arguments], [])
        return ast.copy_location(ast.fix_missing_locations(call), node)

    # --- what the rewritten cell calls ---

    def compared(self, text: str, line: int, signs: tuple, values: tuple):
        """The truth of a chain of inequalities; writes down the smallest margin."""
        result = True
        for sign, a, b in zip(signs, values, values[1:], strict=False):
            truth = SIGNS[sign](a, b)
            if (margin := margin_of(sign, a, b)) is not None:
                self.note({"text": text, "line": line, **margin})
                truth = True if self.pass_all else truth
            result = truth if result is True else np.logical_and(result, truth)
        return result

    def close(self, text: str, line: int, function, *args, **kwargs):
        """What the function returns; writes down how much of the tolerance is left."""
        if (margin := margin_of_tolerance(function.__name__, args, kwargs)) is not None:
            self.note({"text": text, "line": line, **margin})
            if self.pass_all:
                return True
        return function(*args, **kwargs)


def _called(node: ast.expr) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _numbers(value) -> np.ndarray | None:
    """A value as an array of numbers; None where it is not one."""
    try:
        array = np.asarray(value)
    except Exception:  # a student's object may raise what it likes
        return None
    return array if array.dtype.kind in "iuf" and array.size else None


def margin_of(sign: str, a, b) -> dict | None:
    """How far `a sign b` is from failing, where it is nearest to it.

    Returns:
        `margin`, b - a or a - b, negative if it fails; `scale`, the larger of the two
        sizes; `counts`, whether both are integers; None if they are not numbers.
    """
    left, right = _numbers(a), _numbers(b)
    if left is None or right is None:
        return None
    try:
        left, right = np.broadcast_arrays(left, right)
    except ValueError:
        return None
    counts = left.dtype.kind in "iu" and right.dtype.kind in "iu"
    low, high = (left, right) if sign[0] == "<" else (right, left)
    gap = high.astype(float) - low.astype(float)
    if np.isnan(gap).all():
        return None
    worst = np.unravel_index(np.nanargmin(gap), gap.shape)
    scale = max(abs(float(low[worst])), abs(float(high[worst])))
    return {
        "margin": float(gap[worst]),
        "scale": scale,
        "left": float(left[worst]),
        "right": float(right[worst]),
        "counts": counts,
    }


def margin_of_tolerance(name: str, args: tuple, kwargs: dict) -> dict | None:
    """How much of a tolerance is left: 1 where two values are equal, 0 at its edge."""
    names = ("actual", "desired") if name == "assert_allclose" else ("a", "b")
    ordered = [*args, *(kwargs[key] for key in names[len(args) :] if key in kwargs)]
    if len(ordered) < 2:
        return None
    given = dict(zip(("rtol", "atol"), ordered[2:4], strict=False)) | kwargs
    rtol = given.get("rtol", 1e-7 if name == "assert_allclose" else 1e-5)
    atol = given.get("atol", 0.0 if name == "assert_allclose" else 1e-8)
    if "rel_tol" in given or "abs_tol" in given:
        rtol, atol = given.get("rel_tol", 1e-9), given.get("abs_tol", 0.0)
    a, b = _numbers(ordered[0]), _numbers(ordered[1])
    if a is None or b is None:
        return None
    try:
        a, b = np.broadcast_arrays(a.astype(float), b.astype(float))
    except ValueError:
        return None
    finite = np.isfinite(a) & np.isfinite(b)
    allowed = atol + rtol * np.abs(b[finite])
    off = np.abs(a[finite] - b[finite])
    if not off.size:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        used = np.where(off == 0, 0.0, off / allowed)
    worst = int(np.argmax(used))
    return {
        "margin": float(1 - used[worst]),
        "scale": 1.0,
        "left": float(a[finite][worst]),
        "right": float(b[finite][worst]),
        "counts": False,
        "tolerance": True,
    }


def in_kernel(folder: str, notebook: str) -> None:
    """Record the assertions of each cell that this kernel runs from now on."""
    from IPython import get_ipython

    shell, number = get_ipython(), -1
    path = Path(folder) / f"{notebook}-{os.getpid()}.jsonl"

    def note(found: dict) -> None:
        row = {"where": f"{notebook} cell {number}", **found}
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    def count(_info) -> None:
        nonlocal number
        number += 1

    recorder = Recorder(note)
    shell.user_ns.update(recorder.names)
    shell.ast_transformers.append(recorder)
    shell.events.register("pre_run_cell", count)
