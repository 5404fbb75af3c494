"""Lecture 4 as a student meets it: it runs, its controls move, it can be looked at."""

import pytest
from playwright.sync_api import expect

LECTURE = "/lab/tree/notebooks/04_mlp.ipynb?reset"
VIEWS = ("Folding", "ForwardPass", "UnitMaps", "Curves", "Starts", "Confusion")


@pytest.fixture(scope="module")
def lecture(lab, open_module_page, run_all):
    """The lecture, all of its cells run."""
    page = open_module_page(lab("student") + LECTURE, 1280, 900)
    run_all(page)
    return page


def explorer(page, name: str):
    """One interactive view: controls, caption and picture."""
    return page.locator(".nncourse:has(svg[role=img])").nth(VIEWS.index(name))


def test_it_runs_without_an_error_in_the_console(lecture):
    expect(lecture.locator(".nncourse:has(svg[role=img])")).to_have_count(len(VIEWS))
    expect(lecture.locator(".nnp").first).to_have_attribute("data-source", "kernel")
    assert lecture.errors == []
    assert lecture.outside == [], "the lecture must work without a network"


@pytest.mark.parametrize("name", VIEWS)
def test_every_first_control_moves_its_picture(lecture, name):
    view = explorer(lecture, name)
    picture = view.locator("svg[role=img]").first
    handle = view.locator(".noUi-handle").first
    handle.scroll_into_view_if_needed()
    before, words = picture.inner_html(), picture.get_attribute("aria-label")
    handle.focus()
    at_end = handle.get_attribute("aria-valuenow") == handle.get_attribute(
        "aria-valuemax"
    )
    lecture.keyboard.press("Home" if at_end else "End")
    expect(picture).not_to_have_attribute("aria-label", words)
    assert picture.inner_html() != before, "the picture did not change"


def test_the_fold_and_a_line_part_the_diagonals(lecture, type_number):
    view = explorer(lecture, "Folding")
    for row, value in enumerate(("0", "1.2")):
        type_number(lecture, view.locator(".widget-readout").nth(row), value)
    expect(view.locator("[role=status]")).to_contain_text("100% of 200 points")


@pytest.mark.parametrize("width", [1280, 800])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_looked_at(lecture, look, theme, width):
    look(lecture, "04_mlp", theme, width, pictures=len(VIEWS))
