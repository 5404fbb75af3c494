"""Lecture 1 as a student meets it: every control moves its picture and its words."""

import pytest
from playwright.sync_api import expect

LECTURE = "/lab/tree/notebooks/01_neuron.ipynb?reset"
PICTURES = ".nncourse svg[role=img]"
KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel"
SLIDERS = {
    "Certainty": ["scale"],
    "NeuronLine": ["w₁", "w₂", "b"],
    "Descent": ["learning rate", "step"],
    "Boundary": ["step"],
    "Template": ["step", "image"],
    "Memorizing": ["images n"],
}


@pytest.fixture(scope="module")
def lecture(lab, open_module_page, run_all):
    """The lecture, all of its cells run."""
    page = open_module_page(lab("student") + LECTURE, 1280, 900)
    run_all(page)
    return page


def explorer(page, name: str):
    """One interactive view: controls, caption and picture."""
    views = page.locator(".nncourse:has(svg[role=img])")
    return views.nth(list(SLIDERS).index(name))


def shown(view) -> tuple[str, str, str]:
    """The picture, its text alternative and the caption in words."""
    svg = view.locator("svg[role=img]").first
    caption = view.locator(".nncourse-caption").text_content()
    return svg.inner_html(), svg.get_attribute("aria-label"), caption


@pytest.fixture
def changed(lecture, settle):
    """A function: what a view shows at rest, once it is not what was shown before."""

    def wait(view, before) -> tuple[str, str, str]:
        alternative = view.locator("svg[role=img]").first
        expect(alternative).not_to_have_attribute("aria-label", before[1])
        settle(lecture, view)
        now = shown(view)
        assert now[0] != before[0], "the picture did not change"
        assert now[1] == now[2], "the text alternative is not the caption"
        return now

    return wait


def test_it_runs_without_an_error_in_the_console(lecture):
    expect(lecture.locator(".nncourse:has(svg[role=img])")).to_have_count(len(SLIDERS))
    assert lecture.errors == []
    assert lecture.outside == [], "the lecture must work without a network"


@pytest.mark.parametrize(
    "name, label", [(name, label) for name in SLIDERS for label in SLIDERS[name]]
)
class TestSlider:
    def slider(self, lecture, name, label):
        view = explorer(lecture, name)
        row = view.locator(".widget-slider").nth(SLIDERS[name].index(label))
        expect(row.locator("label")).to_have_text(label)
        row.scroll_into_view_if_needed()
        return view, row

    def test_by_keyboard(self, lecture, changed, name, label):
        view, row = self.slider(lecture, name, label)
        handle = row.locator(".noUi-handle")
        before = shown(view)
        handle.focus()
        cell = lecture.evaluate(ACTIVE_CELL)
        at_end = handle.get_attribute("aria-valuenow") == handle.get_attribute(
            "aria-valuemax"
        )
        lecture.keyboard.press("Home" if at_end else "End")
        moved = changed(view, before)
        lecture.keyboard.press("ArrowRight" if at_end else "ArrowLeft")
        changed(view, moved)
        assert lecture.evaluate(ACTIVE_CELL) == cell, "the notebook took the key"

    def test_by_mouse(self, lecture, changed, name, label):
        view, row = self.slider(lecture, name, label)
        row.locator(".noUi-handle").hover()  # waits until scrolling has settled
        before = shown(view)
        track = row.locator(".noUi-base").bounding_box()
        grip = row.locator(".noUi-handle").bounding_box()
        in_left_half = grip["x"] < track["x"] + track["width"] / 2
        to = track["x"] + (0.9 if in_left_half else 0.1) * track["width"]
        lecture.mouse.down()
        lecture.mouse.move(to, track["y"] + track["height"] / 2, steps=8)
        lecture.mouse.up()
        changed(view, before)


ACTIVE_CELL = "window.jupyterapp.shell.currentWidget.content.activeCellIndex"


def test_a_number_can_be_typed(lecture, type_number):
    view = explorer(lecture, "NeuronLine")
    for row, value in enumerate(("1", "-1", "-1")):
        type_number(lecture, view.locator(".widget-readout").nth(row), value)
    expect(view.locator("[role=status]")).to_contain_text("75% of 200 points")


def test_the_training_can_be_played(lecture, settle, pause_film):
    view = explorer(lecture, "Template")
    handle = view.locator(".noUi-handle").first
    handle.scroll_into_view_if_needed()
    handle.focus()
    lecture.keyboard.press("Home")
    expect(view.locator("[role=status]")).to_contain_text("step 0:")
    view.get_by_role("button", name="Play").press("Enter")
    expect(view.locator(".nncourse-caption")).not_to_contain_text("step 0:")
    pause_film(lecture, view)
    settle(lecture, view)
    paused = shown(view)
    lecture.wait_for_timeout(900)  # longer than from one picture to the next
    assert shown(view) == paused, "it went on after pause"


def test_a_prediction_is_answered_by_keyboard_and_by_mouse(lecture):
    questions = lecture.locator(".nncourse:has(input[type=radio])")
    expect(questions).to_have_count(6)
    for k in range(6):
        question = questions.nth(k)
        answers = question.locator("input[type=radio]")
        answers.first.scroll_into_view_if_needed()
        reply = question.locator("[role=status]")
        expect(reply).to_have_text("Choose one, then read on.")
        answers.first.focus()
        lecture.keyboard.press("Space")
        expect(reply).not_to_have_text("Choose one, then read on.")
        first = reply.text_content()
        answers.nth(2).click()
        expect(reply).not_to_have_text(first)


@pytest.mark.parametrize("width", [1280, 800])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_looked_at(lecture, look, theme, width):
    look(lecture, "01_neuron", theme, width, pictures=len(SLIDERS))


def test_no_errors_were_collected_on_the_way(lecture):
    assert lecture.errors == []


def test_saved_and_opened_again_it_shows_what_it_showed(lecture, lab, open_page):
    """Without the kernel that made the widgets: their last state is in the file."""
    seen = [picture.inner_html() for picture in lecture.locator(PICTURES).all()]
    lecture.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    lecture.evaluate("window.jupyterapp.commands.execute('kernelmenu:shutdown')")
    lecture.wait_for_function(f"!{KERNEL}")
    page = open_page(lab("student") + LECTURE, 1280, 14000)
    expect(page.locator(PICTURES)).to_have_count(len(seen))
    assert [picture.inner_html() for picture in page.locator(PICTURES).all()] == seen
    assert page.errors == []
