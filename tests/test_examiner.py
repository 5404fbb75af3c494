"""Tests run on one side of a socket, the student's functions on the other.

Both sides run here in one process, an examiner in a thread of its own: what is tested
is what they say to each other. test_execute.py puts them where they belong.
"""

import contextlib
import socket
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import patience
import pytest

from autograder.examiner import process, remote
from autograder.inside import agent, wire

STUDENT = """
import numpy as np

calls = []

def double(x):
    calls.append(x)
    return 2 * x

def spoil(x):
    x *= 2
    return x.sum()

def rummage(xs, d):
    xs[0][:] = 5
    xs[1].append(3)
    xs.append("new")
    d["a"][:] = 5
    d["new"] = d.pop("gone")

def apply(f, x):
    return f(x)

def fail(x):
    raise ValueError(f"I was called with {x}")

def stop(x):
    return next(iter(()))

def forever():
    while not _over.is_set():
        pass

def nothing():
    return np.zeros(0)

def tree(depth):
    return [tree(depth - 1)] if depth else []

def file():
    open("/there/is/no/such/file")

def local():
    class Secret_1234:
        pass
    return Secret_1234()

class Value:
    def __init__(self, data):
        self.data, self.grad = data, 0.0
    def __add__(self, other):
        return Value(self.data + getattr(other, "data", other))
    __radd__ = __add__
    def __neg__(self):
        return Value(-self.data)
    def __eq__(self, other):
        return True
    def __bool__(self):
        return True
    def __len__(self):
        return 3
    def __getitem__(self, k):
        return [1, 2, 3][k]
    def __float__(self):
        return float(self.data)
    def __array__(self, *args, **kwargs):
        return np.ones(3)
    def sum(self, *args, **kwargs):
        return 6
    shape = ()

class Agreeable:
    def __sub__(self, other):
        return 0.0

weights = np.eye(2)
"""


def no_other(thing):
    raise AssertionError(f"{type(thing)} between grader and examiner")


@pytest.fixture
def ask(monkeypatch):
    """A function that runs a test cell, and the error that it found, or ""."""
    monkeypatch.chdir(".")  # an examiner moves away: come back
    # What does not return must end with the test, or it slows down all that follow.
    names = {"__name__": "student", "_over": threading.Event()}
    exec(STUDENT, names)
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        path = str(Path(folder) / "s")
        listener = stack.enter_context(socket.socket(socket.AF_UNIX))
        listener.bind(path)
        listener.listen()
        ours, theirs = map(stack.enter_context, socket.socketpair())
        running = threading.Thread(target=process.examine, args=(theirs, listener))
        running.start()

        def request(*message):
            wire.send(ours, wire.pack(message, no_other))
            while True:
                answer = wire.unpack(wire.receive(ours), no_other)
                if answer != ("connect",):
                    return answer
                serving = threading.Thread(
                    target=agent.serve, args=(path, names), daemon=True
                )
                serving.start()

        exports = [name for name in names if not name.startswith("_") and name != "np"]
        assert request("begin", exports, folder) == ("ready",)

        def run(source, seconds=patience.SECONDS, **options):
            answer = request("run", source, "<test>", options, seconds)
            kind, outputs, late, run.ended = answer
            assert kind == "done"
            errors = [out for out in outputs if out["output_type"] == "error"]
            run.outputs, run.late, run.names = outputs, late, names
            return f"{errors[0]['ename']}: {errors[0]['evalue']}" if errors else ""

        request("run", "import numpy as np", "<imports>", {}, 30)
        yield run
        names["_over"].set()
        ours.close()
        running.join()


@pytest.mark.parametrize(
    "source",
    [
        "assert double(3) == 6",
        "assert double(x='ab') == 'abab'",
        "assert np.array_equal(double(np.arange(3)), [0, 2, 4])",
        "assert apply(np.tanh, 0.0) == 0.0",
        "assert apply(lambda x: x + 1, 1) == 2",
        "assert apply(double, 4) == 8",
        "assert weights.tolist() == [[1, 0], [0, 1]]",
        "assert Value(2.0).data == 2.0",
        "assert (1 + Value(2.0) + Value(3.0)).data == 6.0",
        "assert (-Value(2.0)).data == -2.0",
        "assert float(Value(2)) == 2.0 and len(Value(0)) == 3",
        "assert [k for k in Value(0)] == [1, 2, 3] and Value(0)[1] == 2",
        "v = Value(1.0)\nv.grad = 5.0\nassert v.grad == 5.0",
        "def twice(x):\n    return double(double(x))\nassert twice(1) == 4",
        "try:\n    fail(1)\nexcept ValueError:\n    pass\nelse:\n    assert False",
        "try:\n    file()\nexcept FileNotFoundError:\n    pass",
        "%matplotlib inline\n!ls\nassert double(1) == 2",
        "rng = np.random.default_rng(1)\nassert apply(lambda r: 1, rng) == 1",
    ],
)
def test_a_test_reaches_the_student(ask, source):
    assert ask(source) == ""


@pytest.mark.parametrize(
    "source, error",
    [
        ("assert double(3) == 7, 'not 7'", "AssertionError: not 7"),
        ("assert Value(2.0) == 7", "StudentError: A test needs plain data"),
        ("assert Value(2.0)", "StudentError: A test needs plain data"),
        ("assert 7 in [Value(2.0)]", "StudentError: A test needs plain data"),
        ("np.testing.assert_allclose(Value(1), np.ones(3))", "StudentError"),
        ("assert np.all(np.ones(3) == Value(1))", "StudentError: A test needs plain"),
        ("assert max(Value(1), 2)", "StudentError: A test needs plain data"),
        ("assert np.shape(Value(1)) == ()", "StudentError: A test needs plain data"),
        ("assert np.sum(Value(1)) == 6", "StudentError: A test needs plain data"),
        ("Agreeable() - np.ones(3)", "StudentError: A test needs plain data"),
        ("nothing()", "StudentError: What you return cannot be read: an array without"),
        ("tree(50)", "RuntimeError: WireError: a value nested deeper"),
        ("fail(1)", "ValueError: I was called with 1"),
        ("stop(1)", "RuntimeError: StopIteration"),
        ("list(map(stop, [1, 2]))", "RuntimeError: StopIteration"),
        ("missing()", "NameError: name 'missing' is not defined"),
        ("apply(lambda x: 1 / 0, 1)", "ZeroDivisionError: division by zero"),
        ("np.testing.assert_allclose(double([]), 3.0)", "AssertionError: 0 numbers"),
        ("assert 1 ==", "SyntaxError"),
        ("raise SystemExit", "SystemExit"),
    ],
)
def test_a_fault_is_found_and_named(ask, monkeypatch, source, error):
    monkeypatch.setattr(
        np.testing, "assert_allclose", process._guard(np.testing.assert_allclose)
    )
    assert ask(source).startswith(error)


def test_arguments_come_back_only_if_the_test_asks_for_it(ask):
    source = "x = np.ones(3)\nassert spoil(x) == 6\nassert x.tolist() == [1, 1, 1]"
    assert ask(source) == ""
    assert ask(source, arguments="returned").startswith("AssertionError")


def test_what_lies_in_a_list_or_a_dict_comes_back_too(ask):
    source = """
xs, d = [np.ones(2), [1, 2]], {"a": np.ones(2), "gone": 1}
kept = xs[0], d["a"]
rummage(xs, d)
assert xs[0].tolist() == [5, 5] and xs[1] == [1, 2, 3] and xs[2] == "new"
assert kept[0] is xs[0] and kept[1] is d["a"]
assert d["a"].tolist() == [5, 5] and set(d) == {"a", "new"}
"""
    assert ask(source, arguments="returned") == ""
    assert ask(source).startswith("AssertionError")


def test_functions_are_called_here_unless_they_are_sent(ask):
    source = "seen = []\nassert apply(lambda x: seen.append(x), 4) is None\n"
    assert ask(source + "assert seen == [4]") == ""
    assert ask(source + "assert seen == []", functions="sent") == ""


def test_empty_arrays_are_an_answer_where_the_test_says_so(ask):
    assert ask("assert nothing().shape == (0,)", empty="expected") == ""


def test_a_value_does_not_change_between_two_looks(ask):
    assert ask("a = weights\na[0, 0] = 7\nassert weights[0, 0] == 7") == ""
    assert ask("assert weights[0, 0] == 1") == "", "the next test looks again"


def test_names_of_the_student_do_not_outlive_a_test(ask):
    assert ask("double = 5") == ""
    assert ask("assert double(1) == 2") == ""


def test_names_of_the_instructor_stay(ask):
    assert ask("expected = 4") == ""
    assert ask("assert double(2) == expected") == ""


def test_code_that_does_not_return_ends_with_the_time(ask):
    error = ask("forever()", seconds=0.5)
    assert error == "StudentError: Your code did not return in time: does a loop end?"
    assert ask.late
    assert ask("assert 1 == 1") == "", "the next test is run"


def test_a_hidden_test_does_not_repeat_what_the_student_says(ask):
    hidden = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
    assert (
        ask(hidden.format("fail(1234)")) == "ValueError: your code raised a ValueError"
    )
    assert "Secret" not in ask(hidden.format("assert local() == 1"))
    assert "Secret" in ask("assert local() == 1")
    assert ask(hidden.format("assert double(1) == 1, 'why?'")) == "AssertionError: why?"


def test_a_hidden_test_fails_in_its_own_line(ask):
    ask("### BEGIN HIDDEN TESTS\nx = f'{1}'\nassert f'{x}' == '2', f'{x}'")
    assert ask.outputs[0]["traceback"][0].startswith("line 3: assert f'{x}' == '2'")


def test_printed_text_and_a_value_are_kept(ask):
    assert ask("print('seen')\n0.5") == ""
    stream, result = ask.outputs
    assert stream["text"] == "seen\n"
    assert result["data"] == {"text/plain": "0.5"}


def test_warnings_cost_nothing(ask):
    assert ask("import sys\nprint('careful', file=sys.stderr)") == ""
    assert ask.outputs == []


def test_the_student_never_gets_the_source_of_a_function_called_back(ask):
    assert ask("apply(lambda x: x, 1)\ncall = lambda f: f.__code__") == ""
    source = "secret = 41\nassert apply(lambda x: x + secret, 1) == 42"
    assert ask(source) == ""
    assert all("secret" not in repr(call) for call in ask.names["calls"])


# --- a student's process that says what it likes ---


@pytest.fixture
def forge():
    """A function: run a test against a process that answers with given messages."""

    def run(source, *answers, **options):
        ours, theirs = socket.socketpair()

        def lie():
            with theirs, contextlib.suppress(OSError, EOFError):
                for answer in answers:
                    wire.receive(theirs)
                    if isinstance(answer, bytes):
                        theirs.sendall(answer)
                    else:
                        wire.send(theirs, wire.pack(answer, list))

        lying = threading.Thread(target=lie)
        lying.start()
        link = remote.Link(lambda _: ours, time.monotonic() + 5, options, hidden=False)
        names = process.Names(["f"])
        with names.linked(link):
            outputs = process.run(names, source, "<test>")
        lying.join()
        return [f"{out['ename']}: {out['evalue']}" for out in outputs]

    return run


class Tree(list):
    """A list that is sent as it is, tags and all."""


@pytest.mark.parametrize(
    "answer",
    [
        ("value",),
        ("value", 1),
        ("value", 1, 2, 3),
        ("error", 1, 2),
        ("callback", 99, [], {}),
        ("callback", -1, [], {}),
        ("callback", "print", [], {}),
        ("unheard of",),
        "value",
        None,
        7,
        Tree(["p", b"cos\nsystem\n(S'true'\ntR."]),
        Tree(["N", "f"]),
        Tree(["f", 0]),
        Tree(["r", "0", "x", True]),
        b"\x00" * 8,
        wire.HEAD.pack(2**40),
        b"",
    ],
    ids=repr,
)
def test_a_forged_answer_fails_the_test_and_nothing_else(forge, answer):
    (error,) = forge("assert f == 1", answer)
    assert error.startswith("StudentError: ")


def test_a_forged_argument_of_another_shape_is_refused(forge):
    handle = Tree(["r", 0, "x", True])
    wrong = ("value", 1, [np.zeros(5)])
    source = "import numpy as np\nf(np.ones(3))"
    (error,) = forge(source, ("value", handle, []), wrong, arguments="returned")
    assert error == "StudentError: Your code changed the shape of an argument."


def test_an_exception_cannot_pose_as_one_of_ours(forge):
    (error,) = forge("f", ("error", "StudentError", "x"))
    assert error == "RuntimeError: StudentError: x"
