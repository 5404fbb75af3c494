"""What a student and an instructor see when they open the course, and that it works."""

import json
import posixpath
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
START = "notebooks/start.md"
WORKSHEET = "workspace/ps01_neuron/ps01_neuron.ipynb"
SOURCE = "source/ps01_neuron/ps01_neuron.ipynb"
TOOLS = {
    "nbgrader:open-formgrader",
    "nbgrader:open-create-assignment",
    "nbgrader:open-assignment-list",
}
IN_FRONT = "window.jupyterapp.shell.currentWidget?.context?.path"


def execute(page, command: str, arguments: dict | None = None) -> None:
    call = "([name, given]) => { window.jupyterapp.commands.execute(name, given) }"
    page.evaluate(call, [command, arguments or {}])


def commands(page) -> set[str]:
    return set(page.evaluate("window.jupyterapp.commands.listCommands()"))


def linked_notebooks() -> list[str]:
    links = re.findall(
        r"\]\(([^)\s]+\.ipynb)\)", (ROOT / START).read_text(encoding="utf-8")
    )
    assert links, f"{START} leads nowhere"
    return links


def test_the_start_page_is_shown_rendered_and_fetches_nothing(lab, open_page):
    page = open_page(lab("student") + "/")
    expect(page.locator(".jp-MarkdownViewer h1")).to_be_visible()
    assert page.evaluate(IN_FRONT) == START
    expect(page.locator(".jp-FileEditor")).to_have_count(0)
    assert page.errors == []
    assert page.outside == []


def test_each_link_of_the_start_page_opens_with_one_click(lab, open_page):
    page = open_page(lab("student") + "/?reset")
    page.evaluate(NO_KERNELS)
    for link in linked_notebooks():
        path = posixpath.normpath(f"notebooks/{link}")
        page.locator(f'.jp-MarkdownViewer a[href*="/{path}?"]').click()
        page.wait_for_function(f"{IN_FRONT} === '{path}'")
        expect(page.locator(".jp-NotebookPanel:visible .jp-Cell").first).to_be_visible()
        page.evaluate("window.jupyterapp.shell.currentWidget.dispose()")
        execute(page, "docmanager:open", {"path": START})
        page.wait_for_function(f"{IN_FRONT} === '{START}'")
    assert page.errors == []


# Whether a notebook has a kernel is another matter: each lecture's page has one, and so
# has the problem set that is validated. Twenty-six take a minute.
NO_KERNELS = """() => {
  window.jupyterapp.serviceManager.sessions.startNew = () => new Promise(() => {});
}"""


def test_stored_pictures_are_shown_without_running_anything(lab, open_page):
    lecture = sorted(ROOT.glob("notebooks/*.ipynb"))[0].name
    page = open_page(f"{lab('student')}/lab/tree/notebooks/{lecture}?reset")
    expect(page.locator(".jp-NotebookPanel .jp-Cell").first).to_be_visible()
    untrusted = """window.jupyterapp.shell.currentWidget.content.widgets
      .filter(cell => cell.model.type === "code" && !cell.model.trusted).length"""
    assert page.evaluate(untrusted) == 0


def test_a_student_sees_validate_and_no_tool_of_an_instructor(lab, open_page):
    page = open_page(f"{lab('student')}/lab/tree/{WORKSHEET}?reset")
    expect(page.locator(".jp-NotebookPanel-toolbar >> text=Validate")).to_be_visible()
    assert not {name for name in commands(page) if name.startswith("nbgrader:")}
    for words in ("Nbgrader", "Formgrader", "Create Assignment", "Assignment List"):
        expect(page.get_by_text(words, exact=True)).to_have_count(0)


@pytest.mark.parametrize("role", ["student", "instructor", ""])
def test_validate_gives_a_result(lab, open_page, role):
    page = open_page(f"{lab(role)}/lab/tree/{WORKSHEET}?reset")
    page.locator(".jp-NotebookPanel-toolbar >> text=Validate").click()
    dialog = page.locator(".jp-Dialog")
    results = dialog.get_by_text("Validation Results").first
    page.until(results.is_visible, what="no results")  # its cells are run on the server
    # The grader runs the hidden tests too; a student has only their first lines. Who
    # starts JupyterLab without make, and so without a role, is a student.
    shown = "# Hidden: classes that only a line away from 0" in dialog.inner_text()
    assert shown == (role == "instructor")


def test_an_instructor_sees_every_tool(lab, open_page):
    page = open_page(lab("instructor") + "/")
    assert commands(page) >= TOOLS
    page.locator(".lm-MenuBar >> text=Nbgrader").click()
    for words in ("Formgrader", "Assignment List"):
        expect(page.locator(".lm-Menu").get_by_text(words, exact=True)).to_be_visible()
    assert page.errors == []
    assert page.outside == []


def test_formgrader_lists_the_problem_set(lab, open_page):
    page = open_page(f"{lab('instructor')}/lab/tree/{START}?reset")
    table = page.frame_locator("iframe").locator("table")

    def listed() -> bool:
        # The start page may open later, and in front of it.
        execute(page, "nbgrader:open-formgrader")
        return table.get_by_text("ps01_neuron").is_visible()

    page.until(listed, what="the problem set is not listed")
    assert page.outside == []


def test_create_assignment_shows_the_points(lab, open_page):
    page = open_page(f"{lab('instructor')}/lab/tree/{SOURCE}?reset")
    expect(page.locator(".jp-NotebookPanel .jp-Cell").first).to_be_visible()
    page.get_by_text("Create Assignment", exact=True).click()
    cells = json.loads((ROOT / SOURCE).read_text(encoding="utf-8"))["cells"]
    points = [cell["metadata"].get("nbgrader", {}).get("points", 0) for cell in cells]
    total = page.locator(".nbgrader-TotalPointsInput")
    expect(total).to_have_value(str(sum(points)))


def test_the_assignment_list_opens_without_an_error(lab, open_page):
    page = open_page(f"{lab('instructor')}/lab/tree/{START}?reset")
    execute(page, "nbgrader:open-assignment-list")
    released = page.locator("#released_assignments_list_placeholder")
    expect(released).to_be_visible()
    shown = page.locator("#nbgrader-assignment-list")
    expect(shown).not_to_contain_text("exchange directory does not exist")
    expect(shown).not_to_contain_text("Error")
