"""The student's process as a test sees it: objects to ask, which decide nothing."""

import contextlib
import pickle
import socket
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

import cloudpickle
import numpy as np

from ..inside import wire
from ..sandbox import meter

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
        self.ended = False  # whether its process seems to have ended

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
            self.ended = True
            self._break("Your code ended the process that runs it.")
        except wire.WireError as error:
            raise StudentError(f"What you return cannot be read: {error}") from None
        except _Raised as raised:
            raised.error.of_the_student = True  # type: ignore[attr-defined]  # a mark
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
            assert self.sock is not None  # it was opened to ask
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
            reply: tuple = "result", self.functions[number](*args, **kwargs)
        except StudentError:
            raise
        except Exception as error:
            reply = "raised", type(error).__name__, str(error)[:TEXT_LIMIT]
        finally:
            # The student's code decides how often it calls: it is the student's time.
            self.time.add(time.process_time() - begun)
        self._send(reply)

    def _send(self, message: tuple) -> None:
        assert self.sock is not None  # `ask` opens it
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


def _overwrite(ours: Any, theirs: Any) -> Any:
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
        # A plain number could be chosen after seeing what it is subtracted from.
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
    __hash__ = None  # type: ignore[assignment]  # Python's way to say unhashable
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
