"""Hand-ins as the world makes them get their fair scores.

A small part of what `python benchmarks/handins.py` grades. Most of it shows already in
the notebook that the intake builds.
"""

import importlib.util
from pathlib import Path

import nbformat
import pytest

from autograder.intake import rebuilding

ROOT = Path(__file__).parents[1]
NAMES = sorted(path.name for path in (ROOT / "release").iterdir() if path.is_dir())
PLACE = ROOT / "benchmarks/handins.py"
spec = importlib.util.spec_from_file_location("handins", PLACE)
handins = importlib.util.module_from_spec(spec)
spec.loader.exec_module(handins)


@pytest.mark.parametrize("name", NAMES)
def test_every_problem_set_has_hand_ins_of_every_kind(name):
    made = handins.made(name, list(handins.KINDS))
    assert len(made) > 35
    # A class that is an answer has no helper to move.
    found = {one.split("-")[0] for one in made} | {"moved"}
    assert found == {"plain", *handins.KINDS}


@pytest.mark.parametrize("name", NAMES)
def test_all_essays_reach_who_marks_them_and_no_stub_wins(name, tmp_path):
    make = handins.Maker(name)
    every = handins.made(name, ["essays", "merged", "downloads", "pictures"])
    handins.write(tmp_path, name, every)
    path = ROOT / "release" / name / f"{name}.ipynb"
    released = nbformat.read(path, as_version=4)
    stubs = {rebuilding.grade_id(cell): cell.source for cell in released.cells}
    for student in every:
        taken = rebuilding.take(tmp_path / student / name, name, released)
        assert not taken.fault, student
        nbformat.validate(taken.notebook)
        cells = {
            rebuilding.grade_id(cell): cell.source for cell in taken.notebook.cells
        }
        for essay in make.essays:
            assert handins.ESSAY in cells[essay], student
        whole = "\n".join(cell.source for cell in taken.notebook.cells)
        for exercise in make.code:
            assert cells[exercise] != stubs[exercise], student
            assert make.answers[exercise] in whole, student


def test_a_part_of_them_gets_its_fair_score(tmp_path):
    kinds = ["merged", "moved", "files", "stops"]
    every = handins.made("ps01_neuron", kinds)
    names = ["merged-all-in-one", "moved-helper", "files-module", "stops-exit"]
    part = {name: every[name] for name in names}
    records = handins.grade(tmp_path, "ps01_neuron", part, 1)
    assert list(handins.unfair("ps01_neuron", records)) == []
    assert [record["student"] for record in records] == sorted(names)


def test_an_unfair_score_is_printed():
    record = {"student": "ada", "score": 3.0, "to_mark": 3.0, "reason": "", "notes": []}
    (line,) = handins.unfair("ps01_neuron", [record])
    assert line.startswith("ada: 3.0 and 3.0 to mark.")
