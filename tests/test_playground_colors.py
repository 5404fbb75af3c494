"""The playground's colours, measured: contrast as WCAG 2 counts it."""

import re

import pytest
from coloraide import Color

from nncourse.playground import page

SHEET, SCRIPT = page.style(), page.bundle()
TEXT, GRAPHICS = 4.5, 3.0  # WCAG 2.1, criteria 1.4.3 and 1.4.11
PAIRS = [  # what is seen on what, and how much contrast that needs
    ("ink", "ground", TEXT),
    ("ink", "panel", TEXT),
    ("soft", "ground", TEXT),
    ("soft", "panel", TEXT),
    ("on-accent", "accent", TEXT),
    ("edge", "ground", GRAPHICS),
    ("low", "ground", GRAPHICS),
    ("high", "ground", GRAPHICS),
    ("accent", "ground", GRAPHICS),
    ("focus", "ground", GRAPHICS),
]


def variables(theme: str) -> dict[str, str]:
    """The colours of a theme, by name: JupyterLab's are left to its own fallback."""
    selector = {"light": r"\.nnp", "dark": r'\.nnp\[data-theme="dark"\]'}[theme]
    block = re.search(selector + r" \{(.*?)\n\}", SHEET, re.DOTALL)[1]
    return dict(re.findall(r"--nnp-([\w-]+):.*?(#\w+)", block))


def constant(name: str) -> Color:
    """A colour of the canvases, which know no style sheet."""
    parts = re.search(rf"const {name} = \[([\d, ]+)\]", SCRIPT)[1].split(", ")
    return Color("srgb", [int(part) / 255 for part in parts])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("seen, ground, least", PAIRS)
def test_it_can_be_read(theme, seen, ground, least):
    colors = variables(theme)
    seen, ground = Color(colors[seen]), Color(colors[ground])
    assert seen.contrast(ground, method="wcag21") >= least


@pytest.mark.parametrize(
    "theme, low, high",
    [
        ("light", "BLUE", "ORANGE"),
        ("dark", "SKY", "AMBER"),
    ],
)
def test_canvases_and_style_sheet_agree(theme, low, high):
    colors = variables(theme)
    for name, there in (("low", low), ("high", high)):
        assert Color(colors[name]).delta_e(constant(there), method="2000") < 1
