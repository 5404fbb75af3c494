"""Lecture 10 as a student meets it: it runs, its controls move, in both themes."""

import pytest
from playwright.sync_api import expect

LECTURE = "/lab/tree/notebooks/10_metric_learning.ipynb?reset"
VIEWS = ["Units", "Wines", "Signs", "Rates", "Digits", "Neighbours"]


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
        ("Units", 0, "Home", "proline times 0.0001"),
        ("Wines", 0, "Home", "step 0: 1 of the 3 points"),
        ("Signs", 0, "End", "distance 2: positive 1.9"),
        ("Rates", 0, "End", "learning rate 0.1: contrastive 0."),
        ("Digits", 0, "Home", "step 0: "),
        ("Digits", 1, "End", "nearest to point 199"),
        ("Neighbours", 0, "End", "image 199, a "),
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
    look(lecture, "10_metric_learning", theme, width, pictures=len(VIEWS))


def test_no_errors_were_collected_on_the_way(lecture):
    assert lecture.errors == []
