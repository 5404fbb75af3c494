"""Lecture 1 is alive before it is run, with a kernel, after its kernel, next day."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
LECTURE = "/lab/tree/notebooks/01_neuron.ipynb?reset"
VIEWS = "Certainty", "NeuronLine", "Descent", "Boundary", "Template", "Memorizing"
LIVE = ".jp-NotebookPanel:visible .nn-explore"
KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel"
DRAWS = f"""who => {{
  const views = [...document.querySelectorAll(".jp-NotebookPanel .nn-explore")];
  return views.length === {len(VIEWS)} && views.every(v => v.dataset.draws === who);
}}"""


# Cells are drawn one after the other; meanwhile the server has nothing to do.
DRAWN = """() => [...document.querySelectorAll(".jp-Cell, [data-draws=page]")].length"""


@pytest.fixture(scope="module")
def course(lab, server_of):
    """The URL of a course whose first lecture was built, with the frames of its views.

    They are not in git, and a student gets them with the course.
    """
    url = lab("student")
    autograder = Path(sys.executable).parent / "autograder"
    command = [autograder, "build", "01_neuron"]
    subprocess.run(command, cwd=server_of(url).root, check=True, capture_output=True)
    return url


@pytest.fixture(scope="module")
def alive(course, open_module_page):
    """The lecture as it is opened first: no cell was run."""
    page = opened(open_module_page(course + LECTURE, 1280, 22_000, loaded=True))
    page.stored = page.evaluate(COUNTS)
    return page


def opened(page):
    """Waits until every view can be moved by the page alone."""
    page.until(
        lambda: page.evaluate(DRAWS, "page"), DRAWN, what="the views are not alive"
    )
    return page


def view(page, name: str):
    return page.locator(LIVE).nth(VIEWS.index(name))


def caption(view) -> str:
    return view.locator(".nncourse-caption").text_content()


def note(view) -> str:
    return view.locator(".nn-note").text_content()


def turn(page, name: str, k: int = 0, key: str = "ArrowLeft") -> str:
    """Press a key on a slider of a view; the caption, once it is another."""
    before = caption(view(page, name))
    slider = view(page, name).locator("input[type=range]").nth(k)
    slider.focus()
    page.keyboard.press(key)
    expect(view(page, name).locator(".nncourse-caption")).not_to_have_text(before)
    said = caption(view(page, name))
    picture = view(page, name).locator("svg[role=img]")
    assert picture.get_attribute("aria-label") == said
    expect(view(page, name).locator("[role=status]")).to_have_text(said)
    return said


class TestNeverRun:
    def test_nothing_was_run_and_nothing_is_wrong(self, alive):
        assert alive.evaluate(COUNTS) == alive.stored
        assert alive.errors == []
        assert alive.outside == []

    @pytest.mark.parametrize("name", VIEWS)
    def test_each_slider_moves_the_picture_and_the_words(self, alive, name):
        sliders = view(alive, name).locator("input[type=range]")
        for k in range(sliders.count()):
            up = sliders.nth(k).input_value() == sliders.nth(k).get_attribute("min")
            turn(alive, name, k, "ArrowRight" if up else "ArrowLeft")
        assert alive.evaluate(COUNTS) == alive.stored, "a key of the slider ran a cell"

    def test_a_number_can_be_typed_with_a_comma(self, alive):
        number = view(alive, "NeuronLine").get_by_label("b, typed")
        number.fill("0,75")
        number.press("Enter")
        expect(number).to_have_value("0.75")
        expect(view(alive, "NeuronLine").get_by_label("b", exact=True)).to_have_value(
            "0.75"
        )
        number.fill("far")
        number.press("Enter")
        expect(number).to_have_value("0.75")

    @pytest.mark.parametrize("handle, changes", [(0, ("w₁", "w₂")), (1, ("b",))])
    def test_the_line_can_be_dragged(self, alive, handle, changes):
        line = view(alive, "NeuronLine")
        before = {label: value(line, label) for label in ("w₁", "w₂", "b")}
        box = line.locator(".nn-handles circle").nth(handle).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        alive.mouse.move(x, y)
        alive.mouse.down()
        alive.mouse.move(x - 40, y - 50, steps=8)
        alive.mouse.up()
        after = {label: value(line, label) for label in before}
        moved = tuple(label for label in before if before[label] != after[label])
        assert moved == changes
        box = line.locator(".nn-handles circle").nth(handle).bounding_box()
        assert abs(box["x"] + box["width"] / 2 - (x - 40)) < 12 or handle == 1

    def test_a_view_with_too_many_states_says_that_it_has_fewer(self, alive):
        assert "stop at fewer places" in note(view(alive, "Template"))
        assert note(view(alive, "Descent")) == ""

    def test_the_training_can_be_played(self, alive):
        template = view(alive, "Template")
        turn(alive, "Template", 0, "Home")
        template.get_by_role("button", name="Play").click()
        expect(template.locator(".nncourse-caption")).not_to_contain_text("step 0:")
        template.get_by_role("button", name="Step").click()  # which pauses
        expect(template.get_by_role("button", name="Play")).to_be_visible()


def value(view, label: str) -> str:
    return view.get_by_label(label, exact=True).input_value()


@pytest.mark.parametrize("theme", ["Light", "Dark"])
@pytest.mark.parametrize("width, least", [(400, 250), (1280, 350), (1920, 600)])
def test_pictures_fill_the_page_and_stay_in_it(alive, set_theme, theme, width, least):
    alive.set_viewport_size({"width": 1280, "height": 900})
    set_theme(alive, f"JupyterLab {theme}")
    if width < 600:  # as somebody would who has so little room
        alive.evaluate("window.jupyterapp.shell.collapseLeft()")
    alive.set_viewport_size({"width": width, "height": 22_000})
    alive.until(lambda: alive.evaluate(DRAWS, "page"), what="a view is not alive")
    SCREENSHOTS.mkdir(exist_ok=True)
    path = SCREENSHOTS / f"01_alive-{theme.lower()}-{width}.png"
    alive.screenshot(path=path)
    for name in VIEWS:
        picture = view(alive, name).locator("svg[role=img]").bounding_box()
        whole = view(alive, name).bounding_box()
        frame = view(alive, name).locator(".nn-picture").bounding_box()
        assert picture["width"] >= least, name
        assert frame["x"] + frame["width"] <= whole["x"] + whole["width"] + 1, name
    assert left_edges(alive) == 1, "sliders of one view begin in different places"


def left_edges(page) -> int:
    """In how many places the sliders of the view with the most of them begin."""
    sliders = view(page, "NeuronLine").locator("input[type=range]").all()
    return len({round(slider.bounding_box()["x"]) for slider in sliders})


def test_shift_enter_runs_the_cell_of_the_slider(alive, drain):
    """Out of order, so the cell says what it lacks; a kernel goes on after that."""
    view(alive, "Certainty").locator("input[type=range]").focus()
    alive.keyboard.press("Shift+Enter")

    def ran() -> bool:
        return alive.evaluate(COUNTS) != alive.stored

    alive.until(ran, what="no cell was run")
    expect(alive.get_by_text("NameError").first).to_be_visible()
    drain(alive)


def test_it_goes_over_to_the_kernel_and_back(alive, run_all):
    """Run, then moved; then restarted; then saved and opened again."""
    run_all(alive)
    alive.until(lambda: alive.evaluate(DRAWS, "kernel"), what="no kernel draws")
    for name in VIEWS:
        assert note(view(alive, name)) == ""
    said = turn(alive, "Template")  # one step, which is not stored
    assert said.startswith("step 499:")
    alive.evaluate(f"{KERNEL}.restart()")
    alive.until(lambda: alive.evaluate(DRAWS, "page"), what="the views are dead")
    expect(view(alive, "Descent").locator(".nn-note")).to_contain_text("has ended")
    assert caption(view(alive, "Template")) == said, "the picture jumped"
    for name in VIEWS:
        turn(alive, name)


def test_saved_and_opened_again_it_is_alive(alive, course, open_page):
    alive.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    alive.evaluate("window.jupyterapp.commands.execute('kernelmenu:shutdown')")
    alive.wait_for_function(f"!{KERNEL}")
    page = opened(open_page(course + LECTURE, 1280, 22_000, loaded=True))
    for name in VIEWS:
        turn(page, name)
    # The questions are widgets still, whose models ended with their kernel.
    assert [e for e in page.errors if "widget model not found" not in e] == []


COUNTS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .map(cell => cell.model.executionCount ?? null)"""
