"""Lecture 11 as a student meets it: two structures, four curves and a race."""

import pytest
from playwright.sync_api import expect

LECTURE = "/lab/tree/notebooks/11_frameworks.ipynb?reset"
VIEWS = ("Models", "Forgotten", "Recorded", "Race", "Softmax", "Log")


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


@pytest.mark.parametrize(
    "name, label, key, words",
    [
        ("Models", "model", "End", "left → see, right → see, see → both"),
        ("Forgotten", "step", "End", "step 199: zero_grad"),
        ("Recorded", "input", "End", "input 9, 2 boxes"),
        ("Softmax", "step", "Home", "step 0: with softmax"),
        ("Log", "step", "End", "step 99: loss/train"),
    ],
)
def test_a_slider_moves_its_picture(lecture, name, label, key, words):
    assert words in move(lecture, explorer(lecture, name), label, key)


def test_the_race_is_measured_here_and_shown(lecture):
    view = explorer(lecture, "Race")
    assert "steps a second, width 1,024: NumPy" in move(lecture, view, "width", "End")
    said = move(lecture, view, "show", "End")
    assert "first call, in seconds, width 1,024: NumPy" in said
    expect(view.locator("svg[role=img] circle")).to_have_count(5)


@pytest.mark.parametrize("width", [1280, 800])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_looked_at(lecture, look, theme, width):
    look(lecture, "11_frameworks", theme, width, pictures=len(VIEWS), least=160)


def test_no_errors_were_collected_on_the_way(lecture):
    assert lecture.errors == []
