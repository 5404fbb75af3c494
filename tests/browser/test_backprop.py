"""Lecture 3 as a student meets it: a graph to walk, and weights to change."""

import pytest
from playwright.sync_api import expect

LECTURE = "/lab/tree/notebooks/03_backprop.ipynb?reset"
VIEWS = ("Curves", "Graph", "Chain", "WorkedNetwork", "Losses")


@pytest.fixture(scope="module")
def lecture(lab, open_module_page, run_all):
    """The lecture, all of its cells run."""
    page = open_module_page(lab("student") + LECTURE, 1280, 900)
    run_all(page)
    return page


def explorer(page, name: str):
    """One interactive view: controls, caption and picture."""
    return page.locator(".nncourse:has(svg[role=img])").nth(VIEWS.index(name))


def move(page, view, label: str, key: str) -> str:
    """Press a key on a slider, and read what is said once the hand has come to rest."""
    row = view.locator(".widget-slider").filter(has_text=label).first
    row.scroll_into_view_if_needed()
    said = view.locator("[role=status]")
    before = said.text_content()
    row.locator(".noUi-handle").focus()
    page.keyboard.press(key)
    expect(said).not_to_have_text(before)
    return said.text_content()


def test_it_runs_without_an_error(lecture):
    expect(lecture.locator(".nncourse:has(svg[role=img])")).to_have_count(len(VIEWS))
    assert lecture.errors == []
    assert lecture.outside == []


def test_the_walk_can_be_taken_and_the_weights_changed(lecture):
    view = explorer(lecture, "WorkedNetwork")
    assert "∂J/∂x = Wᵀ ∂J/∂z = (0.0403, −0.0805)" in move(lecture, view, "step", "End")
    assert "largest difference from differences" in move(
        lecture, view, "W₁₁", "ArrowLeft"
    )
    expect(view.locator("svg[role=img]")).to_contain_text("W₁₁ = 0.9")
    move(lecture, view, "label", "Home")
    expect(view.locator("svg[role=img]")).to_contain_text("J = 0.893")


@pytest.mark.parametrize(
    "name, label, key, words",
    [
        ("Curves", "step h", "End", "step h 1: one-sided"),
        ("Graph", "step", "End", "∂e/∂a = 1 × 2 = 2"),
        ("Chain", "weight w", "End", "w = 8, slope 20 back: sigmoid"),
    ],
)
def test_a_slider_moves_its_picture(lecture, name, label, key, words):
    assert words in move(lecture, explorer(lecture, name), label, key)


@pytest.mark.parametrize("width", [1280, 800])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_looked_at(lecture, look, theme, width):
    look(lecture, "03_backprop", theme, width, pictures=len(VIEWS))


def test_no_errors_were_collected_on_the_way(lecture):
    assert lecture.errors == []
