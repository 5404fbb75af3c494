"""Plain data crosses unchanged; nothing else crosses; bad bytes stop at the border."""

import contextlib
import math
import pickle
import socket
import threading
import time

import jax
import jax.numpy as jnp
import msgpack
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.inside import wire


def refuse(thing):
    raise wire.WireError(f"no way to send or read {type(thing)}")


def crossed(value, **options):
    return wire.unpack(wire.pack(value, refuse), refuse, **options)


numbers = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
)
words = st.text(st.characters(exclude_categories=["Cs"])) | st.binary()
keys = st.integers() | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
data = st.recursive(
    numbers | words,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=20,
)


def same(a, b) -> bool:
    """Equality that tells 1 from True and from 1.0, at all depths."""
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return same(list(a.items()), list(b.items()))
    return a == b


@given(data)
def test_plain_data_comes_out_as_it_went_in(value):
    assert same(crossed(value), value)


@given(
    hnp.arrays(hnp.scalar_dtypes() | hnp.unicode_string_dtypes(), hnp.array_shapes())
)
def test_arrays_keep_type_shape_and_every_bit(x):
    if x.dtype.kind not in wire.KINDS:
        with pytest.raises(wire.WireError):
            crossed(x)
        return
    y = crossed(x)
    assert (type(y), y.dtype, y.shape) == (np.ndarray, x.dtype, x.shape)
    assert y.tobytes() == x.tobytes()
    assert y.flags.writeable


@pytest.mark.parametrize(
    "value",
    [np.float64(0.5), np.int8(3), np.bool_(True), np.float32("inf"), np.complex128(1j)],
    ids=repr,
)
def test_scalars_of_numpy_stay_scalars_of_numpy(value):
    assert type(crossed(value)) is type(value)
    assert crossed(value) == value


def test_nan_and_infinity_cross():
    assert math.isnan(crossed(math.nan))
    assert crossed([math.inf, -math.inf]) == [math.inf, -math.inf]


def test_indices_and_sets_cross():
    value = [slice(1, None, 2), ..., {1, 2}, frozenset({"a"})]
    assert crossed(value) == value


def test_arrays_of_jax_keep_their_precision():
    with jax.enable_x64(True):
        x = jnp.array([1 / 3, 2.0])
    y = crossed(x)
    assert isinstance(y, jax.Array)
    assert y.dtype == np.float64
    assert np.array_equal(np.asarray(y), np.asarray(x))


def test_tensors_keep_what_they_are():
    for x in (
        torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True),
        torch.nn.Parameter(torch.ones(2, 2)),
        torch.arange(3),
    ):
        y = crossed(x)
        assert type(y) is type(x)
        assert (y.dtype, y.requires_grad) == (x.dtype, x.requires_grad)
        assert torch.equal(y, x)
    assert crossed(torch.ones(2, 3).shape) == (2, 3)
    assert crossed(torch.float64) is torch.float64


class Liar(np.ndarray):
    def __eq__(self, other):
        return np.True_


class Always(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


def test_an_array_of_objects_crosses_if_each_of_them_is_a_value():
    boxed = np.array([[1, 2.5], [None, "a"], [np.float32(3), 1j]], dtype=object)
    again = crossed(boxed)
    assert again.dtype == object and again.tolist() == boxed.tolist()
    assert [type(x) for x in again.flat] == [type(x) for x in boxed.flat]


@pytest.mark.parametrize(
    "tree",
    [
        ["o", [1], ["l", 1]],
        ["o", [1], ["r", 0, "x", True]],
        ["o", [2], 1],
        ["o", [-1], 1],
        ["o", 1, 1],
        ["o", [1], ["a", "<f8", [1], b"12345678"]],
    ],
)
def test_a_forged_array_of_objects_is_refused(tree):
    with pytest.raises(wire.WireError):
        wire.unpack(msgpack.packb(tree), lambda tree: object())


class Agreeable(dict):
    def __eq__(self, other):
        return True

    __hash__ = None


@pytest.mark.parametrize(
    "value",
    [
        np.zeros(2).view(Liar),
        Always(1.0),
        Agreeable(),
        np.array([object()]),
        object(),
        len,
        [Always(1.0)],
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_only_looks_like_data_does_not_cross(value):
    with pytest.raises(wire.WireError, match="no way"):
        crossed(value)


def test_a_list_in_itself_is_refused():
    loop: list = []
    loop.append(loop)
    with pytest.raises(wire.WireError, match="nested"):
        crossed(loop)


def test_a_value_over_the_limit_is_refused():
    with pytest.raises(wire.WireError, match="limit"):
        crossed(np.zeros(wire.LIMIT // 8 + 1))


def test_arrays_without_elements_are_refused_where_some_are_needed():
    assert crossed(np.zeros((0, 3))).shape == (0, 3)
    with pytest.raises(wire.WireError, match="without elements"):
        crossed([np.zeros((0, 3))], empty=False)


@pytest.mark.parametrize(
    "tree",
    [
        [],
        {"a": 1},
        ["a", "O", [1], b"01234567"],
        ["a", "<f8", [2], b"0123"],
        ["a", "<f8", [-1], b"01234567"],
        ["a", "<f8", [2**40], b""],
        ["a", "(2,2)O", [1], b"0" * 32],
        ["a", "V8", [1], b"0" * 8],
        ["n", "<f8"],
        ["d", 1],
        ["d", ["l"], 1],
        ["s", ["l"]],
        ["i", 7],
        ["i", "zz"],
        ["c", "x", 1.0],
        ["y", "no type"],
        ["Y", "load"],
        ["h", "tensor", True, "<i8", [1], b"0" * 8],
        ["p", pickle.dumps(1)],
        ["unheard of"],
        [["l"], 1],
        b"bytes without a tag",
    ],
    ids=repr,
)
def test_a_forged_value_is_refused(tree):
    with pytest.raises(wire.WireError):
        wire.unpack(msgpack.packb(tree), refuse)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_or_refused(packed):
    with contextlib.suppress(wire.WireError):
        wire.unpack(packed, refuse)


def test_depth_is_bounded_before_the_stack_is():
    for deep in (b"\x92\xa1l" * 5_000 + b"\xc0", b"\x91" * 100_000):
        with pytest.raises(wire.WireError):
            wire.unpack(deep, refuse)


@pytest.fixture
def pair():
    one, other = socket.socketpair()
    with one, other:
        yield one, other


def test_a_frame_crosses_whole(pair):
    packed = bytes(range(256)) * 5_000
    sender = threading.Thread(target=wire.send, args=(pair[0], packed))
    sender.start()
    assert wire.receive(pair[1]) == packed
    sender.join()


def test_a_frame_over_the_limit_is_refused_before_it_is_read(pair):
    pair[0].sendall(wire.HEAD.pack(wire.LIMIT + 1))
    with pytest.raises(wire.WireError, match="limit"):
        wire.receive(pair[1])


def test_a_sender_cannot_put_off_the_deadline(pair):
    stop = threading.Event()

    def drip():
        pair[0].sendall(wire.HEAD.pack(10_000))
        while not stop.wait(0.02):
            pair[0].sendall(b"x")

    dripping = threading.Thread(target=drip)
    dripping.start()
    with pytest.raises(TimeoutError):
        wire.receive(pair[1], time.monotonic() + 0.3)
    assert dripping.is_alive(), "it ended with the sender, and not with the deadline"
    stop.set()
    dripping.join()


def test_a_closed_end_is_told(pair):
    pair[0].close()
    with pytest.raises(EOFError):
        wire.receive(pair[1])


@pytest.mark.parametrize(
    "name, text, kind, said",
    [
        ("ValueError", "no", ValueError, "no"),
        ("ZeroDivisionError", "", ZeroDivisionError, ""),
        ("StopIteration", "x", RuntimeError, "StopIteration: x"),
        ("KeyboardInterrupt", "", RuntimeError, "KeyboardInterrupt: "),
        ("SystemExit", "0", RuntimeError, "SystemExit: 0"),
        ("UnicodeDecodeError", "x", RuntimeError, "UnicodeDecodeError: x"),
        ("MyError", "x", RuntimeError, "MyError: x"),
        ("print", "x", RuntimeError, "print: x"),
    ],
)
def test_an_exception_keeps_its_type_if_that_is_safe(name, text, kind, said):
    made = wire.exception(name, text)
    assert type(made) is kind
    assert str(made) == said
