"""Each lecture as a student meets it: it runs, its controls move, it can be looked at.

What is moved, and what is said then, stands in lectures.py. One page and one kernel for
all tests of a lecture: they run in order.
"""

import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from lectures import AWAY, BACK, DRAG, LECTURES, Move
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
PLACE = "/lab/tree/notebooks/{}.ipynb?reset"
PICTURES = ".nncourse svg[role=img]"
FRONT = "window.jupyterapp.shell.currentWidget"
ACTIVE_CELL = f"{FRONT}.content.activeCellIndex"
KERNEL = f"{FRONT}.sessionContext.session?.kernel"
NAMES = [path.stem for path in sorted((ROOT / "source").glob("[0-9]*.py"))]


@pytest.fixture(scope="module")
def lecture(request, lab, open_pages, run_all):
    """A lecture's page, all of its cells run, and its `row` of the table."""
    with open_pages() as open_one:
        page = open_one(lab("student") + PLACE.format(request.param), 1280, 900)
        page.name, page.row = request.param, LECTURES[request.param]
        run_all(page)
        yield page


def each(name: str = "views"):
    """Run a test for each lecture that has something to try."""
    some = [lecture for lecture in NAMES if getattr(LECTURES[lecture], name)]
    return pytest.mark.parametrize("lecture", some, indirect=True)


@contextmanager
def at(step: tuple):
    """What fails says at which step of the table."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"at {step}")
        raise


def place_of(page, view: str) -> int:
    """Where a view of the table stands among the pictures."""
    return page.row.views.index(view)


def explorers(page):
    """All interactive views: controls, caption and picture."""
    return page.locator(".nncourse:has(svg[role=img])")


def shown(view) -> tuple[str, str, str]:
    """The picture, its text alternative and the caption in words."""
    svg = view.locator("svg[role=img]").first
    caption = view.locator(".nncourse-caption").text_content()
    return svg.inner_html(), svg.get_attribute("aria-label"), caption


def is_number(key: str) -> bool:
    return key.removeprefix("-").replace(".", "").isdigit()


def make(page, move: Move, row) -> None:
    """Do to a control what the table says."""
    if row.locator("input[type=radio]").count():
        choose(page, move, row)
        return
    handle = row.locator(SLIDER)
    now, low, high = handle.evaluate(STANDS)
    if move.key == DRAG:
        handle.hover()  # waits until scrolling has settled
        track = handle.bounding_box()
        share = (now - low) / (high - low)
        to = track["x"] + (0.9 if share < 0.5 else 0.1) * track["width"]
        middle = track["y"] + track["height"] / 2
        page.mouse.move(track["x"] + 8 + share * (track["width"] - 16), middle)
        page.mouse.down()
        page.mouse.move(to, middle, steps=8)
        page.mouse.up()
        return
    keys = {
        AWAY: "Home" if now == high else "End",
        BACK: "ArrowLeft" if now == high else "ArrowRight",
    }
    handle.focus()
    cell = page.evaluate(ACTIVE_CELL)
    page.keyboard.press(keys.get(move.key, move.key))
    assert page.evaluate(ACTIVE_CELL) == cell, "the notebook took the key"


def choose(page, move: Move, row) -> None:
    """Take the last of some words that stand beside each other, or go by a key."""
    if move.key in (AWAY, "End"):
        row.locator("label").last.click()
    else:
        row.locator("input[type=radio]:checked").press(move.key)


SLIDER = "input[type=range]"
STANDS = "range => [range.valueAsNumber, Number(range.min), Number(range.max)]"


def row_of(view, label: str):
    """The row of a control: label, slider and number, or some words."""
    words = re.compile(f"^{re.escape(label)}$")
    named = view.page.locator(".nn-label", has_text=words)
    return view.locator(".nn-row").filter(has=named)


def questions(page):
    """All questions that can be answered."""
    return page.locator(".nncourse:not(.nn-explore):has(input[type=radio])")


@each()
def test_it_runs_without_an_error_in_the_console(lecture):
    text = (ROOT / f"source/{lecture.name}.py").read_text("utf-8")
    expect(explorers(lecture)).to_have_count(len(lecture.row.views))
    expect(questions(lecture)).to_have_count(text.count("widgets.Predict("))
    for playground in lecture.locator(".nnp").all():
        expect(playground).to_have_attribute("data-source", "kernel")
    assert lecture.errors == []
    assert lecture.outside == [], "the lecture must work without a network"


@each("moves")
def test_each_move_moves_its_picture_and_its_words(lecture, settle, type_number):
    for move in lecture.row.moves:
        with at(move):
            check(lecture, move, settle, type_number)


def check(page, move: Move, settle, type_number) -> None:
    """Make one move, and see what comes of it."""
    view = explorers(page).nth(place_of(page, move.view))
    row = row_of(view, move.slider)
    expect(row).to_have_count(1)
    row.scroll_into_view_if_needed()
    status, picture = view.locator("[role=status]"), view.locator("svg[role=img]").first
    before, read = shown(view), status.text_content()
    if is_number(move.key):  # it may stand there already
        number = row.locator("input[type=text]")
        type_number(page, number, move.key)
    else:
        make(page, move, row)
        expect(picture).not_to_have_attribute("aria-label", before[1])
        expect(status).not_to_have_text(read)
        if move.key in (AWAY, BACK, DRAG):
            settle(page, view)
        now = shown(view)
        assert now[0] != before[0], "the picture did not change"
        assert now[1] == now[2], "the text alternative is not the caption"
    expect(status).to_contain_text(move.words)
    expect(picture).to_contain_text(move.drawn)
    if move.circles is not None:
        expect(picture.locator("circle")).to_have_count(move.circles)


@each("answers")
def test_a_prediction_is_answered(lecture):
    for step in lecture.row.answers:
        with at(step):
            question = questions(lecture).nth(step.question)
            question.locator("input[type=radio]").nth(step.answer).click()
            expect(question.locator("[role=status]")).to_contain_text(step.words)


@each("by_hand")
def test_a_prediction_is_answered_by_keyboard_and_by_mouse(lecture):
    for question in questions(lecture).all():
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


@each("film")
def test_its_film_can_be_played(lecture, settle, pause_film):
    view = explorers(lecture).nth(place_of(lecture, lecture.row.film))
    handle = view.locator(SLIDER).first
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


@each()
def test_it_can_be_looked_at(lecture, look):
    look(lecture, lecture.name, len(lecture.row.views), lecture.row.least)


@each()
def test_no_errors_were_collected_on_the_way(lecture):
    assert lecture.errors == []


@each("saved")
def test_saved_and_opened_again_it_shows_what_it_showed(lecture, lab, open_page):
    """Without the kernel that made the widgets: their last state is in the file."""
    seen = [picture.inner_html() for picture in lecture.locator(PICTURES).all()]
    lecture.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    lecture.evaluate("window.jupyterapp.commands.execute('kernelmenu:shutdown')")
    lecture.wait_for_function(f"!{KERNEL}")
    url = lab("student") + PLACE.format(lecture.name)
    page = open_page(url, 1280, 14000, loaded=True)
    expect(page.locator(PICTURES)).to_have_count(len(seen))
    assert [picture.inner_html() for picture in page.locator(PICTURES).all()] == seen
    assert page.errors == []


def test_the_table_has_each_lecture():
    assert list(LECTURES) == NAMES
