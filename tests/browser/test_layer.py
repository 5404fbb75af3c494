"""The interactive layer itself: keys, names, speed and a narrow page, for every view.

One notebook with one cell a view, made here: no lecture has all of them.
"""

import ast
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "screenshots"
START = "/lab/tree/notebooks/start.md?reset"
NOTEBOOK = "notebooks/layer.ipynb"
FRONT = "window.jupyterapp.shell.currentWidget"


def benchmark(name: str):
    """A constant of benchmarks/latency.py, whose data these tests share."""
    tree = ast.parse((ROOT / "benchmarks" / "latency.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and node.targets[0].id == name:
            return ast.literal_eval(node.value)
    raise KeyError(name)


VIEWS = benchmark("VIEWS")
ASKED = """\
from nncourse import widgets
widgets.Predict("How many?", {"two": "Look.", "three": "Look again."})"""
# A second cell of its own: it waits to be let go.
SLOW = """\
import os, time
from nncourse import svg
class Slow:
    controls = {"a": views.Slide("a", 0, 0, 100, 1)}
    def __call__(self, a):
        while os.path.exists("../hold.txt"):
            time.sleep(0.01)
        return views.Drawing(svg.picture(100, 20, "", f"a = {a}"), f"a = {a}")
explore(Slow())"""
HOLD = "hold.txt"  # not in the folder that is shown: see test_playground.py


@pytest.fixture(scope="module")
def layer(lab, open_module_page, run_all):
    """The notebook, all of its cells run."""
    page = open_module_page(lab("student") + START, 1280, 900)
    cells = [benchmark("SET_UP"), *VIEWS.values(), ASKED, SLOW]
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    made.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    page.evaluate(
        "([path, content]) => window.jupyterapp.serviceManager.contents.save("
        "path, {type: 'notebook', format: 'json', content})",
        [NOTEBOOK, made],
    )
    page.evaluate(
        "path => { window.jupyterapp.commands.execute('docmanager:open', {path}) }",
        NOTEBOOK,
    )
    page.wait_for_function(f"{FRONT}?.context?.path === '{NOTEBOOK}'")
    run_all(page)
    return page


def cell(page, name: str):
    """The output of one view's cell."""
    place = [*VIEWS, "Predict", "slow"].index(name) + 1
    output = page.locator(".jp-NotebookPanel:visible .jp-CodeCell").nth(place)
    output.scroll_into_view_if_needed()
    return output.locator(".nncourse")


def said(view) -> str:
    return view.locator("svg[role=img]").first.get_attribute("aria-label")


def test_every_handle_has_the_name_of_its_label(layer):
    for name in VIEWS:
        view = cell(layer, name)
        expect(view.locator("input[type=range]").first).to_be_enabled()
        sliders = view.locator(".nn-row:has(input[type=range])")
        labels = sliders.locator(".nn-label").all_text_contents()
        assert labels, name
        for label in labels:
            handle = view.get_by_role("slider", name=label, exact=True)
            expect(handle).to_have_count(1)


def test_the_handle_of_a_choice_says_its_value_and_not_its_place(layer):
    handle = cell(layer, "Certainty").get_by_role("slider", name="scale")
    handle.focus()
    layer.keyboard.press("End")
    expect(handle).to_have_attribute("aria-valuetext", "100")


def test_a_question_is_a_group_of_named_answers(layer):
    view = cell(layer, "Predict")
    expect(view.get_by_role("radiogroup", name="How many?")).to_have_count(1)
    answer = view.get_by_role("radio", name="three")
    answer.check()
    expect(view.locator(".nncourse-caption")).to_have_text("Look again.")


def test_arrow_keys_move_the_handle_and_not_the_notebook(layer, settle):
    active = f"{FRONT}.content.activeCellIndex"
    for name in VIEWS:
        view = cell(layer, name)
        handle = view.get_by_role("slider").first
        handle.focus()
        layer.keyboard.press("Home")
        settle(layer, view)
        before, place = said(view), layer.evaluate(active)
        layer.keyboard.press("ArrowRight")
        alternative = view.locator("svg[role=img]").first
        expect(alternative).not_to_have_attribute("aria-label", before)
        assert layer.evaluate(active) == place, f"{name}: the notebook took the key"


def test_a_value_can_be_typed(layer):
    view = cell(layer, "NeuronLine")
    number = view.get_by_role("textbox", name="w₁, typed")
    number.click()
    layer.keyboard.press("Control+A")
    layer.keyboard.type("-1.25")
    layer.keyboard.press("Enter")
    expect(view.locator(".nncourse-caption")).to_contain_text("−1.25 x₁")


WATCH = """view => {
  const picture = view.querySelector("svg[role=img]").parentElement;
  window.frames_seen = []; window.empty = 0; window.rests = [];
  let drawn;
  new MutationObserver(() => {
    const svg = picture.querySelector("svg[role=img]");
    if (!svg || (svg.viewBox.baseVal && !svg.children.length)) window.empty += 1;
    window.frames_seen.push(svg?.getAttribute("aria-label"));
    drawn = performance.now();
  }).observe(picture, { childList: true, subtree: true });
  new MutationObserver(() => { window.rests.push(performance.now() - drawn); })
    .observe(view.querySelector("[role=status]"),
             { childList: true, characterData: true, subtree: true });
}"""
FRAMES = "window.frames_seen.length"


def drag(page, view, moves: int = 60, look: bool = True) -> None:
    """Move the first handle of a view many times, as fast as the mouse can.

    With `look`, the hand waits half-way until it has seen a picture.
    """
    handle = view.get_by_role("slider").first
    handle.hover()
    track = handle.bounding_box()
    page.mouse.down()
    for k in range(moves):
        share = 0.05 + 0.9 * (k % 20) / 19
        middle = track["y"] + track["height"] / 2
        page.mouse.move(track["x"] + share * track["width"], middle)
        if look and k == moves // 2:
            page.until(f"{FRAMES} > 0", what="it only moves when the hand stops")
    page.mouse.up()


def test_after_fast_moves_the_last_value_is_drawn_and_nothing_follows(layer, settle):
    view = cell(layer, "NeuronLine")
    settle(layer, view)
    view.evaluate(WATCH)
    drag(layer, view)
    settle(layer, view)
    seen = layer.evaluate(FRAMES)
    typed = view.get_by_label("w₁, typed").input_value()
    assert said(view).startswith(f"{typed} x₁")
    layer.wait_for_timeout(700)
    assert layer.evaluate(FRAMES) == seen, "a queue went on"
    assert layer.evaluate("window.empty") == 0, "a frame without a picture"
    rests = layer.evaluate("window.rests")
    assert rests and min(rests) > 390, (
        "read out while it moved"
    )  # ms; the page waits 400


def test_a_slow_view_skips_what_is_out_of_date(layer, settle):
    """The kernel is held at the first move until the last one has been made."""
    contents = "window.jupyterapp.serviceManager.contents"
    hold = {"type": "file", "format": "text", "content": ""}
    view = cell(layer, "slow")
    settle(layer, view)
    view.evaluate(WATCH)
    layer.evaluate(
        f"([path, file]) => {contents}.save(path, file).then(() => null)", [HOLD, hold]
    )
    drag(layer, view, look=False)
    typed = view.get_by_label("a, typed").input_value()
    assert layer.evaluate(FRAMES) == 0, "nobody was held"
    layer.evaluate(f"path => {contents}.delete(path)", HOLD)
    picture = view.locator("svg[role=img]")
    expect(picture).to_have_attribute("aria-label", f"a = {typed}")
    settle(layer, view)
    expect(picture).to_have_attribute("aria-label", f"a = {typed}")
    # The first, which was under way, and the last; one more may have left before that.
    assert len(set(layer.evaluate("window.frames_seen"))) <= 3, "drew what was passed"


def test_a_film_plays_pauses_and_steps(layer, settle, pause_film):
    for name in ("Trajectories", "Regions 80 x 80"):  # a slider, and a choice
        view = cell(layer, name)
        handle = view.get_by_role("slider").first
        handle.focus()
        layer.keyboard.press("Home")
        expect(view.locator(".nncourse-caption")).to_contain_text("step 0:")
        view.get_by_role("button", name="Play").press("Enter")
        expect(view.locator(".nncourse-caption")).not_to_contain_text("step 0:")
        pause_film(layer, view)
        settle(layer, view)
        paused = said(view)
        layer.wait_for_timeout(900)  # longer than from one picture to the next
        assert said(view) == paused, "it went on after pause"
        view.get_by_role("button", name="Step").click()
        alternative = view.locator("svg[role=img]").first
        expect(alternative).not_to_have_attribute("aria-label", paused)
        view.get_by_role("button", name="Back").click()
        expect(alternative).to_have_attribute("aria-label", paused)


@pytest.mark.parametrize("theme", ["Light", "Dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_it_fits_the_page(layer, set_theme, theme, width):
    """Writes a picture for a person, and checks that nothing is cut off."""
    set_theme(layer, f"JupyterLab {theme}")
    if width == 400:
        layer.evaluate("window.jupyterapp.shell.collapseLeft()")
    layer.set_viewport_size({"width": width, "height": 12000})
    top = "document.querySelectorAll('.jp-WindowedPanel-outer')"
    layer.evaluate(f"{top}.forEach(panel => panel.scrollTo(0, 0))")
    views = layer.locator(".jp-NotebookPanel:visible .nncourse:has(svg[role=img])")
    expect(views).to_have_count(len(VIEWS) + 1)
    fits = f"({TOO_WIDE})().length === 0"
    layer.until(fits, f"({TOO_WIDE})().join()", what="wider than its output")
    SCREENSHOTS.mkdir(exist_ok=True)
    layer.screenshot(path=SCREENSHOTS / f"layer-{theme.lower()}-{width}.png")
    layer.set_viewport_size({"width": 1280, "height": 900})


TOO_WIDE = """() => [...document.querySelectorAll(".nncourse")].flatMap(view => {
  const right = view.closest(".jp-OutputArea").getBoundingClientRect().right + 1;
  // A picture may be scrolled in its place.
  const parts = ".nn-row, p, button, div:has(> svg[role=img])";
  return [...view.querySelectorAll(parts)]
    .filter(node => node.getBoundingClientRect().right > right)
    .map(node => node.tagName + " " + view.textContent.slice(0, 40));
})"""


def test_nothing_went_wrong_on_the_way(layer):
    assert layer.errors == []
    assert layer.outside == []
