"""The message of a hidden test keeps its author's words, and little of a value."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_less, assert_equal

from autograder.hooks import brief

TEST = """\
words = f("INPUT-OF-A-HIDDEN-TEST")
assert words == 3, f"{words} mistakes in {len(words):.3f} words"
note = "returned %s, one number a row" % words
assert_allclose(words, [1, 2], err_msg="is the first row off?")
if not words:
    raise ValueError("empty")
"""
WORDS = brief.of_the_grader() | brief.phrases(TEST)
SECRET = "INPUT-OF-A-HIDDEN-TEST"


@pytest.mark.parametrize(
    "message, shown",
    {
        "7 mistakes in 3.000 words": "7 mistakes in 3.000 words",
        f"{'7' * 40} mistakes in 3 words": f"{'7' * 12}… mistakes in 3 words",
        "returned [1. 2. 3. 4. 5.], one number a row": (
            "returned [1. 2. 3. 4.…, one number a row"
        ),
        f"could not convert string to float: '{SECRET}'": (
            "could not convert string to float: 'INPUT-OF-A-…"
        ),
        f"What you return cannot be read: an array of [('{SECRET}', '<f8')]": (
            "What you return cannot be read: an array of [('INPUT-OF-…"
        ),
        "name 'f' is not defined": "name 'f' is not defined",
        "your code raised a NotImplementedError": (
            "your code raised a NotImplementedError"
        ),
        "Your code did not return in time: does a loop end?": (
            "Your code did not return in time: does a loop end?"
        ),
        "empty": "empty",
        SECRET: brief.NO_WORDS,
        "": "",
    }.items(),
)
def test_words_stay_and_values_are_cut(message, shown):
    assert brief.brief(message, WORDS) == shown


def test_what_a_test_calls_a_function_with_is_no_phrase():
    assert SECRET not in brief.phrases(TEST)
    assert not brief.phrases("x = = 1")


def test_nothing_can_be_spelt_with_the_phrases():
    said = " ".join(["mistakes in", ", one number a row"] * 200)
    assert len(brief.brief(said, WORDS)) < 60
    assert len(brief.brief("7" * 5000 + said, WORDS)) < 60


def test_few_values_are_quoted():
    words = {f"phrase {name}" for name in "abcdefghij"}
    said = " 12345 ".join(sorted(words))
    assert brief.brief(said, words).count("12345") == brief.VALUES


SEEN, WANT = np.array([1.25, 77.5, 3.0]), np.array([1.25, 88.5, 3.0])
TENSORS = torch.tensor(SEEN), torch.tensor(WANT)
SAY = "Max gain: is the first row off?"


@pytest.mark.parametrize(
    "compare, head",
    [
        (lambda: assert_allclose(SEEN, WANT, err_msg=SAY), "Not equal to tolerance"),
        (lambda: assert_equal(SEEN, WANT, err_msg=SAY), "Arrays are not equal"),
        (lambda: assert_equal(77.5, 88.5, err_msg=SAY), "Items are not equal"),
        (lambda: assert_allclose(SEEN[1:], WANT, err_msg=SAY), "Not equal to tol"),
        (lambda: assert_allclose(SEEN, WANT * np.nan, err_msg=SAY), "Not equal to t"),
        (lambda: assert_array_less(WANT, SEEN, err_msg=SAY), "Arrays are not strictly"),
        (lambda: assert_equal("77.5", "88.5", err_msg=SAY), "Items are not equal"),
        (lambda: torch.testing.assert_close(*TENSORS), "Tensor-likes are not close!"),
        (lambda: torch.testing.assert_close(77.5, 88.5), "Scalars are not close!"),
    ],
)
def test_the_values_of_a_comparison_are_cut(compare, head):
    with pytest.raises(AssertionError) as caught:
        compare()
    message = str(caught.value)
    short = brief.without_values(message)
    assert short.startswith(head)
    assert (SAY in short) == (SAY in message)
    assert not any(value in short for value in ("77", "88", "%", "11", "nan]"))


def test_an_author_s_own_message_stays():
    said = "Max norm is off:\n x is 3, expected 4\nExpected the first row to be 0"
    assert brief.without_values(said) == said


def test_a_long_message_is_cut():
    assert len(brief.without_values("7" * 10_000)) == brief.LONGEST + 1
