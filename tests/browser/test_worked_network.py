"""The worked network of lecture 3 moves before it is run, and asks its kernel after."""

import pytest
from playwright.sync_api import expect

SCREENSHOTS = "screenshots/03_network-{}-{}.png"
LECTURE = "/lab/tree/notebooks/03_backprop.ipynb?reset"
COUNTS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .map(cell => cell.model.executionCount ?? null)"""


@pytest.fixture(scope="module")
def page(lab, open_module_page):
    """The lecture as it is opened first: no cell was run."""
    page = open_module_page(lab("student") + LECTURE, 1280, 22_000, loaded=True)
    page.network = page.locator(".jp-NotebookPanel:visible .nn-explore").filter(
        has=page.get_by_label("W₁₁", exact=True)
    )
    page.until(lambda: drawn_by(page) == "page", what="the network is not alive")
    page.stored = page.evaluate(COUNTS)
    return page


def drawn_by(page) -> str:
    if page.network.count() == 0:
        return ""
    return page.network.get_attribute("data-draws")


def turn(page, label: str, key: str) -> str:
    """Press a key on a slider; the caption, which is that of the picture, and read."""
    page.network.get_by_label(label, exact=True).press(key)
    return said(page)


def said(page) -> str:
    picture = page.network.locator("svg[role=img]")
    caption = page.network.locator(".nncourse-caption").text_content()
    expect(picture).to_have_attribute("aria-label", caption)
    expect(page.network.locator("[role=status]")).to_have_text(caption)
    return caption


def test_it_stands_where_the_lecture_left_it(page):
    assert said(page) == "forward, step 5 of 5: J = −log y = 0.527"
    picture = page.network.locator("svg[role=img]")
    expect(picture).to_contain_text("y = 0.590")
    expect(picture).not_to_contain_text("∂")


def test_a_weight_moves_the_picture_and_the_words(page):
    before = said(page)
    assert turn(page, "W₁₁", "Home") != before
    expect(page.network.locator("svg[role=img]")).to_contain_text("z₁ = −19")
    turn(page, "V₃", "ArrowLeft")
    expect(page.network.locator("svg[role=img]")).to_contain_text("V₃ = −0.2")


def test_a_typed_number_moves_it(page):
    number = page.network.get_by_label("W₁₁, typed")
    number.fill("1")
    number.press("Enter")
    expect(number).to_have_value("1.0")
    turn(page, "V₃", "ArrowRight")
    assert said(page) == "forward, step 5 of 5: J = −log y = 0.527"


def test_the_label_is_one_of_two(page):
    page.network.get_by_role("radio", name="0").check()
    assert said(page) == "forward, step 5 of 5: J = −log(1 − y) = 0.893"
    page.network.get_by_role("radio", name="1").check()
    assert said(page) == "forward, step 5 of 5: J = −log y = 0.527"


def test_the_walk_goes_on_step_by_step_and_by_itself(page):
    page.network.get_by_role("button", name="Step").click()
    assert said(page) == "backward, step 1 of 7: ∂J/∂y = −1 / y = −1.69"
    page.network.get_by_role("button", name="Back").click()
    assert said(page).startswith("forward, step 5 of 5")
    page.network.get_by_role("button", name="Play").click()
    end = "backward, step 7 of 7: ∂J/∂x = Wᵀ ∂J/∂z = (0.0403, −0.0805)"
    expect(page.network.locator(".nncourse-caption")).to_have_text(end)
    expect(page.network.get_by_role("button", name="Play")).to_be_visible()
    assert said(page) == end


def test_no_cell_was_run_by_a_key_of_a_slider(page):
    assert page.evaluate(COUNTS) == page.stored
    assert page.errors == []
    assert page.outside == []


@pytest.mark.parametrize("theme", ["Light", "Dark"])
@pytest.mark.parametrize("width, columns", [(400, 1), (1280, 2), (1920, 2)])
def test_its_sliders_stand_in_columns(page, set_theme, theme, width, columns):
    page.set_viewport_size({"width": 1280, "height": 900})
    set_theme(page, f"JupyterLab {theme}")
    if width < 600:  # as somebody would who has so little room
        page.evaluate("window.jupyterapp.shell.collapseLeft()")
    page.set_viewport_size({"width": width, "height": 22_000})
    page.until(lambda: drawn_by(page) == "page", what="the network is not alive")
    page.network.screenshot(path=SCREENSHOTS.format(theme.lower(), width))
    step, *weights = page.network.locator("input[type=range]").all()
    boxes = [slider.bounding_box() for slider in weights]
    assert len({round(box["x"]) for box in boxes}) == columns
    assert len({round(box["x"] + box["width"]) for box in boxes}) == columns
    across, whole = step.bounding_box(), page.network.bounding_box()
    assert round(across["x"]) == min(round(box["x"]) for box in boxes)
    right = max(box["x"] + box["width"] for box in boxes)
    assert round(across["x"] + across["width"]) == round(right)
    for number in page.network.locator("input[type=text]").all():
        box = number.bounding_box()
        assert box["x"] + box["width"] <= whole["x"] + whole["width"]
    assert page.errors == []


def test_when_it_was_run_the_kernel_draws_and_says_of_the_witnesses(page, run_all):
    page.set_viewport_size({"width": 1280, "height": 22_000})
    run_all(page)
    page.until(lambda: drawn_by(page) == "kernel", what="no kernel draws")
    page.network.get_by_label("step", exact=True).press("End")
    words = "∂J/∂x = Wᵀ ∂J/∂z = (0.0403, −0.0805); largest difference from differences"
    expect(page.network.locator(".nncourse-caption")).to_contain_text(words)
    assert "PyTorch" in said(page)
