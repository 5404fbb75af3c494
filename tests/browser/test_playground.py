"""The playground as a student meets it: with a kernel, by keyboard, and as a file."""

import re
import subprocess
import sys
from pathlib import Path

import patience
import pytest
from playwright.sync_api import expect

from nncourse.playground import Playground

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "screenshots"
NOTEBOOK = "/lab/tree/notebooks/playground.ipynb?reset"
KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
ACTIVE_CELL = "window.jupyterapp.shell.currentWidget.content.activeCellIndex"
EXECUTE = f"""async code => {{
  const future = {KERNEL}.requestExecute({{code, user_expressions: {{x: "answer"}}}});
  const reply = await future.done;
  return reply.content.user_expressions?.x?.data?.["text/plain"];
}}"""
ANY_NUMBER = re.compile(r"\d+")
# Not in the folder that the file browser shows: while it lists one, a file that goes is
# an error to it.
ENOUGH = "enough.txt"
BUSY = "import os\nwhile not os.path.exists('../enough.txt'): sum(range(999))"
TWO_FRAMES = """() => new Promise(done =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(null))))"""
COMPUTE = f"""code => {{
  window.computed = false;
  {KERNEL}.requestExecute({{code}}).done.then(() => {{ window.computed = true; }});
}}"""


@pytest.fixture(scope="module")
def notebook(lab, open_module_page, run_all):
    """The playground's notebook, all of its cells run."""
    page = open_module_page(lab("student") + NOTEBOOK, 1280, 900)
    page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    run_all(page)
    return page


def number(view, name: str) -> int:
    """What a view counts: its step, the frames it has drawn, or examples a second."""
    return int(view.get_attribute(f"data-{name}") or 0)


def button(view, name: str):
    return view.get_by_role("button", name=name, exact=True)


@pytest.fixture
def first(notebook):
    """The first playground, drawn and paused; paused again in the end."""
    view = notebook.locator(".nnp").first
    view.scroll_into_view_if_needed()
    expect(view).to_have_attribute("data-source", "kernel")
    expect(view).to_have_attribute("data-frames", ANY_NUMBER)
    yield view
    if view.get_attribute("data-playing") == "true":
        button(view, "Pause").click()
        expect(view).to_have_attribute("data-playing", "false")


def play(view) -> None:
    button(view, "Play").click()
    expect(view).to_have_attribute("data-playing", "true")


def pause(view) -> None:
    button(view, "Pause").click()
    expect(view).to_have_attribute("data-playing", "false")
    view.page.evaluate(TWO_FRAMES)  # the last one is drawn


def wait_for(page, condition) -> None:
    """Wait as long as any playground of the page trains, or its kernel computes."""
    trained = "[...document.querySelectorAll('.nnp')].map(v => v.dataset.step).join()"
    if hasattr(page, "until"):
        page.until(condition, trained)
    else:  # a file: nobody else works for it
        patience.until(
            condition,
            lambda: page.evaluate(trained),
            pause=lambda seconds: page.wait_for_timeout(1000 * seconds),
        )


def test_it_opens_without_an_error(notebook, first):
    assert notebook.errors == []
    assert notebook.outside == [], "the playground must work without a network"
    expect(first.get_by_role("status")).to_contain_text("training loss")


def test_a_cell_that_is_run_again_shows_a_new_one(notebook):
    cells = notebook.evaluate(
        "window.jupyterapp.shell.currentWidget.content.widgets.map("
        "cell => cell.model.sharedModel.getSource())"
    )
    index = next(i for i, source in enumerate(cells) if "seed=1)" in source)
    notebook.evaluate(
        "i => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = i;"
        "  document.querySelector('.nnp').dataset.old = 'true';"
        "  window.jupyterapp.commands.execute('notebook:run-cell'); }",
        index,
    )
    fresh = notebook.locator(".nnp:not([data-old])[data-frames]").first
    fresh.wait_for()
    notebook.wait_for_function("!document.querySelector('.nnp[data-old]')")


def test_play_and_pause(notebook, first):
    before = number(first, "step")
    play(first)
    wait_for(notebook, lambda: number(first, "step") > before + 200)
    pause(first)
    stopped = number(first, "step")
    notebook.wait_for_timeout(300)
    assert number(first, "step") == stopped, "it went on after pause"
    # while it plays the figures may lag behind the maps
    figure = first.locator(".nnp-minor .nnp-figure")
    expect(figure).to_have_text(f"{stopped:,}")
    button(first, "One step: one mini-batch").click()
    wait_for(notebook, lambda: number(first, "step") == stopped + 1)
    button(first, "Reset").click()
    wait_for(notebook, lambda: number(first, "step") == 0)


def test_a_layer_is_changed_while_it_trains(notebook, first):
    units = first.locator(".nnp-unit")
    play(first)
    count = units.count()
    button(first, "add unit in layer 1").click()
    expect(units).to_have_count(count + 1)
    button(first, "add a hidden layer").click()
    expect(first.locator(".nnp-head")).to_have_count(2)
    first.get_by_label("activation of layer 2").select_option("relu")
    before = number(first, "frames")
    wait_for(notebook, lambda: number(first, "frames") > before + 5)
    assert first.get_attribute("data-playing") == "true"
    button(first, "remove a hidden layer").click()
    button(first, "remove unit in layer 1").click()
    expect(units).to_have_count(count)


def test_a_number_that_does_not_fit_is_refused_in_words(notebook, first):
    rate = first.get_by_role("spinbutton", name="learning rate")
    rate.fill("1000")
    rate.press("Enter")
    expect(first.get_by_role("alert")).to_contain_text("between 1e-6 and 10")
    rate.fill("0.1")
    rate.press("Enter")
    expect(first.get_by_role("alert")).to_be_hidden()
    expect(rate).to_have_value("0.1")


def test_keyboard_only(notebook, first):
    keys = notebook.keyboard
    button(first, "Play").focus()
    cell = notebook.evaluate(ACTIVE_CELL)
    keys.press("Space")
    expect(first).to_have_attribute("data-playing", "true")
    keys.press("Enter")
    expect(first).to_have_attribute("data-playing", "false")

    first.locator(".nnp-edge[tabindex='0'], .nnp-unit[tabindex='0']").first.focus()
    keys.press("Home")
    tip = first.locator(".nnp-tip")
    expect(tip).to_contain_text("weight x₁ → layer 1 unit 1")
    keys.press("ArrowDown")
    expect(tip).to_contain_text("weight x₂ → layer 1 unit 1")
    keys.press("ArrowRight")
    expect(tip).to_contain_text("bias of layer 1 unit 1")
    keys.press("ArrowLeft")
    keys.press("Enter")
    keys.type("-2.5")
    keys.press("Enter")
    expect(tip).to_contain_text("−2.50")

    first.get_by_role("radio", name="Circle").focus()
    keys.press("ArrowRight")
    expect(first.get_by_role("radio", name="Spirals")).to_be_checked()
    keys.press("ArrowLeft")
    expect(first.get_by_role("radio", name="Circle")).to_be_checked()
    noise = first.get_by_role("slider", name="noise, slider")
    noise.focus()
    keys.press("ArrowRight")
    expect(first.get_by_role("spinbutton", name="noise")).to_have_value("0.15")
    first.get_by_role("spinbutton", name="batch size").focus()
    keys.press("ArrowUp")
    expect(first.get_by_role("spinbutton", name="batch size")).to_have_value("20")

    first.locator(".nnp-surface").focus()
    for _ in range(2):
        keys.press("ArrowRight")
        keys.press("Enter")
    expect(first.get_by_role("radio", name="Own")).to_be_checked()
    assert notebook.evaluate(ACTIVE_CELL) == cell, "the notebook took a key"
    first.get_by_role("radio", name="Circle").check()
    expect(first.get_by_role("radio", name="Circle")).to_be_checked()
    assert notebook.errors == []


def test_a_weight_is_read_and_edited_with_the_mouse(notebook, first):
    edge = first.locator(".nnp-edge").first
    box = edge.locator(".nnp-hit").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    notebook.mouse.move(*middle)
    tip = first.locator(".nnp-tip")
    expect(tip).to_contain_text("weight x₁ →")
    notebook.mouse.click(*middle)
    tip.locator("input").fill("1.25")
    tip.locator("input").press("Enter")
    notebook.mouse.move(*middle)
    expect(tip).to_contain_text("1.25")


def test_points_of_ones_own(notebook, first):
    surface = first.locator(".nnp-surface")
    surface.click(position={"x": 40, "y": 40})
    if first.get_by_role("radio", name="Own").is_checked() is False:
        expect(first.get_by_role("alert")).to_contain_text("Add another")
    first.get_by_role("radio", name="−1").check()
    surface.click(position={"x": 150, "y": 150})
    expect(first.get_by_role("radio", name="Own")).to_be_checked()
    first.get_by_role("radio", name="Circle").check()
    expect(first.get_by_role("radio", name="Circle")).to_be_checked()


def test_the_code_is_shown_and_copied(notebook, first):
    notebook.context.grant_permissions(["clipboard-read", "clipboard-write"])
    first.get_by_text("Show me the code").click()
    shown = first.locator(".nnp-code code")
    expect(shown).to_contain_text("import numpy as np")
    first.get_by_role("radio", name="PyTorch").check(force=True)
    expect(shown).to_contain_text("import torch")
    button(first, "Copy").click()
    expect(button(first, "Copied")).to_be_visible()
    copied = notebook.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == shown.inner_text().strip()
    first.get_by_text("Show me the code").click()


def test_two_playgrounds_do_not_disturb_each_other(notebook, first):
    other = notebook.locator(".nnp").last
    still = number(other, "step")
    play(first)
    wait_for(notebook, lambda: number(first, "step") > 100)
    assert number(other, "step") == still
    other.scroll_into_view_if_needed()
    play(other)
    wait_for(notebook, lambda: number(other, "step") > still + 100)
    pause(first)
    assert other.get_attribute("data-playing") == "true"
    pause(other)


def test_it_goes_on_while_the_kernel_computes(notebook, first):
    """A cell that computes until it is let go, when enough frames have come."""
    contents = "window.jupyterapp.serviceManager.contents"
    enough = {"type": "file", "format": "text", "content": ""}
    first.get_by_label("speed").select_option("fastest")
    play(first)
    wait_for(notebook, lambda: number(first, "step") > 1000)
    notebook.evaluate(COMPUTE, BUSY)
    notebook.until(f"{KERNEL}.status === 'busy'", what="the cell does not start")
    frames, step = number(first, "frames"), number(first, "step")
    wait_for(notebook, lambda: number(first, "frames") > frames + 20)
    wait_for(notebook, lambda: number(first, "step") > step + 1000)
    assert not notebook.evaluate("window.computed"), "the cell has ended before"
    save = f"([path, file]) => {contents}.save(path, file).then(() => null)"
    notebook.evaluate(save, [ENOUGH, enough])
    notebook.until("window.computed", what="the cell does not end")
    notebook.evaluate(f"path => {contents}.delete(path)", ENOUGH)
    pause(first)
    first.get_by_label("speed").select_option("medium")


def test_interrupting_the_kernel_stops_it(notebook, first):
    play(first)
    wait_for(notebook, lambda: number(first, "step") > 100)
    notebook.evaluate(f"{KERNEL}.interrupt().then(() => null)")
    expect(first).to_have_attribute("data-playing", "false")


def test_no_errors_were_collected_on_the_way(notebook):
    assert notebook.errors == []


MISPLACED = """view => {
  const box = view.getBoundingClientRect();
  const parts = "section, .nnp-bar, .nnp-surface, .nnp-curves";
  const out = [...view.querySelectorAll(parts)].filter(part => {
    const inner = part.getBoundingClientRect();
    return inner.left < box.left - 1 || inner.right > box.right + 1;
  }).map(part => part.className);
  const [room, plane] = [".nnp-graph", ".nnp-plane"]
    .map(part => view.querySelector(part).getBoundingClientRect().width);
  return Math.abs(room - plane) > 2 ? [...out, "it does not fill"] : out;
}"""


@pytest.mark.parametrize("width", [1280, 800, 400])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_looked_at(notebook, set_theme, theme, width):
    """Writes a picture for a person, and checks that nothing is cut off."""
    set_theme(notebook, f"JupyterLab {theme.title()}")
    notebook.set_viewport_size({"width": width, "height": 2600})
    view = notebook.locator(".nnp").first
    view.scroll_into_view_if_needed()
    expect(view).to_have_attribute("data-theme", theme)
    notebook.until(lambda: view.evaluate(MISPLACED) == [], what="cut off, or too small")
    SCREENSHOTS.mkdir(exist_ok=True)
    view.screenshot(path=SCREENSHOTS / f"playground-{theme}-{width}.png")
    notebook.set_viewport_size({"width": 1280, "height": 900})
    set_theme(notebook, "JupyterLab Light")
    notebook.evaluate(TWO_FRAMES)
    # JupyterLab's list of cells trips over its own feet when a window shrinks so much.
    notebook.errors[:] = [e for e in notebook.errors if "'removeChild' on" not in e]


def test_a_reloaded_page_finds_it_in_training(notebook):
    """A saved notebook, whose page is loaded anew while the kernel lives on."""
    view = notebook.locator(".nnp").first
    view.scroll_into_view_if_needed()
    play(view)
    wait_for(notebook, lambda: number(view, "step") > 100)
    notebook.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    reached = number(view, "step")
    notebook.goto(notebook.url.split("?")[0])  # without ?reset
    notebook.wait_for_function("window.jupyterapp !== undefined")
    view.wait_for()
    view.scroll_into_view_if_needed()
    expect(view).to_have_attribute("data-source", "kernel")
    wait_for(notebook, lambda: number(view, "step") >= reached)
    # It waits for a page for some seconds only, and a slow page comes too late.
    if view.get_attribute("data-playing") == "false":
        play(view)
    going = number(view, "step")
    wait_for(notebook, lambda: number(view, "step") > going)
    pause(view)
    stopped = number(view, "step")
    notebook.wait_for_timeout(300)
    assert number(view, "step") == stopped, "it went on after pause"
    notebook.errors[:] = [e for e in notebook.errors if "WebSocket" not in e]


def test_taking_the_view_away_stops_it(notebook):
    last = notebook.locator(".nnp").last
    last.scroll_into_view_if_needed()
    play(last)
    ask = "import gc\nfrom nncourse.playground import Playground as _P\n"
    ask += "answer = sum(p.playing for p in gc.get_objects() if isinstance(p, _P))"
    assert notebook.evaluate(EXECUTE, ask) == "1"
    notebook.evaluate(
        "window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')"
    )
    wait_for(notebook, lambda: notebook.evaluate(EXECUTE, ask) == "0")


def test_a_restarted_kernel_leaves_a_playground_that_works(notebook, run_all):
    run_all(notebook)
    view = notebook.locator(".nnp").first
    view.scroll_into_view_if_needed()
    expect(view).to_have_attribute("data-frames", ANY_NUMBER)
    play(view)
    notebook.evaluate(f"{KERNEL}.restart().then(() => null)")
    expect(view).to_have_attribute("data-source", "page")
    expect(view.get_by_role("alert")).to_contain_text("The kernel is gone")
    play(view)
    wait_for(notebook, lambda: number(view, "step") > 100)
    pause(view)
    errors = [e for e in notebook.errors if "WebSocket" not in e]
    assert errors == []


def test_saved_and_opened_again_it_trains_without_its_kernel(
    notebook, run_all, lab, open_page
):
    run_all(notebook)
    notebook.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    notebook.evaluate("window.jupyterapp.commands.execute('kernelmenu:shutdown')")
    page = open_page(lab("student") + NOTEBOOK, 1280, 900, loaded=True)
    view = page.locator(".nnp").first
    view.scroll_into_view_if_needed()
    trains(page, view)
    assert page.errors == []


# --- without a kernel ---


@pytest.fixture
def open_file(browser):
    """A function: `open_file(path)` gives a page that may load nothing else."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda m: m.type == "error" and page.errors.append(m.text))

    def open_one(path):
        own = path.as_uri()
        context.route(
            "**", lambda r: r.continue_() if r.request.url == own else r.abort()
        )
        page.goto(own)
        return page

    yield open_one
    context.close()


def trains(page, view) -> None:
    expect(view).to_have_attribute("data-source", "page")
    play(view)
    wait_for(page, lambda: number(view, "step") > 500)
    pause(view)


def test_a_saved_page_trains_from_a_file(tmp_path, open_file):
    path = Playground(hidden=(8, 8), dataset="spirals").save_html(tmp_path / "p.html")
    page = open_file(path)
    view = page.locator(".nnp")
    trains(page, view)
    view.get_by_text("Show me the code").click()
    expect(view.locator(".nnp-code code")).to_contain_text("import numpy as np")
    for name in ("add a hidden layer", "remove unit in layer 1"):
        button(view, name).click()
    expect(view.locator(".nnp-code code")).to_contain_text("no Python")
    view.get_by_label("speed").select_option("fastest")
    play(view)
    before = number(view, "frames"), number(view, "step")
    wait_for(page, lambda: number(view, "frames") > before[0] + 20)
    wait_for(page, lambda: number(view, "step") > before[1] + 20 * 100)  # past "fast"
    pause(view)
    assert page.errors == []


def test_a_saved_page_takes_the_same_keys_and_has_no_use_for_others(
    tmp_path, open_file
):
    path = Playground(hidden=(2,), dataset="circle").save_html(tmp_path / "p.html")
    page = open_file(path)
    view = page.locator(".nnp")
    expect(view).to_have_attribute("data-source", "page")
    noise = view.get_by_role("slider", name="noise, slider")
    noise.focus()
    for key in ("Shift+Enter", "Control+Enter", "Alt+Enter", "Escape", "ArrowRight"):
        page.keyboard.press(key)
    expect(noise).to_be_focused()
    expect(view.get_by_role("spinbutton", name="noise")).to_have_value("0.15")
    view.locator(".nnp-edge[tabindex='0']").focus()
    page.keyboard.press("Enter")
    box = view.locator(".nnp-tip input")
    box.fill("1.5")
    page.keyboard.press("Enter")
    expect(view.locator(".nnp-tip")).to_contain_text("1.50")
    assert page.errors == []


def test_an_exported_notebook_trains_from_a_file(tmp_path, open_file):
    """What `jupyter nbconvert` makes of the notebook as it is committed."""
    option = "--HTMLExporter.preprocessors=nncourse.playground.export.LivePlaygrounds"
    notebook = str(ROOT / "notebooks/playground.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--to=html", option, notebook]
    subprocess.run([*command, f"--output-dir={tmp_path}"], check=True)
    page = open_file(tmp_path / "playground.html")
    views = page.locator(".nnp")
    expect(views).to_have_count(2)
    trains(page, views.first)
    assert number(views.last, "step") == 0
    page.screenshot(path=SCREENSHOTS / "playground-exported.png")
