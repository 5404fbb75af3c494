"""The pictures in assets/ are what their script draws."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_pictures_are_what_the_script_draws(tmp_path):
    script = runpy.run_path(str(ROOT / "assets/make.py"))
    script["main"](tmp_path)
    drawn = sorted(path.name for path in tmp_path.iterdir())
    assert drawn == sorted(path.name for path in (ROOT / "assets").glob("*.svg"))
    for name in drawn:
        kept, made = (
            (folder / name).read_text(encoding="utf-8")
            for folder in (ROOT / "assets", tmp_path)
        )
        assert kept == made, f"{name}: run `make build`"
