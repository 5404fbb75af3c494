"""The examiner: runs the instructor's cells, in a process without students' code.

Test cells come from the instructor's notebook. Names that the reference solution binds
are looked up in the student's process when a test uses them: plain data comes by value,
everything else as a Remote, which can be called and read but decides nothing. A test
has passed if it raised nothing here. What the student's process says is only ever data.

A test cell can say how it wants to be run, in its metadata `examiner`:

    {"arguments": "returned"}   arrays that were passed come back as the call left them,
                                so that a test can see whether it changed them
    {"functions": "sent"}       functions that are passed run in the student's process,
                                where JAX can differentiate them and the student's code
                                can read them; else each call of them comes back here
    {"empty": "expected"}       arrays without elements are an answer
"""

import ast
import builtins
import contextlib
import functools
import io
import os
import resource
import socket
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from IPython.core.inputtransformer2 import TransformerManager

from ..inside import kernel, wire
from ..sandbox import meter
from .remote import TEXT_LIMIT, Link, Remote

HIDDEN = "BEGIN HIDDEN TESTS"
MEMORY = 6 * 2**30  # bytes; what a student returns may be large


class Names(dict):
    """The namespace of the instructor's cells.

    Args:
        exports: names to look up in the student's process.
    """

    def __init__(self, exports: Iterable[str]):
        super().__init__(__name__="__main__", __builtins__=builtins)
        self.update(get_ipython=_NoShell, display=_no)
        self.exports = frozenset(exports)
        self.link: Link | None = None

    def __missing__(self, name: str):
        if name not in self.exports or self.link is None:
            raise KeyError(name)  # then Python looks among its builtins
        try:
            found = self.link.ask("name", name)
        except KeyError:
            raise NameError(f"name {name!r} is not defined") from None
        if isinstance(found, Remote):
            # By name: a function may look itself up, and be bound anew.
            found = Remote(self.link, ["N", name], found._type)
        self[name] = found  # for this test: it must not change between two looks
        return found

    @contextlib.contextmanager
    def linked(self, link: Link):
        """Look names up over this link."""
        self.link = link
        try:
            yield
        finally:
            link.close()
            self.link = None
            for name in self.exports & self.keys():  # stale, or bound by the test
                del self[name]


def _no(*args, **kwargs) -> None:
    """Stands for what a test cell asks of a notebook and an examiner does not have."""


class _NoShell:
    """Magics and shell commands: they do nothing here."""

    run_line_magic = run_cell_magic = system = getoutput = staticmethod(_no)


def run(names: Names, source: str, title: str) -> list[dict]:
    """Run a cell, as a notebook would.

    Returns:
        What it leaves below it, in the notebook format: printed text, the value of its
        last line, or the error. Warnings are left out; stock nbgrader takes all points
        for one.
    """
    printed, outputs = io.StringIO(), []
    try:
        tree = ast.parse(TransformerManager().transform_cell(source), title)
        last = tree.body[-1] if tree.body else None
        value = None
        with (
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            if isinstance(last, ast.Expr):
                tree.body.pop()
                exec(compile(tree, title, "exec"), names)
                value = eval(compile(ast.Expression(last.value), title, "eval"), names)
            else:
                exec(compile(tree, title, "exec"), names)
        if value is not None:
            data = {"text/plain": repr(value)[:TEXT_LIMIT]}
            outputs = [_output("execute_result", data=data, execution_count=None)]
    except (Exception, SystemExit, KeyboardInterrupt) as error:
        outputs = [_failure(error, source, title)]
    if text := printed.getvalue():
        outputs.insert(0, _output("stream", name="stdout", text=text[:TEXT_LIMIT]))
    return outputs


def _output(kind: str, **content) -> dict:
    if kind in ("execute_result", "display_data"):
        content.setdefault("metadata", {})
    return {"output_type": kind, **content}


def _failure(error: BaseException, source: str, title: str) -> dict:
    """An error, and the line of the test that it came from."""
    name, text = type(error).__name__, str(error)
    frames = traceback.extract_tb(error.__traceback__)
    if HIDDEN in source and hasattr(error, "of_the_student"):
        text = f"your code raised a {name}"  # its words could tell what it was given
    at = [f.lineno for f in frames if f.filename == title and f.lineno is not None]
    lines = source.splitlines()
    where = f"line {at[-1]}: {lines[at[-1] - 1].strip()}\n" if at else ""
    shown = text[:TEXT_LIMIT]
    trace = [f"{where}{name}: {shown}"]
    return _output("error", ename=name, evalue=shown, traceback=trace)


# --- tests that pass on nothing ---


def _guard(function: Callable) -> Callable:
    """A comparison that fails where one side alone is empty: NumPy's are true."""

    @functools.wraps(function)
    def guarded(*args, **kwargs):
        sizes = [np.size(x) for x in [*args, *kwargs.values()][:2]]
        if 0 in sizes and any(sizes):
            raise AssertionError(f"{sizes[0]} numbers where there should be {sizes[1]}")
        return function(*args, **kwargs)

    return guarded


def guard_comparisons() -> None:
    """Make NumPy's assertions fail where one side is empty and the other is not."""
    names = "assert_allclose", "assert_array_equal", "assert_equal", "assert_array_less"
    more = "assert_almost_equal", "assert_array_almost_equal", "assert_array_max_ulp"
    for name in (*names, *more):
        setattr(np.testing, name, _guard(getattr(np.testing, name)))
    np.allclose = _guard(np.allclose)


# --- the process ---


def examine(control: socket.socket, listener: socket.socket) -> None:
    """Do what a grader asks for, over `control`, until it hangs up.

    Requests: `("begin", exports, folder)`, then for each cell of the instructor
    `("run", source, title, options, seconds)`, and, to count the CPU seconds of the
    student's code, the number of the first process of its sandbox. The answer is
    `("done", outputs, late, ended)`, of which the last two say whether the student's
    process still runs, or seems to have ended; on the way `("connect",)` asks that it
    connects to `listener`.
    """
    names = Names(())

    def connect(deadline: wire.Deadline) -> socket.socket:
        wire.send(control, wire.pack(("connect",), _nothing_else))
        return wire.accept(listener, deadline)

    with contextlib.suppress(EOFError):
        while True:
            request = wire.unpack(wire.receive(control), _nothing_else)
            if request[0] == "begin":
                _, exports, folder = request
                os.chdir(folder)
                _see_modules(folder)
                names = Names(exports)
                answer: tuple = ("ready",)
            else:
                _, source, title, options, seconds, *first = request
                clock = meter.Meter(seconds, functools.partial(_spent, *first))
                link = Link(connect, clock, options, HIDDEN in source)
                with names.linked(link):
                    outputs = run(names, source, title)
                answer = "done", outputs, link.late, link.ended
            wire.send(control, wire.pack(answer, _nothing_else))


def _spent(first: int = 0) -> meter.Spent:
    return meter.of_sandbox(first) if first else (0.0, 0.0)


def _see_modules(folder: str) -> None:
    """Let the instructor's cells import the modules that lie beside them."""
    sys.dont_write_bytecode = True  # a course may not be ours to write to
    if folder not in sys.path:
        sys.path.insert(kernel.first_of_packages(sys.path), folder)


def _nothing_else(thing: object):
    raise wire.WireError(f"{type(thing)} between a grader and its examiner")


def child(request: Mapping, fds: list[int]) -> None:
    """What a forked process does: fds are the control socket and the listener."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    guard_comparisons()
    examine(*(socket.socket(fileno=fd) for fd in fds))
