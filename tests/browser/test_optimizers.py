"""Lecture 6 as a student meets it: what moves, moves its picture and its words."""

import pytest
from playwright.sync_api import expect

LECTURE = "/lab/tree/notebooks/06_optimizers.ipynb?reset"
SLIDERS = [  # the views in order, each with the labels of its sliders
    ["step"],
    ["learning rate"],
    ["learning rate", "momentum"],
    ["step"],
    ["angle", "learning rate", "momentum", "start y"],
    ["step", "learning rate", "momentum", "start y"],
    ["learning rate", "momentum", "start w", "start b"],
]


@pytest.fixture(scope="module")
def lecture(lab, open_module_page, run_all):
    """The lecture, all of its cells run."""
    page = open_module_page(lab("student") + LECTURE, 1280, 900)
    run_all(page)
    return page


def test_every_slider_moves_its_picture_and_its_words(lecture):
    views = lecture.locator(".nncourse:has(svg[role=img])")
    expect(views).to_have_count(len(SLIDERS))
    for k, labels in enumerate(SLIDERS):
        image = views.nth(k).locator("svg[role=img]").first
        for row, label in enumerate(labels):
            control = views.nth(k).locator(".widget-slider").nth(row)
            expect(control.locator("label")).to_have_text(label)
            control.scroll_into_view_if_needed()
            before = image.get_attribute("aria-label"), image.inner_html()
            control.locator(".noUi-handle").focus()
            lecture.keyboard.press("ArrowLeft" if label == "step" else "ArrowRight")
            expect(image).not_to_have_attribute("aria-label", before[0])
            assert image.inner_html() != before[1], f"{label} moves no picture"
    assert lecture.errors == []
    assert lecture.outside == [], "the lecture must work without a network"


def test_the_border_is_found_by_hand(lecture):
    view = lecture.locator(".nncourse:has(svg[role=img])").nth(1)
    rate = view.locator(".widget-readout")
    for typed, said in (("0.015", "0.0243"), ("0.025", "·10")):
        rate.fill(typed)
        lecture.keyboard.press("Enter")
        expect(view.locator("[role=status]")).to_contain_text(said)


def test_a_prediction_is_answered(lecture):
    questions = lecture.locator(".nncourse:has(input[type=radio])")
    expect(questions).to_have_count(4)
    question = questions.nth(0)
    question.locator("input[type=radio]").nth(1).click()
    expect(question.locator("[role=status]")).to_contain_text("Try 0.025")


@pytest.mark.parametrize("width", [1280, 800])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_looked_at(lecture, look, theme, width):
    look(lecture, "06_optimizers", theme, width, pictures=len(SLIDERS))
