"""Every row that the course must cover has a cell that covers it."""

from pathlib import Path

import jupytext
import pytest
import yaml

ROOT = Path(__file__).parents[1]
ROWS = yaml.safe_load((ROOT / "tests/coverage.yml").read_text(encoding="utf-8"))


def cells(lecture: str) -> list[str]:
    """The cells of a lecture and its problem set; of the README, its paragraphs."""
    if lecture == "README":
        return (ROOT / "README.md").read_text(encoding="utf-8").split("\n\n")
    texts = [ROOT / f"source/{name}.py" for name in (lecture, f"ps{lecture}")]
    return [c.source for path in texts for c in jupytext.read(path).cells]


def written(lecture: str) -> bool:
    return lecture == "README" or (ROOT / f"source/{lecture}.py").exists()


def test_the_ledger_is_whole():
    assert len(ROWS) == 209


@pytest.mark.parametrize("lecture", sorted({row["lecture"] for row in ROWS.values()}))
def test_rows_of_a_written_lecture_have_their_cells(lecture):
    mine = {key: row for key, row in ROWS.items() if row["lecture"] == lecture}
    if not written(lecture):
        assert not any("cell" in row for row in mine.values()), f"{lecture} is missing"
        return
    there = cells(lecture)
    lost = {
        key: row["item"]
        for key, row in mine.items()
        if "cell" not in row or not any(row["cell"] in cell for cell in there)
    }
    assert not lost
