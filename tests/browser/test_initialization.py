"""Lecture 5 as a student meets it: it runs, its controls move, both themes are seen."""

import pytest
from playwright.sync_api import expect

LECTURE = "/lab/tree/notebooks/05_initialization.ipynb?reset"
VIEWS = ["Regions", "Twins", "Propagation", "Histograms", "Starts"]


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
        ("Propagation", 0, "End", "ReLU, gain 3.00: signal"),
        ("Propagation", 1, "End", "linear, gain 3.00: signal"),
        ("Twins", 1, "End", "apart 0.5 at the start; step 1000"),
        ("Starts", 0, "End", "twice LeCun: 5 of 5 runs end in no number"),
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
def test_it_can_be_looked_at(lecture, look, theme, width):
    look(lecture, "05_initialization", theme, width, pictures=len(VIEWS))


def test_no_errors_were_collected_on_the_way(lecture):
    assert lecture.errors == []
