"""JupyterLab as `make lab` starts it, seen through Chromium.

    def test_something(lab, open_page, run_all):
        page = open_page(lab("student") + "/lab/tree/notebooks/01_neuron.ipynb")
        run_all(page)
        assert page.errors == []

Each role gets a server of its own, in a copy of the course: a test may write there.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).parents[2]
MADE_HERE = shutil.ignore_patterns(
    *(".venv", ".git", ".jupyter", ".*_cache", "__pycache__", ".ipynb_checkpoints"),
    *("workspace", "submitted", "autograded", "feedback", "exchange", "demo"),
    *("gradebook.db", "screenshots"),
)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Without them Chromium does not start as root or in a container, or calls home.
CHROMIUM_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"),
    *("--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
SCREENSHOTS = ROOT / "screenshots"
SECONDS = 60  # to wait for a server, a page or a kernel, on a busy machine
EXPECT_SECONDS = (
    20  # for what a page should show: a test that fails should not take long
)


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A function: `lab(role)` starts the course for a role, once, and gives its URL.

    The role "" is that of a reader without make, who types the command of README.md.
    """
    servers = {}

    def start(role: str = "student") -> str:
        if role not in servers:
            servers[role] = Server(tmp_path_factory.mktemp(role or "lab"), role)
        return servers[role].url

    yield start
    for server in servers.values():
        server.stop()


class Server:
    """`make lab` in a copy of the course, with Jupyter's folders in the copy too."""

    def __init__(self, folder: Path, role: str):
        self.root = folder / "course"
        shutil.copytree(ROOT, self.root, ignore=MADE_HERE)
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        arguments = (
            f"--no-browser --allow-root --port={port} --ServerApp.port_retries=0 "
            "--IdentityProvider.token= --LabApp.expose_app_in_browser=True"
        )
        # `-o`: these tests already run in the environment; do not install another.
        command = ["make", "-o", ".venv/ready", "lab", f"ROLE={role}"]
        command.append(f"LAB_ARGS={arguments}")
        if not role:
            plain = "jupyter lab --config=jupyter_lab_config.py"
            command = f"{plain} {arguments}".split()
        # Else a slow test saves a lecture that was run, and the next one opens that.
        autosave = folder / "settings/@jupyterlab/docmanager-extension"
        autosave.mkdir(parents=True)
        (autosave / "plugin.jupyterlab-settings").write_text(
            '{"autosave": false}', encoding="utf-8"
        )
        self.log = folder / "log"
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.root,
                env=environment(folder),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait()

    def wait(self) -> None:
        """Return when the server answers; fail with its last words if it does not."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urllib.request.urlopen(self.url + "/api/status", timeout=5).close()
                return
            except (urllib.error.URLError, TimeoutError):
                time.sleep(0.1)
        self.stop()
        said = self.log.read_text(encoding="utf-8")[-2000:]
        pytest.fail(f"JupyterLab did not start: {said}")

    def stop(self) -> None:
        """Stop make, JupyterLab and its kernels."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(SECONDS)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(folder: Path) -> dict[str, str]:
    """Our environment, without the user's Jupyter settings or an outer make's flags."""
    keep = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUPYTER", "MAKE", "MFLAGS", "COURSE_"))
    }
    kinds = ("CONFIG", "DATA", "RUNTIME")
    own = {f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in kinds}
    own["JUPYTERLAB_SETTINGS_DIR"] = str(folder / "settings")
    own["IPYTHONDIR"] = str(folder / "ipython")
    own["OMP_NUM_THREADS"] = "1"  # two threads on a busy machine are far slower
    own["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{keep['PATH']}"
    return {**keep, **own}


@pytest.fixture(scope="session")
def browser():
    """Chromium, without a window."""
    found = filter(None, map(shutil.which, CHROMIUM_NAMES))
    if (path := next(found, None)) is None:
        pytest.fail(
            "The browser tests need Chromium: install it (on Debian `apt install "
            "chromium`; `.ci/run` does so).",
            pytrace=False,
        )
    expect.set_options(timeout=EXPECT_SECONDS * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    """A function: `open_page(url, width, height, dark)` gives a page, closed later.

    The page has two more attributes, lists of strings that should stay empty: `errors`
    is what the browser's console called an error, `outside` are the requests that went
    to another machine. JupyterLab is loaded, the URL's document is in front, and the
    theme is the one that was asked for. Add `?reset` to a URL to close the tabs that
    an earlier page left open.
    """
    with pages(browser) as open_one:
        yield open_one


@pytest.fixture(scope="module")
def open_module_page(browser):
    """The same as `open_page`, for pages that all tests of a file share."""
    with pages(browser) as open_one:
        yield open_one


@contextmanager
def pages(browser):
    """The function that opens pages; closes them all in the end."""
    contexts = []

    def open_one(url: str, width: int = 1400, height: int = 900, dark: bool = False):
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(SECONDS * 1000)
        page.errors, page.outside = [], []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda message: _keep_error(page, message))
        here = "/".join(url.split("/")[:3])
        page.on("request", lambda request: _keep_outside(page, request.url, here))
        page.goto(url)
        page.wait_for_function("window.jupyterapp !== undefined")
        page.evaluate("window.jupyterapp.restored.then(() => null)")
        if document := re.search(r"/lab/tree/([^?#]+)", page.url):
            wait_for_document(page, urllib.parse.unquote(document[1]))
        switch_theme(page, "JupyterLab Dark" if dark else "JupyterLab Light")
        return page

    try:
        yield open_one
    finally:
        for context in contexts:
            context.close()


def _keep_error(page, message) -> None:
    if message.type == "error":
        page.errors.append(message.text)


def _keep_outside(page, url: str, here: str) -> None:
    # data: and blob: stay in the page, ws: is the same server
    if url.startswith("http") and not url.startswith(here):
        page.outside.append(url)


def wait_for_document(page, path: str) -> None:
    """Wait until the document at `path` is in front and loaded."""
    front = "window.jupyterapp.shell.currentWidget?.context"
    ready = f"path => {front}?.path === path && {front}.isReady"
    page.wait_for_function(ready, arg=path)


@pytest.fixture(scope="session")
def set_theme():
    """A function: `set_theme(page, "JupyterLab Dark")`."""
    return switch_theme


def switch_theme(page, name: str) -> None:
    """Show JupyterLab in a theme, and wait until it does."""
    selector = f'body[data-jp-theme-name="{name}"]'
    if page.locator(selector).count() == 0:
        command = "theme => window.jupyterapp.commands.execute(%r, {theme})"
        page.evaluate(command % "apputils:change-theme", name)
    page.wait_for_selector(selector, state="attached")


@pytest.fixture(scope="session")
def look(set_theme):
    """A function: `look(page, name, theme, width, pictures)` at a lecture, as a person.

    It leaves a screenshot for a person, and checks what a person would see first: all
    the pictures are there, none has collapsed, and none leaves the notebook. One that
    is too wide for its place may be scrolled there. `least` is the width of the
    smallest picture, in px.
    """

    def at(page, name, theme, width, pictures, least=300) -> None:
        set_theme(page, f"JupyterLab {theme.title()}")
        # Higher than any lecture: a windowed notebook draws only what is in sight.
        page.set_viewport_size({"width": width, "height": 22_000})
        page.evaluate(TO_TOP)
        views = page.locator(".nncourse svg[role=img]")
        expect(views).to_have_count(pictures)
        page.wait_for_timeout(500)
        SCREENSHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}-{theme}-{width}.png")
        panel = page.locator(".jp-NotebookPanel").bounding_box()
        for view in views.all():
            box, place = view.bounding_box(), view.locator("..").bounding_box()
            end = place["x"] + place["width"]
            assert end <= panel["x"] + panel["width"], "it leaves the notebook"
            assert box["width"] > least and box["height"] > 100, "it collapsed"
        page.set_viewport_size({"width": 1280, "height": 900})

    return at


@pytest.fixture(scope="session")
def run_all():
    """A function: `run_all(page)` runs every cell of the notebook in front.

    It waits until all are done, `seconds` at most, and fails if one was not run: a
    notebook stops at the first error.
    """

    def run(page, seconds: int = 120) -> None:
        limit = seconds * 1000
        page.wait_for_function(f"{KERNEL}?.status === 'idle'", timeout=limit)
        page.evaluate(RUN_ALL)
        page.wait_for_function("window.allCellsRan !== undefined", timeout=limit)
        page.wait_for_function(f"{KERNEL}.status === 'idle'", timeout=limit)
        stuck = page.evaluate(NOT_RUN)
        assert not stuck, f"{len(stuck)} cells did not run, first: {stuck[0]!r}"

    return run


TO_TOP = "document.querySelector('.jp-WindowedPanel-outer').scrollTo(0, 0)"
KERNEL = "window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel"
# Does not wait inside the page: a kernel that hangs would hold the test for ever.
RUN_ALL = """() => {
  window.allCellsRan = undefined;
  window.jupyterapp.commands.execute("notebook:run-all-cells")
    .then(ran => { window.allCellsRan = ran; });
}"""
NOT_RUN = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .map(cell => cell.model)
  .filter(cell => cell.type === "code" && cell.sharedModel.getSource().trim())
  .filter(cell => cell.executionCount === null
    || cell.sharedModel.outputs.some(output => output.output_type === "error"))
  .map(cell => cell.sharedModel.getSource().slice(0, 200))"""
