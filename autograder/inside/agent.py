"""The student's side of the wire: does what the examiner asks for, one call at a time.

It runs inside the student's process, beside code that may do anything to it. So nothing
that comes from here is believed: it can only be compared with what is right.
"""

import contextlib
import operator
import pickle
import socket
from collections.abc import Callable

from . import wire


class Agent:
    """Answers an examiner.

    Args:
        names: the student's namespace.
        sock: the way to the examiner.
    """

    def __init__(self, names: dict, sock: socket.socket):
        self.names, self.sock = names, sock
        self.kept: list = []  # objects that the examiner holds by number

    def serve(self) -> None:
        """Answer requests until the examiner hangs up."""
        with contextlib.suppress(EOFError, OSError):
            while True:
                self.answer(self._receive())

    def answer(self, request: tuple) -> None:
        """Do one thing, and send what came of it."""
        try:
            packed = wire.pack(self._do(*request), self._keep)
        except BaseException as error:  # an interrupt too: it is for the student's code
            name = type(error).__name__
            packed = wire.pack(("error", name, _words(error)), self._keep)
        wire.send(self.sock, packed)

    def _do(self, kind: str, what, *rest) -> tuple:
        if kind == "name":
            return "value", self.names[what], []
        if kind == "call":
            args, kwargs, returned = rest
            value = what(*args, **kwargs)
            return "value", value, [*args, *kwargs.values()] if returned else []
        name, args = rest
        return "value", OPERATIONS[name](what, *args), []

    def call_back(self, number: int):
        """A stand-in for a function of the examiner."""

        def function(*args, **kwargs):
            request = ("callback", number, list(args), kwargs)
            wire.send(self.sock, wire.pack(request, self._keep))
            while True:
                kind, *rest = self._receive()
                if kind == "result":
                    return rest[0]
                if kind == "raised":
                    raise wire.exception(*rest)
                self.answer((kind, *rest))  # asks about an argument

        return function

    def _receive(self) -> tuple:
        return wire.unpack(wire.receive(self.sock), self._find)

    def _keep(self, thing: object) -> list:
        self.kept.append(thing)
        kind = type(thing)
        name = f"{kind.__module__}.{kind.__qualname__}"[:200]
        if wire.holds_objects(thing):
            name = wire.OBJECTS
        return ["r", len(self.kept) - 1, name, callable(thing)]

    def _find(self, tree: list):
        tag, what = tree
        if tag == "r":
            return self.kept[what]
        if tag == "N":
            return self.names[what]
        if tag == "f":
            return self.call_back(what)
        # Made by the examiner: what goes the other way is never unpickled.
        if tag == "p":
            return pickle.loads(what)
        raise wire.WireError(f"no tag {tag!r}")


def _iterate(thing, most: int = 10_000) -> list:
    items: list = []
    for item in thing:
        if len(items) == most:
            raise ValueError(f"more than {most:,} items")
        items.append(item)
    return items


SYMBOLS = {
    **{"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv},
    **{"//": operator.floordiv, "%": operator.mod, "**": operator.pow},
    "@": operator.matmul,
}
OPERATIONS: dict[str, Callable] = {
    **SYMBOLS,
    # of a number of the examiner's with an object of the student's
    **{f"r{name}": lambda a, b, act=act: act(b, a) for name, act in SYMBOLS.items()},
    "negative": operator.neg,
    "absolute": abs,
    "attribute": getattr,
    "set attribute": setattr,
    "item": operator.getitem,
    "set item": operator.setitem,
    "length": len,
    "items": _iterate,
    "float": float,
    "int": int,
}


def _words(error: BaseException) -> str:
    try:
        return str(error)[:500]
    except BaseException:
        return ""


def serve_notebook(path: str) -> None:
    """Answer an examiner from within the kernel of a notebook."""
    from IPython import get_ipython

    serve(path, get_ipython().user_ns)


def serve(path: str, names: dict) -> None:
    """Connect to an examiner, and answer it until it hangs up."""
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(path)
        Agent(names, sock).serve()
