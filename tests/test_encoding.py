"""No text is read or written in whatever encoding the desk prefers: each says UTF-8.

ruff has a rule for a part of it; this one finds every call, also where the type of what
it is called on is not known, and what goes through a pipe.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = (".", "autograder/**", "assets", "benchmarks/**", "notebooks/nncourse/**")
FOLDERS += ("source", "tests/**")
FILES = sorted({path for folder in FOLDERS for path in ROOT.glob(f"{folder}/*.py")})

# Where the mode stands among the arguments, and where the encoding, counted from 0.
OPENERS = {
    "open": (1, 3),
    "fdopen": (1, 3),
    "NamedTemporaryFile": (0, 2),
    "TemporaryFile": (0, 2),
    "SpooledTemporaryFile": (1, 3),
}
METHODS = {"read_text": 0, "write_text": 1}
PROCESSES = {"run", "Popen", "check_output", "check_call", "call"}
BINARY = {"os", "webbrowser", "Image", "archive"}  # their open() gives no text
NEVER = {"getoutput", "getstatusoutput"}  # they have no encoding to say


def given(call: ast.Call, name: str, position: int) -> ast.expr | None:
    """An argument of a call, by name or by position."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == name]
    if named:
        return named[0]
    return call.args[position] if len(call.args) > position else None


def spreads(call: ast.Call) -> bool:
    """Whether arguments come out of something that is not seen here."""
    return any(keyword.arg is None for keyword in call.keywords) or any(
        isinstance(argument, ast.Starred) for argument in call.args
    )


def opens_text(call: ast.Call, name: str) -> bool:
    """Whether a call opens a text without saying in which encoding."""
    mode_at, encoding_at = OPENERS[name]
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if name == "open" and owner is not None:
        if isinstance(owner, ast.Name) and owner.id in BINARY:
            return False
        if not (isinstance(owner, ast.Name) and owner.id in {"io", "gzip", "lzma"}):
            mode_at, encoding_at = 0, 2  # a method of a path
    mode = given(call, "mode", mode_at)
    default = "w+b" if "Temporary" in name else "r"
    text = mode.value if isinstance(mode, ast.Constant) else default if not mode else ""
    return "b" not in str(text) and given(call, "encoding", encoding_at) is None


def unsaid(tree: ast.AST) -> Iterator[int]:
    """The lines of calls that leave the encoding to the desk."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", None) or getattr(call.func, "id", "")
        said = {keyword.arg for keyword in call.keywords}
        if name in METHODS:
            if given(call, "encoding", METHODS[name]) is None and not spreads(call):
                yield call.lineno
        elif name in OPENERS:
            if opens_text(call, name) and not spreads(call):
                yield call.lineno
        elif name in PROCESSES:
            text = {"text", "universal_newlines", "errors"} & said
            if text and "encoding" not in said:
                yield call.lineno
        elif name in NEVER:
            yield call.lineno


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_text_says_its_encoding(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = path.relative_to(ROOT)
    assert [f"{name}:{line}" for line in unsaid(tree)] == [], 'add encoding="utf-8"'


@pytest.mark.parametrize(
    "code, found",
    {
        "path.read_text()": True,
        "path.read_text('utf-8')": False,
        "path.write_text(x)": True,
        "path.write_text(x, encoding='utf-8')": False,
        "open(p)": True,
        "open(p, 'w')": True,
        "open(p, 'rb')": False,
        "open(p, mode='wb')": False,
        "open(p, newline='', encoding='utf-8')": False,
        "path.open()": True,
        "path.open('a')": True,
        "path.open('rb')": False,
        "io.open(p, 'r')": True,
        "gzip.open(p, 'rb')": False,
        "os.open(p, os.O_RDONLY)": False,
        "os.fdopen(n, 'w')": True,
        "tempfile.NamedTemporaryFile()": False,
        "tempfile.NamedTemporaryFile('w')": True,
        "subprocess.run(c, text=True)": True,
        "subprocess.run(c, text=True, encoding='utf-8')": False,
        "subprocess.run(c, capture_output=True)": False,
        "subprocess.Popen(c, stdout=out, errors='replace')": True,
        "subprocess.check_output(c, universal_newlines=True)": True,
        "subprocess.getoutput(c)": True,
    }.items(),
)
def test_the_search_finds_what_it_should(code, found):
    assert list(unsaid(ast.parse(code))) == ([1] if found else [])
