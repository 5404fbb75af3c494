"""Lecture 9 as a student meets it: it runs, its controls move, both themes are seen."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
LECTURE = "/lab/tree/notebooks/09_overparametrization.ipynb?reset"
VIEWS = [
    *("Starts", "Curves", "CircleKernel", "Agreement", "TrainTest"),
    *("DoubleDescent", "Sweep", "Hump", "Tickets"),
]
TO_TOP = "document.querySelector('.jp-WindowedPanel-outer').scrollTo(0, 0)"


@pytest.fixture(scope="module")
def lecture(lab, open_module_page, run_all):
    """The lecture, all of its cells run."""
    page = open_module_page(lab("student") + LECTURE, 1280, 900)
    run_all(page)
    return page


def explorer(page, name: str):
    views = page.locator(".nncourse:has(svg[role=img])")
    return views.nth(VIEWS.index(name))


def test_it_runs_without_an_error_in_the_console(lecture):
    expect(lecture.locator(".nncourse:has(svg[role=img])")).to_have_count(len(VIEWS))
    assert lecture.errors == []
    assert lecture.outside == [], "the lecture must work without a network"


@pytest.mark.parametrize(
    "name, row, key, words",
    [
        ("Starts", 0, "End", "width 128: 24 of 24 runs end"),
        ("CircleKernel", 0, "End", "width 16,384: 8 random networks"),
        ("DoubleDescent", 0, "End", "1,000 features, noise 0%, ridge 0"),
        ("DoubleDescent", 1, "End", "1,000 features, noise 20%, ridge 0"),
        ("Tickets", 0, "End", "round 14, 1.1% of the weights left"),
    ],
)
def test_a_control_moves_its_picture(lecture, name, row, key, words):
    view = explorer(lecture, name)
    handle = view.locator(".noUi-handle").nth(row)
    handle.scroll_into_view_if_needed()
    before = view.locator("svg[role=img]").first.inner_html()
    handle.focus()
    lecture.keyboard.press(key)
    expect(view.locator("[role=status]")).to_contain_text(words)
    assert view.locator("svg[role=img]").first.inner_html() != before


@pytest.mark.parametrize("width", [1280, 800])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_looked_at(lecture, set_theme, theme, width):
    """Writes a picture for a person, and checks what a person would see first."""
    set_theme(lecture, f"JupyterLab {theme.title()}")
    lecture.set_viewport_size({"width": width, "height": 18000})
    lecture.evaluate(TO_TOP)
    expect(explorer(lecture, "Tickets").locator("svg[role=img]").first).to_be_visible()
    SCREENSHOTS.mkdir(exist_ok=True)
    lecture.screenshot(path=SCREENSHOTS / f"09_overparametrization-{theme}-{width}.png")
    panel = lecture.locator(".jp-NotebookPanel").bounding_box()
    for view in lecture.locator("svg[role=img]").all():
        box = view.bounding_box()
        assert box["x"] + box["width"] <= panel["x"] + panel["width"], "cut off"
        assert box["width"] > 300 and box["height"] > 100, "a picture that collapsed"
    lecture.set_viewport_size({"width": 1280, "height": 900})


def test_no_errors_were_collected_on_the_way(lecture):
    assert lecture.errors == []
