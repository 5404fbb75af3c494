"""What crosses between the examiner and the student's process: data, by value.

A message is one value, packed by msgpack, in a frame that starts with its length.
Plain data is None, booleans, numbers, strings, bytes, lists, tuples, dicts, sets,
slices, and arrays and scalars of NumPy, JAX and PyTorch. Of arrays of Python objects
only those of NumPy are plain data in which every object is a number, a text or None.
All else is "other": each side says what stands for it. Nothing here unpickles, and only
exact types count: an array that redefines `==` is not an array.

The student's process runs this file too.
"""

import builtins
import contextlib
import socket
import struct
import sys
import time
from collections.abc import Callable
from typing import Any

import msgpack
import numpy as np

LIMIT = 32 * 2**20  # bytes a frame
DEPTH = 20  # of containers in containers
KEYS = 5_000  # of a dict or a set; they could all be made to collide
OBJECTS = "numpy.ndarray of objects"  # what stands for an array that cannot cross
MANY = 1_000_000  # objects in an array
KINDS = "biufcUS"  # of NumPy's data types: numbers and text, no objects
HEAD = struct.Struct(">Q")
SEQUENCES: dict[type, str] = {list: "l", tuple: "t", set: "s", frozenset: "z"}  # tags

Other = Callable[[object], list]
Deadline = float | Callable[[], float]
LOOK = 0.25  # seconds after which it is asked again how many are left


class WireError(ValueError):
    """A value that cannot cross, or bytes that are not a message."""


def exception(name: str, text: str) -> Exception:
    """An error for one of the other side: of its type, if that is one of Python's."""
    kind = getattr(builtins, name, None)
    if (
        isinstance(kind, type)
        and issubclass(kind, Exception)
        # The first two would end a loop on this side without a word.
        and not issubclass(kind, (StopIteration, StopAsyncIteration, Warning))
    ):
        with contextlib.suppress(Exception):  # UnicodeDecodeError wants five arguments
            return kind(text)
    return RuntimeError(f"{name}: {text}")


# --- values to bytes ---


def pack(value: object, other: Other) -> bytes:
    """The bytes of one value.

    Args:
        value: what to send.
        other: what stands for an object that is no plain data: a list that starts
            with a letter which no tag below uses.

    Raises:
        WireError: if it is nested deeper than DEPTH, or over LIMIT bytes.
    """
    packed = msgpack.packb(_tree(value, other, 0), strict_types=True)
    if len(packed) > LIMIT:
        raise WireError(f"a value of {len(packed):,} bytes; {LIMIT:,} are the limit")
    return packed


# Any: what crosses can be anything, and only its exact type is believed.
def _tree(x: Any, other: Other, depth: int) -> object:
    """A value as msgpack's own types; each container is a list with a tag in front."""
    if depth > DEPTH:
        raise WireError(f"a value nested deeper than {DEPTH} levels")
    kind = type(x)
    if x is None or kind in (bool, float):
        return x
    if kind is str:
        # A lone surrogate has no UTF-8.
        return x.encode("utf-8", "replace").decode()
    if kind is int:
        return x if -(2**63) <= x < 2**63 else ["i", hex(x)]
    if kind is complex:
        return ["c", x.real, x.imag]
    if kind is bytes:
        return ["b", x]
    if kind in SEQUENCES:
        return [SEQUENCES[kind], *(_tree(item, other, depth + 1) for item in x)]
    if kind is dict:
        flat = [part for pair in x.items() for part in pair]
        return ["d", *(_tree(part, other, depth + 1) for part in flat)]
    if kind is slice:
        ends = x.start, x.stop, x.step
        return [":", *(_tree(end, other, depth + 1) for end in ends)]
    if x is Ellipsis:
        return ["."]
    return _array(x) or _objects(x, depth) or other(x)


def holds_objects(x: Any) -> bool:
    """Whether it is an array of Python objects."""
    return type(x) is np.ndarray and x.dtype == np.dtype(object)


def _objects(x: Any, depth: int) -> list | None:
    """An array of Python objects, if each of them is plain data and no container."""
    if not holds_objects(x) or x.size > MANY:
        return None
    items = list(x.flat)
    if not all(_is_single(item) for item in items):
        return None
    return ["o", list(x.shape), *(_tree(item, _no_other, depth + 1) for item in items)]


def _is_single(x: Any) -> bool:
    """Whether it is None, a number or a text, of Python or NumPy."""
    kind = type(x)
    if x is None or kind in (bool, int, float, complex, str):
        return True
    return isinstance(x, np.generic) and x.dtype.kind in KINDS and kind is x.dtype.type


def _no_other(thing: object):
    raise WireError("an object in an array")


def _array(x: Any) -> list | None:
    """Arrays and their scalars, of the libraries that are loaded already."""
    kind = type(x)
    if kind is np.ndarray and x.dtype.kind in KINDS:
        return ["a", *_content(x)]
    if isinstance(x, np.generic) and x.dtype.kind in KINDS and kind is x.dtype.type:
        return ["n", *_content(np.asarray(x))]
    if isinstance(x, np.dtype) and x.kind in KINDS:
        return ["y", x.str]
    torch, jax = sys.modules.get("torch"), sys.modules.get("jax")
    if torch is not None:
        if kind is torch.Tensor or kind is torch.nn.Parameter:
            values = x.detach().cpu().resolve_conj().resolve_neg().numpy()
            if values.dtype.kind in KINDS:
                form = "parameter" if kind is torch.nn.Parameter else "tensor"
                return ["h", form, x.requires_grad, *_content(values)]
        if kind is torch.Size:
            return ["t", *map(int, x)]
        if kind is torch.dtype:
            return ["Y", str(x).removeprefix("torch.")]
    if jax is not None and isinstance(x, jax.Array) and x.dtype.kind in KINDS:
        return None if isinstance(x, jax.core.Tracer) else ["j", *_content(np.array(x))]
    return None


def _content(x: np.ndarray) -> tuple[str, list[int], bytes]:
    if x.nbytes > LIMIT:
        raise WireError(f"an array of {x.nbytes:,} bytes; {LIMIT:,} are the limit")
    return x.dtype.str, list(x.shape), x.tobytes()


# --- bytes to values ---


def unpack(packed: bytes, other: Callable[[list], object], empty: bool = True):
    """The value of some bytes, which may come from anybody.

    Args:
        packed: at most LIMIT bytes.
        other: makes something of a list whose tag is not one of pack's.
        empty: whether arrays without elements are allowed. Many a test passes on them:
            every number of none is right.

    Raises:
        WireError: if the bytes are not what pack makes.
    """
    try:
        tree = msgpack.unpackb(
            packed, use_list=True, raw=False, strict_map_key=True, max_ext_len=0
        )
        return _value(tree, other, empty, 0)
    except WireError:
        raise
    except Exception as error:  # of many kinds, from msgpack, NumPy and torch
        raise WireError(f"not a message: {type(error).__name__}") from None


def _value(tree: object, other, empty: bool, depth: int):
    if depth > DEPTH + 1:
        raise WireError(f"a value nested deeper than {DEPTH} levels")
    if tree is None or type(tree) in (bool, int, float, str):
        return tree
    if type(tree) is not list or not tree or type(tree[0]) is not str:
        raise WireError("a value without a tag")
    tag, *rest = tree

    if tag in ("s", "z", "d") and len(rest) > 2 * KEYS:
        raise WireError(f"a set or dict of more than {KEYS:,} keys")

    def all_of(parts):
        return [_value(part, other, empty, depth + 1) for part in parts]

    match tag:
        case "l":
            return all_of(rest)
        case "t":
            return tuple(all_of(rest))
        case "s":
            return set(all_of(rest))
        case "z":
            return frozenset(all_of(rest))
        case "d":
            flat = all_of(rest)
            return dict(zip(flat[::2], flat[1::2], strict=True))
        case ":":
            return slice(*all_of(rest))
        case ".":
            return Ellipsis
        case "i":
            return int(rest[0][:10_000], 16)
        case "c":
            return complex(float(rest[0]), float(rest[1]))
        case "b" if type(rest[0]) is bytes:
            return rest[0]
        case "a":
            return _filled(rest, empty)
        case "n":
            return _filled(rest, empty)[()]
        case "o":
            return _boxed(rest, empty, depth)
        case "y":
            return np.dtype(rest[0])
        case "j":
            import jax

            with jax.enable_x64(True):  # or it halves the precision of what it gets
                return jax.device_put(_filled(rest, empty))  # asarray compiles
        case "h":
            return _tensor(*rest, empty=empty)
        case "Y":
            return _torch_type(rest[0])
    return other(tree)


def _filled(rest: list, empty: bool) -> np.ndarray:
    kind, shape, content = rest
    kind = np.dtype(kind)
    if kind.kind not in KINDS or kind.hasobject:
        raise WireError(f"an array of {kind}")
    _check_shape(shape, empty)
    return np.frombuffer(content, kind).reshape(shape).copy()


def _check_shape(shape: object, empty: bool) -> None:
    if type(shape) is not list or len(shape) > 16:
        raise WireError("not the shape of an array")
    if any(type(n) is not int or n < 0 for n in shape):
        raise WireError("not the shape of an array")
    if 0 in shape and not empty:
        raise WireError("an array without elements, where there should be some")


def _boxed(rest: list, empty: bool, depth: int) -> np.ndarray:
    """An array of Python objects, all of them single values."""
    shape, *parts = rest
    _check_shape(shape, empty)
    if len(parts) > MANY:
        raise WireError(f"an array of {len(parts):,} objects; {MANY:,} are the limit")
    made = np.empty(len(parts), dtype=object)
    for place, part in enumerate(parts):
        value = _value(part, _no_other, empty, depth + 1)
        if not _is_single(value):
            raise WireError("an object in an array")
        made[place] = value
    return made.reshape(shape)


def _tensor(form: str, requires_grad: bool, *rest, empty: bool):
    import torch

    x = torch.from_numpy(_filled(list(rest), empty))
    if form == "parameter":
        return torch.nn.Parameter(x, requires_grad=requires_grad)
    return x.requires_grad_(requires_grad)


def _torch_type(name: str):
    import torch

    kind = getattr(torch, name, None)
    if not isinstance(kind, torch.dtype):
        raise WireError("not a data type of PyTorch")
    return kind


# --- frames ---


def send(sock: socket.socket, packed: bytes, deadline: Deadline | None = None) -> None:
    """Send one frame.

    Raises:
        OSError: if the other end is closed, or does not take it before the deadline.
    """
    rest = memoryview(HEAD.pack(len(packed)) + packed)
    while rest:
        rest = rest[_in_time(sock, sock.send, rest, deadline) :]


def receive(sock: socket.socket, deadline: Deadline | None = None) -> bytes:
    """One frame, whole.

    Args:
        sock: where it comes from.
        deadline: when to stop waiting, by time.monotonic, or a function that says how
            many seconds are left; the sender cannot put it off by sending one byte at
            a time.

    Raises:
        WireError: if the frame is over LIMIT bytes.
        EOFError: if the other end is closed.
        TimeoutError: at the deadline.
    """
    (size,) = HEAD.unpack(_exactly(sock, HEAD.size, deadline))
    if size > LIMIT:
        raise WireError(f"a message of {size:,} bytes; {LIMIT:,} are the limit")
    return _exactly(sock, size, deadline)


def accept(listener: socket.socket, deadline: Deadline) -> socket.socket:
    """Accept the first connection.

    Raises:
        TimeoutError: at the deadline.
    """
    return _in_time(listener, lambda _: listener.accept()[0], None, deadline)


def _exactly(sock: socket.socket, size: int, deadline: Deadline | None) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        most = min(size - len(parts), 2**20)
        part = _in_time(sock, sock.recv, most, deadline)
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def _in_time(sock: socket.socket, act: Callable, what, deadline: Deadline | None):
    """What comes of an act of a socket, which waits no longer than until a deadline."""
    while True:
        seconds = None
        if callable(deadline):
            seconds = min(deadline(), LOOK)
        elif deadline is not None:
            seconds = deadline - time.monotonic()
        if seconds is not None and seconds <= 0:
            raise TimeoutError
        sock.settimeout(seconds)
        try:
            return act(what)
        except TimeoutError:
            if not callable(deadline):
                raise
