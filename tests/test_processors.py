"""The profiles prove that they are obeyed; a recorded assertion stays what it was."""

import ast
import dataclasses
import json

import numpy as np
import pytest

from tests.processors import __main__ as command
from tests.processors import bank, margins, profiles
from tests.processors.record import Recorder, margin_of, margin_of_tolerance

SSE4 = profiles.BY_NAME["sse4"]


# --- the profiles ---


@pytest.fixture
def farthest():
    profile = profiles.BY_NAME[profiles.FARTHEST]
    if why := profiles.missing(profile):
        pytest.skip(why)  # another architecture
    return profile


def test_the_farthest_profile_is_obeyed_here(farthest):
    profiles.prove(farthest, [])


def test_an_ignored_switch_is_told(farthest):
    """NumPy takes a name that it does not know for a mistake, and goes on."""
    old = {**farthest.settings, "NPY_DISABLE_CPU_FEATURES": "AVX2 AVX512F"}
    deaf = dataclasses.replace(farthest, name="deaf", settings=old)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(profiles.BY_NAME, "deaf", deaf)
        with pytest.raises(profiles.ProfileError, match="its switch did not work"):
            profiles.prove(deaf, [])


def test_the_same_bits_under_two_settings_are_told(monkeypatch):
    other = dataclasses.replace(
        SSE4, name="other", settings={**SSE4.settings, "OPENBLAS_CORETYPE": "Zen"}
    )
    report = {name: answers[0] for name, answers in SSE4.reads.items()}
    report["bits"] = dict.fromkeys(profiles.LIBRARIES, "0")
    monkeypatch.setattr(profiles, "probed", lambda name: report)
    profiles.prove(SSE4, [dataclasses.replace(SSE4, name="twin")])
    with pytest.raises(profiles.ProfileError, match="openblas computes the same bits"):
        profiles.prove(SSE4, [other])


def test_what_a_machine_cannot_play_is_a_sentence(monkeypatch):
    monkeypatch.setattr(profiles, "_instructions", lambda: frozenset({"X86_V2"}))
    monkeypatch.setattr(profiles.platform, "machine", lambda: "x86_64")
    assert profiles.missing(SSE4) == ""
    said = profiles.missing(profiles.BY_NAME["avx512"])
    assert said == "avx512 needs X86_V4, which this processor lacks."
    monkeypatch.setattr(profiles.platform, "machine", lambda: "arm64")
    assert (
        profiles.missing(SSE4) == "sse4 needs an x86 processor, and this one is arm64."
    )


def test_a_profile_takes_no_switch_from_outside(monkeypatch):
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Prescott")
    monkeypatch.setenv("NPY_DISABLE_CPU_FEATURES", "X86_V3")
    env = profiles.BY_NAME["avx512"].environment()
    assert env["OPENBLAS_CORETYPE"] == "SkylakeX"
    assert "NPY_DISABLE_CPU_FEATURES" not in env


def test_an_unknown_profile_is_named():
    with pytest.raises(SystemExit, match="no profile 'arm'; there are sse4, avx"):
        command.chosen(["arm"])


def test_a_cell_that_differs_ends_the_command_with_one(capsys):
    good = command.Outcome(cells=3, tests=2)
    bad = command.Outcome(cells=3, failed=["03_backprop.ipynb Cell 2"])
    assert command._table({SSE4: good}) == 0
    assert command._table({SSE4: good, profiles.BY_NAME["avx"]: bad}) == 1
    shown = capsys.readouterr().out
    assert "03_backprop.ipynb Cell 2" in shown and "7 passed, 1 failed" in shown


# --- what is recorded ---

CELLS = [
    ("assert 1.0 < 2.0", True),
    ("assert 2.0 < 1.0", False),
    ("assert 1 <= 1 < 2", True),
    ("assert 1 <= 2 < 2", False),
    ("assert (np.arange(3.0) < 3).all()", True),
    ("assert (np.arange(4.0) < 3).all()", False),
    ("assert np.all(np.ones(2) > 0.5) and 3 > 2", True),
    ("assert all(x < 0.3 for x in (0.1, 0.2)), 'words'", True),
    ("assert all([x < 0.3 for x in (0.1, 0.4)])", False),
    ("assert not 2 < 1", True),
    ("assert 2 < 1 or 3 > 2", True),
    ("assert any(x > 1 for x in (0, 2))", True),
    ("assert np.allclose([1.0, 2.0], [1.0, 2.0 + 1e-9])", True),
    ("assert np.allclose(1.0, 1.1)", False),
    ("assert np.allclose(1.0, 1.1, rtol=0.2)", True),
    ("np.testing.assert_allclose(1.0, 1.1, atol=0.2)", True),
    ("np.testing.assert_allclose(1.0, 1.1)", False),
    ("assert 'a' < 'b'", True),
    ("assert {1} < {1, 2}", True),
    ("assert float('nan') < 1", False),
]


def outcome(source, recorder=None):
    names = {"np": np, **(recorder.names if recorder else {})}
    tree = ast.parse(source)
    code = compile(recorder.visit(tree) if recorder else tree, "cell", "exec")
    try:
        exec(code, names)
    except AssertionError as error:
        return f"{error}"[:5]
    return True


@pytest.mark.parametrize("source, holds", CELLS)
def test_a_recorded_assertion_stays_what_it_was(source, holds):
    plain = outcome(source)
    assert (plain is True) == holds
    assert outcome(source, Recorder([].append)) == plain


@pytest.mark.parametrize(
    "source, margin",
    [
        ("assert 1.0 < 3.0", 2.0),
        ("assert 1.0 < 3.0 < 3.5", 0.5),
        ("assert (np.arange(3.0) < 3).all()", 1.0),
        ("assert all(x >= 0.1 for x in (0.3, 0.2))", pytest.approx(0.1)),
        ("np.testing.assert_allclose(1.0, 1.1, rtol=0, atol=0.2)", pytest.approx(0.5)),
        ("assert np.allclose(1.0, 1.0)", 1.0),
        ("assert 2.0 < 1.0 or 3 > 2", None),
        ("assert [1] < [2] and 'a' < 'b'", None),
    ],
)
def test_the_smallest_margin_is_written_down(source, margin):
    rows = []
    outcome(source, Recorder(rows.append))
    found = [row["margin"] for row in rows if not row["counts"]]
    assert (min(found) if found else None) == margin


def test_all_comparisons_pass_where_other_seeds_are_tried():
    rows = []
    assert outcome("assert 2.0 < 1.0", Recorder(rows.append, pass_all=True)) is True
    assert rows[0]["margin"] == -1.0 and rows[0]["text"] == "2.0 < 1.0"


def test_what_has_no_margin_has_none():
    assert margin_of("<", "a", "b") is None
    assert margin_of("<", np.ones(2), np.ones(3)) is None
    assert margin_of("<", float("nan"), 1.0) is None
    assert margin_of_tolerance("assert_allclose", (1.0,), {}) is None
    assert margin_of_tolerance("isclose", (1.0, 1.5), {"rel_tol": 0.5})["margin"] > 0


def test_other_seeds_reach_every_generator():
    import jax
    import torch

    def draws():
        yield np.random.default_rng(3).normal()
        torch.manual_seed(3)
        yield torch.randn(1).item()
        yield float(jax.random.normal(jax.random.key(3)))

    plain = list(draws())
    with bank.other_seeds(0):
        assert list(draws()) == plain
    with bank.other_seeds(1):
        assert not set(draws()) & set(plain)
    assert list(draws()) == plain


def test_the_report_names_what_stands_on_the_edge(capsys):
    row = {"where": "ps07 test-train", "text": "acc > 0.9", "counts": False}
    row |= {"answer": "the author's own", "scale": 1.0, "right": 0.9}
    rows = [
        {**row, "seed": seed, "margin": margin, "left": 0.9 + margin}
        for seed, margin in enumerate([0.01, 0.05, 0.02, 0.06])
    ]
    margins._print_bank(json.loads(json.dumps(rows)))
    shown = capsys.readouterr().out
    assert "1 thresholds" in shown and "acc > 0.9" in shown and "0.5" in shown
