"""Every row that the course must cover has a cell that covers it."""

import re
import shutil
from pathlib import Path

import pytest

from autograder.authoring import texts

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "source"
LEDGER = texts.ledger(SOURCE)
LECTURES = sorted(LEDGER.keys() - {"README"})
IN_README = {"S000-75": "NumPy is its language, JAX and PyTorch check it"}
"""What README.md, which has no cells, says of its rows."""


def is_code(cell: texts.Cell) -> bool:
    return cell.kind == "code"


def is_solved(cell: texts.Cell) -> bool:
    return cell.nbgrader.get("solution") is True


# What one cell at least must be for a row of a kind.
NEEDS = {
    **dict.fromkeys(("demo", "check", "worked"), (is_code, "code")),
    "exercise": (is_solved, "an answer of a problem set"),
}


def uncovered(source: Path, lecture: str) -> list[str]:
    """A sentence for each row that no cell of a lecture and its problem set covers."""
    tagged: dict[str, list[texts.Cell]] = {}
    for name in (lecture, f"ps{lecture}"):
        path = source / f"{name}.py"
        for cell in texts.Text(path, path.read_text(encoding="utf-8")).placed:
            for row in cell.rows:
                tagged.setdefault(row, []).append(cell)
    sentences = []
    for row, what in LEDGER[lecture].items():
        fits, kind = NEEDS.get(what.split(":")[0], (bool, "a cell"))
        if not any(map(fits, tagged.get(row, []))):
            sentences.append(
                f"{row} ({what}) is not covered: tag {kind} in source/{lecture}.py or"
                f" source/ps{lecture}.py with {texts.ROW}{row}."
            )
    return sentences


@pytest.mark.parametrize("lecture", LECTURES)
def test_each_row_has_its_cell(lecture):
    if sentences := uncovered(SOURCE, lecture):
        pytest.fail("\n".join(sentences), pytrace=False)


def test_the_readme_covers_its_rows():
    assert LEDGER["README"].keys() == IN_README.keys()
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    for row, words in IN_README.items():
        assert words in page, f"{row} ({LEDGER['README'][row]}) is not in README.md"


def test_no_row_is_named_twice():
    """YAML would keep the last one and say nothing."""
    named = re.findall(r"^ +(\S+):", (SOURCE / texts.LEDGER).read_text("utf-8"), re.M)
    assert sorted(named) == sorted(row for mine in LEDGER.values() for row in mine)
    assert len(set(named)) == len(named)


# --- what a change of a text does ---


@pytest.fixture
def changed(tmp_path):
    """A function: change all cells of a row, and return what is told then."""

    def change(row: str, function) -> list[str]:
        (lecture,) = (name for name, mine in LEDGER.items() if row in mine)
        shutil.copy(SOURCE / texts.LEDGER, tmp_path)
        for name in (f"{lecture}.py", f"ps{lecture}.py"):
            content = (SOURCE / name).read_text(encoding="utf-8")
            for cell in texts.Text(tmp_path / name, content).placed:
                if row in cell.rows:
                    old = "\n".join(cell.lines)
                    content = content.replace(old, function(old))
            (tmp_path / name).write_text(content, encoding="utf-8")
        told = texts.faults(tmp_path / f"{lecture}.py", tmp_path)
        return told + uncovered(tmp_path, lecture)

    return change


def reworded(cell: str) -> str:
    marker, _, _ = cell.partition("\n")
    return f"{marker}\n# All in other words.\n"


def test_other_words_cover_the_same(changed):
    assert changed("S001-12", lambda cell: cell) == []
    assert changed("S001-12", reworded) == []


def test_a_cell_that_is_gone_is_told(changed):
    assert changed("S001-12", lambda cell: "") == [
        "S001-12 (concept: Element-wise activations are the only non-linear blocks) is"
        " not covered: tag a cell in source/02_activations.py or"
        " source/ps02_activations.py with row:S001-12."
    ]


@pytest.mark.parametrize("words", ["", "\n#\n", "\n# ## Two\n", "\n# # A\n#\n# ## B\n"])
def test_a_cell_without_words_covers_nothing(changed, words):
    (fault,) = changed("S001-12", lambda cell: cell.partition("\n")[0] + words)
    assert fault.endswith("than a heading: move row:S001-12 to what covers it.")


@pytest.mark.parametrize(
    "row, kind", {"S002-06": "code", "S000-20": "an answer"}.items()
)
def test_what_must_be_done_is_not_covered_by_words(changed, row, kind):
    """Here a demo and an exercise."""

    def words(cell: str) -> str:
        return f'# %% [markdown] tags=["row:{row}"]\n# Words.\n'

    told = changed(row, words)
    assert [f"{row} (" in line and f": tag {kind}" in line for line in told] == [True]
