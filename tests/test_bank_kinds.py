"""What the tests of each exercise must notice, whatever the exercise is.

The bank's answers were thought up one by one. The answers here are made of the author's
own solutions, one kind after the other, so that no exercise is left out:

- an argument that stays as it was at the first call, or at its default: some test
  must need every argument;
- an argument that is changed in place: the texts forbid it;
- a part of what is returned that has one axis too many, is empty, has one number for
  all, has other numbers in it, or nan, or is one of the arguments: some test must look
  at every part;
- results in other types (long doubles, arrays of PyTorch and JAX): they are right,
  where the text names no type;
- right at first, and wrong from some call of a test on, as an answer that knows the
  visible cases by heart: what is hidden must not only repeat what is shown.

And each assertion must be tripped by a wrong answer, of the bank or of these: else
nobody knows whether it can be.

What is known to be open stands in bank_kinds.yml, by problem set; a set that is missing
there has not been looked at. A run looks at two sets,
and at all with COURSE_WHOLE=1. To see what a set has open:

    python -m tests.test_bank_kinds ps01_neuron
"""

import ast
import contextlib
import itertools
import signal
import sys
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from autograder.authoring import bank
from tests.support.sampling import sample

ROOT = Path(__file__).parents[1]
OPEN = yaml.safe_load((ROOT / "tests" / "bank_kinds.yml").read_text("utf-8"))
SECONDS = 60  # of the processor, for one answer; what takes longer loses its points

# --- answers made of the author's own ---

# Put behind a solution; CHANGE is one of the functions below it. `_touched` tells
# whether there was anything to change.
WRAP = """
import copy as _copy, functools as _functools, inspect as _inspect, types as _types
import numpy as _np

_touched, _first, _parts = [], [], set()

def _array(x):
    return type(x) is _np.ndarray and x.dtype.kind in "fiu"

def _over(x, change):
    if isinstance(x, (list, tuple)):
        return type(x)([_over(part, change) for part in x])
    if isinstance(x, dict):
        return {key: _over(part, change) for key, part in x.items()}
    new = change(x)
    if new is not x:
        _touched.append(1)
    return new

def _is_number(x):
    return isinstance(x, (int, float, _np.number)) and type(x) is not bool

def _part(result, number, change):
    _parts.add(len(result) if type(result) is tuple else 1)
    if type(result) is not tuple:
        return _over(result, change) if number == 0 else result
    if number >= len(result):
        return result
    new = _over(result[number], change)
    return (*result[:number], new, *result[number + 1 :])

def _frozen(call, bound, name):
    if not _first:
        _first.append(_copy.deepcopy(bound.arguments[name]))
    _touched.append(1)
    bound.arguments[name] = _copy.deepcopy(_first[0])
    return call(*bound.args, **bound.kwargs)

def _default(call, bound, name):
    _touched.append(1)
    bound.arguments[name] = _inspect.signature(call).parameters[name].default
    return call(*bound.args, **bound.kwargs)

def _spoilt(call, bound, name):
    def spoil(x):
        if _array(x) and x.size:
            x += 1
            _touched.append(1)
        return x

    given = bound.arguments[name]
    bound.arguments[name] = _copy.deepcopy(given)
    result = call(*bound.args, **bound.kwargs)
    _over(given, spoil)
    return result

def _one_more_axis(x):
    return _np.asarray(x)[..., None] if _array(x) or _is_number(x) else x

def _moved(x):
    return 1 - 2 * x if _array(x) or _is_number(x) else x

def _no_number(x):
    if _array(x) and x.dtype.kind == "f":
        return _np.full(x.shape, _np.nan)
    return _np.nan if isinstance(x, float) else x

def _empty(x):
    return x[:0] if _array(x) and x.ndim else x

def _one_for_all(x):
    return x.ravel()[:1] if _array(x) and x.size > 1 else x

# An argument in place of a part.
def _instead(call, bound, number, name):
    result = call(*bound.args, **bound.kwargs)
    given = bound.arguments[name]
    parts = list(result) if type(result) is tuple else [result]
    _parts.add(len(parts))
    if number < len(parts) and not _same(parts[number], given):
        _touched.append(1)
        parts[number] = given
    return tuple(parts) if type(result) is tuple else parts[0]

def _same(one, other):
    try:
        return bool(_np.array_equal(one, other))
    except Exception:
        return False

# In other types. What comes back may be handed over again: an optimizer's state.
def _in_numpy(call, bound):
    for name, given in bound.arguments.items():
        bound.arguments[name] = _over(given, _plain)
    return call(*bound.args, **bound.kwargs)

def _plain(x):
    return _np.asarray(x) if type(x).__module__.startswith(("torch", "jax")) else x

def _long_double(x):
    if _array(x) and x.dtype.kind == "f":
        return x.astype(_np.longdouble)
    return _np.longdouble(x) if isinstance(x, float) else x

def _torch(x):
    import torch

    return torch.tensor(x) if _array(x) else x

def _jax(x):
    import jax

    with jax.enable_x64(True):
        return jax.numpy.asarray(x) if _array(x) else x

_calls, _late = [], []  # how often functions were called; when and how they go wrong

def _from_then_on(call, bound):
    _calls.append(1)
    if not _late or len(_calls) <= _late[0]:
        return call(*bound.args, **bound.kwargs)
    return LATE[_late[1]](call, bound)

def _less(result):
    return result[:-1] if isinstance(result, (tuple, list)) else None

def _with_spoilt(number):
    def change(call, bound):
        names = list(bound.arguments)
        if number >= len(names):
            return call(*bound.args, **bound.kwargs)
        given = bound.arguments[names[number]]
        result = _spoilt(call, bound, names[number])
        bound.arguments[names[number]] = given
        return result

    return change

def _changed(change):
    return lambda call, bound: _over(call(*bound.args, **bound.kwargs), change)

def _with_part(number, change):
    return lambda call, bound: _part(call(*bound.args, **bound.kwargs), number, change)

def _shorter(x):
    return x[:-1] if _array(x) and x.ndim else x

def _padded(x):
    return _np.concatenate([x, 0 * x[:1]]) if _array(x) and x.ndim else x

LATE = {
    "moved": _changed(_moved),
    "larger": _changed(lambda x: 3 * x if _array(x) or _is_number(x) else x),
    "no number": _changed(_no_number),
    "one more axis": _changed(_one_more_axis),
    "padded": _changed(_padded),
    "less": lambda call, bound: _less(call(*bound.args, **bound.kwargs)),
    **{f"argument {k} spoilt": _with_spoilt(k) for k in range(4)},
    **{f"part {k} shorter": _with_part(k, _shorter) for k in range(4)},
}

def _wrapped(function):
    @_functools.wraps(function)
    def call(*args, **kwargs):
        bound = _inspect.signature(function).bind(*args, **kwargs)
        bound.apply_defaults()
        return CHANGE

    return call

# The functions call each other as they were; only a test meets the changed ones.
_inner = dict(globals())
for _name in ALL:
    _old = globals()[_name]
    _code = _old.__code__, _inner, _name, _old.__defaults__, _old.__closure__
    _inner[_name] = _types.FunctionType(*_code)
    _inner[_name].__kwdefaults__ = _old.__kwdefaults__
    globals()[_name] = _inner[_name]
for _name in NAMES:
    globals()[_name] = _wrapped(_inner[_name])
"""
PARTS = ("_one_more_axis", "_moved", "_no_number", "_empty", "_one_for_all")
TYPES = {"long doubles": "_long_double", "PyTorch": "_torch", "JAX": "_jax"}


def made(exercise: bank.Exercise) -> Iterator[tuple[str, str, bool]]:
    """Answers made of a solution: what is done to it, source, whether it is right."""
    functions = [
        node
        for node in ast.parse(exercise.reference).body
        if isinstance(node, ast.FunctionDef)
    ]

    def wrapped(change: str, names: list[str]) -> str:
        wrap = WRAP.replace("CHANGE", change).replace("NAMES", repr(names))
        wrap = wrap.replace("ALL", repr([function.name for function in functions]))
        return f"{exercise.reference}\n{wrap}"

    plain = "function(*bound.args, **bound.kwargs)"
    for function in functions:
        name, known = function.name, function.args
        plain_args = [arg.arg for arg in (*known.posonlyargs, *known.args)]
        optional = set(plain_args[len(plain_args) - len(known.defaults) :])
        for only, value in zip(known.kwonlyargs, known.kw_defaults, strict=True):
            plain_args.append(only.arg)
            optional |= {only.arg} if value else set()
        for arg in plain_args:
            call = f"(function, bound, {arg!r})"
            yield f"{name}({arg}) frozen", wrapped(f"_frozen{call}", [name]), False
            yield f"{name}({arg}) spoilt", wrapped(f"_spoilt{call}", [name]), False
            if arg in optional:
                title = f"{name}({arg}) ignored"
                yield title, wrapped(f"_default{call}", [name]), False
        for part in range(8):
            for change in PARTS:
                title = f"{name}, part {part}:{change.replace('_', ' ')}"
                source = wrapped(f"_part({plain}, {part}, {change})", [name])
                yield title, source, False
            for arg in plain_args:
                title = f"{name}, part {part}: is {arg}"
                call = f"_instead(function, bound, {part}, {arg!r})"
                yield title, wrapped(call, [name]), False
    names = [function.name for function in functions]
    for title, change in TYPES.items():
        source = wrapped(f"_over(_in_numpy(function, bound), {change})", names)
        yield f"{exercise.name} in {title}", source, True


CALLS = 24  # places in a test from which on an answer is wrong
LATE = (
    *("moved", "larger", "no number", "one more axis", "padded", "less"),
    *(f"argument {k} spoilt" for k in range(4)),
    *(f"part {k} shorter" for k in range(4)),
)


def late(exercise: bank.Exercise, untripped: set[str]) -> None:
    """Take off `untripped` what answers trip that are right in the first calls only."""
    names = [
        node.name
        for node in ast.parse(exercise.reference).body
        if isinstance(node, ast.FunctionDef)
    ]
    wrap = WRAP.replace("CHANGE", "_from_then_on(function, bound)")
    wrap = wrap.replace("NAMES", repr(names)).replace("ALL", repr(names))
    for test in exercise.tests:
        if not untripped & set(names_of(test)):
            continue
        right = start(exercise, f"{exercise.reference}\n{wrap}")
        error = outcome(test, right)
        assert error is None, f"the solution fails in {test.name}: {error!r}"
        count = len(right["_calls"])
        places = sorted({round(k * count / CALLS) for k in range(CALLS)})
        for place, how in itertools.product(places, LATE):
            if not untripped & set(names_of(test)):
                break
            space = start(exercise, f"{exercise.reference}\n{wrap}")
            space["_late"][:] = place, how
            if isinstance(error := outcome(test, space), AssertionError):
                untripped.discard(trips(test, error))


def start(exercise: bank.Exercise, answer: str) -> dict:
    """A namespace in which an exercise is answered."""
    space: dict = {"__name__": "__main__"}
    for source in (*exercise.given, answer):
        with contextlib.suppress(Exception):
            exec(source, space)
    return space


def outcome(test: bank.Test, space: dict) -> Exception | None:
    """What a test raises, if anything."""
    with warnings.catch_warnings(), limited():
        warnings.simplefilter("ignore")
        try:
            exec(compile(test.source, test.name, "exec"), space)
        except Exception as error:
            return error
    return None


# --- assertions ---


@cache
def assertions(test: bank.Test) -> dict[tuple[int, int], str]:
    """The assertions of a test cell: first and last line, and how they are called."""
    found = {}
    for node in ast.walk(ast.parse(test.source)):
        is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        if isinstance(node, ast.Assert):
            text = ast.unparse(node.test)
        elif is_call and "assert_" in ast.unparse(node.value.func):
            text = ast.unparse(node.value).removeprefix("np.testing.")
        else:
            continue
        found[node.lineno, node.end_lineno] = text
    return {
        span: f"{test.name}, {number}: {found[span][:60]}"
        for number, span in enumerate(sorted(found), start=1)
    }


def trips(test: bank.Test, error: AssertionError) -> str:
    """Which assertion of a test cell raised an error."""
    line, trace = 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == test.name:
            line = trace.tb_lineno
        trace = trace.tb_next
    for (first, last), name in assertions(test).items():
        if first <= line <= last:
            return name
    return ""


@contextlib.contextmanager
def limited() -> Iterator[None]:
    def end(*_):
        raise TimeoutError

    old = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, old)


def attempt(exercise: bank.Exercise, answer: str, untripped: set[str]) -> tuple:
    """Run an answer; take off `untripped` what it trips.

    Cells below the last untripped assertion are run only as long as all have passed.

    Returns:
        Whether all tests passed, as far as they were run, and the namespace.
    """
    namespace: dict = {"__name__": "__main__"}
    right = True
    with warnings.catch_warnings(), limited():
        warnings.simplefilter("ignore")
        for source in (*exercise.given, answer):
            with contextlib.suppress(Exception):
                exec(source, namespace)
        for number, test in enumerate(exercise.tests):
            below = [name for t in exercise.tests[number:] for name in names_of(t)]
            if not right and not untripped & set(below):
                break
            try:
                exec(compile(test.source, test.name, "exec"), namespace)
            except AssertionError as error:
                right = False
                untripped.discard(trips(test, error))
            except Exception:
                right = False
    return right, namespace


def names_of(test: bank.Test) -> list[str]:
    return list(assertions(test).values())


# --- what is open ---


@cache
def report(problem_set: str) -> list[str]:
    """What the tests of a problem set do not notice, or refuse."""
    exercises = bank.exercises(ROOT / "source" / f"{problem_set}.py")
    answers = bank.answers(ROOT, problem_set)
    found = []
    for exercise in exercises.values():
        untripped = {name for test in exercise.tests for name in names_of(test)}
        for answer in answers:
            if answer.exercise == exercise.name and not answer.right and untripped:
                attempt(exercise, answer.source, untripped)
        parts: dict[str, int] = {}  # how many are returned, once it is known
        for title, source, is_right in made(exercise):
            function, _, part = title.partition(", part ")
            if part and int(part[0]) >= parts.get(function, 8):
                continue
            right, namespace = attempt(exercise, source, untripped)
            if part and namespace["_parts"]:
                parts[function] = max(namespace["_parts"])
            if namespace.get("_touched") and right != is_right:
                found.append(title)
        late(exercise, untripped)
        found += sorted(untripped)
    return found


SETS = 1  # problem sets in one run, unless all are wanted
CHOSEN = sample(list(OPEN), SETS, "kinds")


@pytest.mark.parametrize("problem_set", CHOSEN)
def test_nothing_is_open_but_what_is_known(problem_set):
    found, known = report(problem_set), OPEN[problem_set]
    new = [title for title in found if title not in known]
    assert not new, "no test notices it (of a type: refuses it), and it is not known"


@pytest.mark.parametrize("problem_set", CHOSEN)
def test_what_is_known_to_be_open_is_so(problem_set):
    mended = [t for t in OPEN[problem_set] if t not in report(problem_set)]
    assert not mended, "mended: take it off tests/bank_kinds.yml"


if __name__ == "__main__":
    print(yaml.safe_dump({name: report(name) for name in sys.argv[1:]}, width=200))
