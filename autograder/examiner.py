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
import pickle
import resource
import socket
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Mapping

import cloudpickle
import numpy as np
from IPython.core.inputtransformer2 import TransformerManager

from . import confined, meter, wire

HIDDEN = "BEGIN HIDDEN TESTS"
MEMORY = 6 * 2**30  # bytes; what a student returns may be large
TEXT_LIMIT = 20_000  # characters of what a test prints, and of an error message


class StudentError(Exception):
    """Something that the student's code did, and no test can go on from."""


class Link:
    """The way to the student's process, for one test.

    Args:
        connect: opens it; called at the first use only.
        deadline: when the test must be over, by time.monotonic, or how long the
            student's code has had.
        options: the metadata `examiner` of the test cell.
        hidden: whether students must not learn what their code is called with.
    """

    def __init__(
        self,
        connect: Callable[[wire.Deadline], socket.socket],
        deadline: float | meter.Meter,
        options: Mapping[str, str],
        hidden: bool,
    ):
        if not isinstance(deadline, meter.Meter):
            deadline = meter.Meter(deadline - time.monotonic(), lambda: (0.0, 0.0))
        self.connect, self.time = connect, deadline
        self.deadline = deadline.left
        self.options, self.hidden = options, hidden
        self.sock: socket.socket | None = None
        self.functions: list[Callable] = []  # that the student's code may call back
        self.broken = ""  # why nothing can be asked any more
        self.late = False  # whether the student's code still runs

    def ask(self, kind: str, *what):
        """One request to the student's process, and what came of it.

        Raises:
            StudentError: if there is no usable answer.
            Exception: what the student's code raised, if that is one of Python's own.
        """
        if self.broken:
            raise StudentError(self.broken)
        self.time.resume()
        try:
            if self.sock is None:
                self.sock = self.connect(self.deadline)
            self._send((kind, *what))
            match self._answer():
                case ("value", value, [*returned]):
                    self._write_back(what, returned)
                    return value
                case ("error", str(name), str(text)):
                    raise _Raised(wire.exception(name, text[:TEXT_LIMIT]))
            raise wire.WireError("an answer to another question")
        except TimeoutError:
            self.late = True
            self._break("Your code did not return in time: does a loop end?")
        except (EOFError, OSError):
            self._break("Your code ended the process that runs it.")
        except wire.WireError as error:
            raise StudentError(f"What you return cannot be read: {error}") from None
        except _Raised as raised:
            raised.error.of_the_student = True
            raise raised.error from None
        finally:
            self.time.pause()

    def close(self) -> None:
        """Let the student's process go on."""
        if self.sock is not None:
            self.sock.close()

    def _break(self, why: str) -> None:
        self.broken = why
        raise StudentError(why) from None

    def _answer(self):
        """The answer to a request, after any calls of our functions on the way."""
        while True:
            empty = self.options.get("empty") == "expected"
            packed = wire.receive(self.sock, self.deadline)
            answer = wire.unpack(packed, self._remote, empty)
            match answer:
                case ("callback", int(number), [*args], {**kwargs}):
                    self._call(number, args, kwargs)
                case _:
                    return answer

    def _call(self, number: int, args: list, kwargs: dict) -> None:
        if not 0 <= number < len(self.functions):
            raise wire.WireError("a call of a function that nobody passed")
        begun = time.process_time()
        try:
            reply = "result", self.functions[number](*args, **kwargs)
        except StudentError:
            raise
        except Exception as error:
            reply = "raised", type(error).__name__, str(error)[:TEXT_LIMIT]
        finally:
            # The student's code decides how often it calls: it is the student's time.
            self.time.add(time.process_time() - begun)
        self._send(reply)

    def _send(self, message: tuple) -> None:
        wire.send(self.sock, wire.pack(message, self._stand_in), self.deadline)

    def _stand_in(self, thing: object) -> list:
        """What is sent for an object that is no plain data."""
        if isinstance(thing, Remote):
            return thing._place
        # By reference to its library: what a test defines cannot be pickled so, and
        # its source stays here.
        with contextlib.suppress(Exception):
            return ["p", pickle.dumps(thing)]
        if not callable(thing):
            raise TypeError(f"a test cannot pass a {type(thing)} to a student's code")
        if self.options.get("functions") == "sent":
            return ["p", cloudpickle.dumps(thing)]
        self.functions.append(thing)
        return ["f", len(self.functions) - 1]

    def _remote(self, tree: list) -> "Remote":
        match tree:
            case ["r", int(number), str(name), bool()]:
                # Its name could tell what the code was called with.
                shown = "the student's" if self.hidden else f"type {name[:200]}"
                if name == wire.OBJECTS:
                    shown = (
                        "numpy.ndarray that holds Python objects (dtype=object)"
                        " which are no numbers: make it an array of numbers"
                    )
                return Remote(self, ["r", number], shown)
        raise wire.WireError("a value of no known kind")

    def _write_back(self, what: tuple, returned: list) -> None:
        """Change our arrays as the call has changed the student's copies of them."""
        if self.options.get("arguments") != "returned" or len(what) != 4:
            return
        _, args, kwargs, _ = what
        for ours, theirs in zip([*args, *kwargs.values()], returned, strict=False):
            _overwrite(ours, theirs)


def _overwrite(ours: object, theirs: object) -> object:
    """Make our arrays, lists and dicts what theirs are, in place; return the result."""
    if type(ours) is not type(theirs):
        return theirs
    if type(ours) is np.ndarray:
        if ours.shape != theirs.shape or ours.dtype != theirs.dtype:
            raise StudentError("Your code changed the shape of an argument.")
        ours[...] = theirs
    elif type(ours) is list:
        kept = zip(ours, theirs, strict=False)
        ours[:] = [_overwrite(*pair) for pair in kept] + theirs[len(ours) :]
    elif type(ours) is tuple:
        for pair in zip(ours, theirs, strict=False):
            _overwrite(*pair)
    elif type(ours) is dict:
        new = {k: _overwrite(ours.get(k), v) for k, v in theirs.items()}
        ours.clear()
        ours.update(new)
    else:
        return theirs
    return ours


class _Raised(Exception):
    """Carries what the student's code raised past our own handlers."""

    def __init__(self, error: Exception):
        self.error = error


def _operator(name: str):
    def act(self, *args):
        value = self._link.ask("do", self, name, list(args))
        # Else an answer could wait until it sees what it is subtracted from.
        if not isinstance(value, Remote):
            self._refuse()
        return value

    return act


def _item(name: str):
    def act(self, *args):
        return self._link.ask("do", self, name, list(args))

    return act


class Remote:
    """An object in the student's process.

    It can be called, read and reckoned with; all of that happens over there. What comes
    of a sum is another Remote, never plain data. It is never equal, true, or an array:
    those are decided here, on plain data.
    """

    __slots__ = ("_link", "_place", "_type")
    __hash__ = None
    __array_ufunc__ = None

    def __init__(self, link: Link, place: list, type_name: str):
        self._link, self._place, self._type = link, place, type_name

    def __call__(self, *args, **kwargs):
        returned = self._link.options.get("arguments") == "returned"
        return self._link.ask("call", self, list(args), kwargs, returned)

    def __getattr__(self, name: str):
        if name.startswith("_"):
            raise AttributeError(name)
        # np.shape(x) takes x.shape for an answer, and np.sum(x) calls x.sum().
        if sys._getframe(1).f_globals.get("__name__", "").startswith("numpy"):
            self._refuse()
        return self._link.ask("do", self, "attribute", [name])

    def __setattr__(self, name: str, value) -> None:
        if name in Remote.__slots__:
            object.__setattr__(self, name, value)
        else:
            self._link.ask("do", self, "set attribute", [name, value])

    def __iter__(self):
        return iter(self._plain("items", list))

    def __len__(self) -> int:
        return self._plain("length", int)

    def __float__(self) -> float:
        return self._plain("float", float)

    def __int__(self) -> int:
        return self._plain("int", int)

    def _plain(self, name: str, kind: type):
        value = self._link.ask("do", self, name, [])
        if type(value) is not kind:
            raise StudentError(f"{self!r} has no usable {name}.")
        return value

    def _refuse(self, *args):
        raise StudentError(
            f"A test needs plain data here, and your code gave it {self!r}."
        )

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __bool__ = __contains__ = __array__ = __index__ = __complex__ = _refuse
    __reduce_ex__ = __copy__ = __deepcopy__ = _refuse
    __getitem__, __setitem__ = _item("item"), _item("set item")
    __neg__, __abs__ = _operator("negative"), _operator("absolute")
    __add__, __radd__ = _operator("+"), _operator("r+")
    __sub__, __rsub__ = _operator("-"), _operator("r-")
    __mul__, __rmul__ = _operator("*"), _operator("r*")
    __truediv__, __rtruediv__ = _operator("/"), _operator("r/")
    __floordiv__, __rfloordiv__ = _operator("//"), _operator("r//")
    __mod__, __rmod__ = _operator("%"), _operator("r%")
    __pow__, __rpow__ = _operator("**"), _operator("r**")
    __matmul__, __rmatmul__ = _operator("@"), _operator("r@")

    def __repr__(self) -> str:
        return f"an object of {self._type}"


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
    at = [frame.lineno for frame in frames if frame.filename == title]
    lines = source.splitlines()
    where = f"line {at[-1]}: {lines[at[-1] - 1].strip()}\n" if at else ""
    shown = text[:TEXT_LIMIT]
    trace = [f"{where}{name}: {shown}"]
    return _output("error", ename=name, evalue=shown, traceback=trace)


# --- tests that pass on nothing ---


def _guard(function: Callable) -> Callable:
    """NumPy's comparisons are true of an empty list and anything."""

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
    `("done", outputs, late)`; on the way `("connect",)` asks that the student's process
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
                clock = meter.Meter(seconds, lambda first=first: _spent(*first))
                link = Link(connect, clock, options, HIDDEN in source)
                with names.linked(link):
                    outputs = run(names, source, title)
                answer = "done", outputs, link.late
            wire.send(control, wire.pack(answer, _nothing_else))


def _spent(first: int = 0) -> meter.Spent:
    return meter.of_sandbox(first) if first else (0.0, 0.0)


def _see_modules(folder: str) -> None:
    """Let the instructor's cells import the modules that lie beside them."""
    sys.dont_write_bytecode = True  # a course may not be ours to write to
    if folder not in sys.path:
        sys.path.insert(confined.first_of_packages(sys.path), folder)


def _nothing_else(thing: object):
    raise wire.WireError(f"{type(thing)} between a grader and its examiner")


def child(request: Mapping, fds: list[int]) -> None:
    """What a forked process does: fds are the control socket and the listener."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    guard_comparisons()
    examine(*(socket.socket(fileno=fd) for fd in fds))
