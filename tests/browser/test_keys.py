"""The keyboard is shared: a control keeps the keys that it uses, and no other.

One notebook, made here, with every kind of control that the course has.
"""

import re

import nbformat
import pytest
from playwright.sync_api import expect

NOTEBOOK = "notebooks/keys.ipynb"
START = "/lab/tree/notebooks/start.md?reset"
FRONT = "window.jupyterapp.shell.currentWidget"
CELLS = [
    """\
from nncourse import svg, views, widgets
from nncourse.live import explore
from nncourse.playground.trainers import NumpyTrainer
from nncourse.playground.widget import Playground""",
    """\
class View:
    controls = {
        "a": views.Slide("a", 3, 0, 9, 1, plays=True),
        "b": views.Choose("b", "middle", ["low", "middle", "high"]),
        "c": views.Choose("c", 20, [10, 20, 40]),
    }
    def __call__(self, **state):
        words = str(state)
        return views.Drawing(svg.picture(100, 20, "", words), words)
explore(View())""",
    'widgets.Predict("How many?", {"two": "Look.", "three": "Look again."})',
    "Playground(NumpyTrainer(), hidden=(2,))",
    "1",
]
# Each kind of control: the cell that it is in, how to find it there, a key that it
# keeps, and what of it that key changes.
TIP = "document.querySelector('.nnp-tip').textContent"
CROSS = "it.querySelector('.nnp-dots').toDataURL()"
CHOSEN = (
    "it.closest('.nn-choices').querySelector('input:checked').nextSibling.textContent"
)
CONTROLS = {
    "slider": (1, "input[type=range] >> nth=0", "ArrowRight", "it.value"),
    "number of a slider": (1, "input[type=text]", "7", "it.value"),
    "choice": (1, ".nn-choices input >> nth=1", "ArrowRight", CHOSEN),
    "walk": (1, "input[type=range] >> nth=1", "ArrowLeft", "it.value"),
    "player": (1, "text=Back", "Enter", "it.closest('.nncourse').textContent"),
    "answer": (2, "input[type=radio] >> nth=0", "Space", "it.checked"),
    "playground's button": (
        3,
        ".nnp-round >> nth=1",
        "Enter",
        "it.parentElement.innerText",
    ),
    "playground's list": (3, ".nnp-bar select", "ArrowDown", "it.value"),
    "playground's number": (3, "[aria-label='batch size']", "ArrowUp", "it.value"),
    "playground's range": (3, "input[type=range] >> nth=0", "ArrowRight", "it.value"),
    "playground's data set": (
        3,
        ".nnp-datasets input:checked",
        "ArrowRight",
        "document.querySelector('.nnp-datasets input:checked').value",
    ),
    "playground's box": (3, "input[type=checkbox]", "Space", "it.checked"),
    "playground's plane": (3, ".nnp-surface", "ArrowRight", CROSS),
    "playground's weight": (3, ".nnp-edge[tabindex='0']", "ArrowDown", TIP),
    "playground's code": (3, "summary", "Space", "it.parentElement.open"),
}


@pytest.fixture(scope="module")
def notebook(lab, open_module_page, run_all):
    """The notebook, all of its cells run, with nothing beside it."""
    page = open_module_page(lab("student") + START, 1280, 1600)
    page.evaluate("window.jupyterapp.shell.collapseLeft()")
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in CELLS])
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


def focus(page, name: str):
    """Give a control the focus, as Tab would; return it, and the place of its cell."""
    place, selector, _, _ = CONTROLS[name]
    cell = page.locator(".jp-NotebookPanel:visible .jp-CodeCell").nth(place)
    cell.scroll_into_view_if_needed()
    if place == 3:
        drawn = re.compile(r"\d+")
        expect(cell.locator(".nnp")).to_have_attribute("data-frames", drawn)
    control = cell.locator(".nncourse, .nnp").locator(selector)
    control.focus()
    return control, place


def active(page) -> int:
    return page.evaluate(f"{FRONT}.content.activeCellIndex")


def runs(page, place: int) -> int:
    """The number in brackets before a cell; None while it runs."""
    return page.evaluate(f"{FRONT}.content.widgets[{place}].model.executionCount")


def ran_again(page, place: int, before: int) -> None:
    page.wait_for_function(
        f"before => {FRONT}.content.widgets[{place}].model.executionCount > before",
        arg=before,
    )


def saved(page) -> str:
    """When the notebook's file was written last."""
    get = "window.jupyterapp.serviceManager.contents.get"
    return page.evaluate(
        f"path => {get}(path, {{content: false}}).then(file => file.last_modified)",
        NOTEBOOK,
    )


@pytest.mark.parametrize("name", CONTROLS)
class TestControl:
    def test_it_keeps_the_keys_that_it_uses(self, notebook, drain, name):
        control, place = focus(notebook, name)
        drain(notebook)
        drain(notebook)
        _, _, key, shown = CONTROLS[name]
        before = control.evaluate(f"it => {shown}")
        notebook.keyboard.press(key)
        handle = control.element_handle()
        notebook.wait_for_function(
            f"([it, before]) => {shown} !== before", arg=[handle, before]
        )
        assert active(notebook) == place, "the notebook took the key"

    def test_the_keys_that_run_a_cell_run_it(self, notebook, name):
        for keys, to in (("Shift+Enter", 1), ("Control+Enter", 0)):
            _, place = focus(notebook, name)
            before = runs(notebook, place)
            notebook.keyboard.press(keys)
            ran_again(notebook, place, before)
            assert active(notebook) == place + to, keys

    def test_escape_leads_to_the_cell(self, notebook, name):
        control, place = focus(notebook, name)
        notebook.keyboard.press("Escape")
        expect(control).not_to_be_focused()
        assert notebook.evaluate(
            f"document.activeElement === {FRONT}.content.widgets[{place}].node"
        )
        assert notebook.evaluate(f"{FRONT}.content.mode") == "command"
        notebook.keyboard.press("ArrowDown")
        notebook.wait_for_function(f"{FRONT}.content.activeCellIndex === {place + 1}")

    def test_the_notebook_can_be_saved(self, notebook, name):
        control, _ = focus(notebook, name)
        before = saved(notebook)
        notebook.keyboard.press("Control+S")
        notebook.wait_for_function(
            "([path, before]) => window.jupyterapp.serviceManager.contents"
            ".get(path, {content: false}).then(file => file.last_modified !== before)",
            arg=[NOTEBOOK, before],
        )
        expect(control).to_be_focused()


def test_a_weight_that_is_edited_keeps_escape_once(notebook):
    weight, place = focus(notebook, "playground's weight")
    shown = weight.get_attribute("aria-label")
    notebook.keyboard.press("Enter")
    box = notebook.locator(".nnp-tip input")
    expect(box).to_be_focused()
    notebook.keyboard.type("5")
    before = saved(notebook)
    notebook.keyboard.press("Control+S")
    notebook.wait_for_function(
        "([path, before]) => window.jupyterapp.serviceManager.contents"
        ".get(path, {content: false}).then(file => file.last_modified !== before)",
        arg=[NOTEBOOK, before],
    )
    notebook.keyboard.press("Escape")
    expect(weight).to_be_focused()
    expect(weight).to_have_attribute("aria-label", shown)
    notebook.keyboard.press("Escape")
    expect(weight).not_to_be_focused()
    focus(notebook, "playground's weight")
    notebook.keyboard.press("Enter")
    expect(box).to_be_focused()
    before = runs(notebook, place)
    notebook.keyboard.press("Control+Enter")
    ran_again(notebook, place, before)


def test_a_number_that_was_typed_counts_when_its_cell_is_left(notebook):
    control, _ = focus(notebook, "number of a slider")
    notebook.keyboard.press("Control+A")  # of the number, not of the cells
    notebook.keyboard.type("8")
    notebook.keyboard.press("Escape")
    words = notebook.locator(".nncourse-caption").first
    expect(words).to_contain_text("'a': 8")
    expect(control).to_have_value("8")


def test_what_moves_a_slider_moves_a_cell_with_control_and_shift(notebook):
    control, place = focus(notebook, "slider")
    stands = control.input_value()
    notebook.keyboard.press("Control+Shift+ArrowDown")
    notebook.wait_for_function(f"{FRONT}.content.activeCellIndex === {place + 1}")
    notebook.keyboard.press("Control+Shift+ArrowUp")
    notebook.wait_for_function(f"{FRONT}.content.activeCellIndex === {place}")
    expect(control).to_have_value(stands)


def test_alt_and_enter_adds_a_cell(notebook):
    _, place = focus(notebook, "slider")
    count = f"{FRONT}.content.widgets.length"
    cells = notebook.evaluate(count)
    notebook.keyboard.press("Alt+Enter")
    notebook.wait_for_function(f"{count} === {cells + 1}")
    assert active(notebook) == place + 1
    notebook.evaluate("window.jupyterapp.commands.execute('notebook:delete-cell')")
    notebook.wait_for_function(f"{count} === {cells}")


def test_nothing_went_wrong_on_the_way(notebook):
    assert notebook.errors == []
