"""What a student reads of a hidden test: the author's words, and little of a value.

What an answer returned can spell what it was called with, and the message of a test may
quote it: an author's own, or one of Python's or NumPy's. So of a message those phrases
stay that stand in the text of a test or of the grader, each once, and a few characters
between two of them.
"""

import ast
import builtins
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from IPython.core.inputtransformer2 import TransformerManager

QUOTED = 12  # characters of a value: enough for a number
VALUES = 6  # values in one message
LETTERS = 4  # of a phrase, at least
READ = 2_000  # characters of a message that are looked at
LONGEST = 300  # characters of a message that are shown
NO_WORDS = "the test cannot go on with what your code gave it"

# What of the grader speaks to students.
SPEAKERS = (
    "examiner/process.py",
    "examiner/remote.py",
    "hooks/execute.py",
    "inside/wire.py",
)
# Where numpy.testing and torch.testing begin to quote what was compared.
COMPARED = re.compile(
    r"(?:First \d+ m|M)ismatch|(?:Max|Greatest) (?:absolute|relative) difference"
    r"|(?:Absolute|Relative) difference: |Expected .* but got |Differences in strings"
    r"| (?:ACTUAL|DESIRED|x|y): "
)
# A value goes there, in the texts of authors and of the grader.
PLACE = re.compile(r"%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z%]|\{[^{}]*\}")
OF_LIBRARIES = """\
Arrays are not equal|Arrays are not almost equal to|decimals|Items are not equal
Arrays are not strictly ordered|Arrays are not ordered|Not equal to tolerance rtol=
Not equal to tolerance|atol=|not almost equal up to|ULP|shapes|mismatch
nan location mismatch|inf location mismatch|location mismatch
Tensor-likes are not close!|Scalars are not close!|Tensor-likes are not equal!
The values for attribute 'shape' do not match:|operands could not be broadcast together
with shapes|could not be broadcast|could not convert string to float:|is not defined
object is not callable|object is not subscriptable|object is not iterable
has no attribute
not enough values to unpack (expected|too many values to unpack (expected|unsupported
operand type(s) for|list index out of range|index out of bounds|division by zero
setting an array element with a sequence.|inhomogeneous shape|positional argument
takes|arguments|were given|missing|required|got an unexpected keyword argument
matmul: Input operand|has a mismatch in its core dimension|only length-1 arrays can be
converted to Python scalars|must be real number, not|local variable|referenced before
assignment|The truth value of an array with more than one element is ambiguous."""


def phrases(source: str) -> set[str]:
    """The phrases of a cell or module that its messages are made of.

    A string that stands elsewhere, such as what a function is called with, is one only
    if it has three words. If the source cannot be read, there are none.
    """
    try:
        tree = ast.parse(TransformerManager().transform_cell(source))
    except (SyntaxError, ValueError):
        return set()
    messages = {text for part in _messages(tree) for text in _strings(part)}
    sentences = {text for text in _strings(tree) if text.strip().count(" ") >= 2}
    return _wordy(
        part
        for text in messages | sentences
        for line in text.splitlines()
        for part in PLACE.split(line)
    )


def _messages(tree: ast.AST) -> Iterator[ast.AST]:
    """Where a message is written."""
    for node in ast.walk(tree):
        match node:
            case ast.Assert(msg=ast.expr() as message):
                yield message
            case ast.JoinedStr() | ast.Raise():
                yield node
            case ast.keyword(arg="err_msg" | "msg", value=message):
                yield message


def _strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@cache
def of_the_grader() -> frozenset[str]:
    """Phrases of the grader's sentences, of Python and its libraries."""
    package = Path(__file__).parents[1]
    sources = [(package / name).read_text("utf-8") for name in SPEAKERS]
    errors = [
        name
        for name, value in vars(builtins).items()
        if isinstance(value, type) and issubclass(value, BaseException)
    ]
    given = re.split(r"[|\n]", OF_LIBRARIES)
    return frozenset(_wordy([*errors, *given]).union(*map(phrases, sources)))


def _wordy(texts: Iterable[str]) -> set[str]:
    stripped = {text.strip() for text in texts}
    return {text for text in stripped if sum(map(str.isalpha, text)) >= LETTERS}


def without_values(message: str) -> str:
    """The message of a comparison without what was compared: its head and err_msg.

    Args:
        message: of any error; one that does not come from numpy.testing or
            torch.testing is cut after 300 characters only.
    """
    kept = []
    for line in message.splitlines():
        if COMPARED.match(line):
            break
        kept.append(line)
    return _at_most("\n".join(kept).strip(), LONGEST)


def brief(message: str, words: Iterable[str]) -> str:
    """A message with the phrases that it has, and little of what stands between them.

    Args:
        message: of an error.
        words: the phrases that may stay.
    """
    longest_first = sorted(words, key=lambda text: (-len(text), text))
    phrase = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
    message, parts, at = message[:READ], [], 0
    for match in phrase.finditer(message):
        if match[0] not in parts:  # else a value could spell something with them
            parts += [message[at : match.start()], match[0]]
            at = match.end()
    if not parts and len(message) > QUOTED:
        return NO_WORDS
    values = 0
    parts.append(message[at:])
    for k in range(0, len(parts), 2):
        value = parts[k].strip()
        before, _, after = parts[k].partition(value) if value else (parts[k], "", "")
        values += bool(value)
        shown = _at_most(value, QUOTED) if values <= VALUES else "…"
        parts[k] = _blank(before) + (shown if value else "") + _blank(after)
    return "".join(parts).strip()


def _blank(space: str) -> str:
    return "\n" if "\n" in space else space[:1]


def _at_most(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most] + "…"
