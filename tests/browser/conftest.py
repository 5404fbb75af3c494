"""JupyterLab as `make lab` starts it, seen through Chromium.

    def test_something(lab, open_page, run_all):
        page = open_page(lab("student") + "/lab/tree/notebooks/01_neuron.ipynb")
        run_all(page)
        assert page.errors == []

Each role gets a server of its own, in a copy of the course: a test may write there.
How long a test waits is said in patience.py. A page knows who works for it: its
`page.until(condition, progress)` waits as long as the kernels do.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import patience
import pytest
from playwright.sync_api import expect, sync_playwright

from autograder.authoring.workspace import copy_folder
from tests.support.kinds import CHROMIUM

ROOT = Path(__file__).parents[2]
MADE_HERE = shutil.ignore_patterns(
    *(".venv", ".git", ".jupyter", ".*_cache", "__pycache__", ".ipynb_checkpoints"),
    *("workspace", "submitted", "autograded", "feedback", "exchange", "demo"),
    *("gradebook.db", "screenshots"),
)
# Without them Chromium does not start as root or in a container, or calls home.
CHROMIUM_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"),
    *("--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
SCREENSHOTS = ROOT / "screenshots"
SHOWN = patience.SECONDS / 5  # seconds until a page shows what it should


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A function: `lab(role)` starts the course for a role, once, and gives its URL.

    The role "" is that of a reader without make, who types the command of README.md.
    """
    servers = {}

    def start(role: str = "student") -> str:
        if role not in servers:
            servers[role] = Server(tmp_path_factory.mktemp(role or "lab"), role)
            SERVERS[servers[role].url] = servers[role]
        return servers[role].url

    yield start
    for server in servers.values():
        server.stop()


SERVERS = {}  # all that are up, by URL


@pytest.fixture(scope="session")
def server_of():
    """A function: the Server of a URL that `lab` gave."""
    return SERVERS.__getitem__


class Server:
    """`make lab` in a copy of the course, with Jupyter's folders in the copy too."""

    def __init__(self, folder: Path, role: str):
        self.root = folder / "course"
        copy_folder(ROOT, self.root, ignore=MADE_HERE)
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
        try:
            patience.until(self.answers, self.log.read_text, self.spent)
        except patience.StuckError:
            self.stop()
        if self.process.poll() is not None:
            said = self.log.read_text(encoding="utf-8")[-2000:]
            pytest.fail(f"JupyterLab did not start: {said}")

    def answers(self) -> bool:
        """Whether there is somebody to talk to, or will never be."""
        try:
            urllib.request.urlopen(self.url + "/api/status", timeout=5).close()
        except (urllib.error.URLError, TimeoutError):
            return self.process.poll() is not None
        return True

    def spent(self) -> float:
        """CPU seconds of make, JupyterLab and its kernels."""
        return patience.spent(self.process.pid)

    def stop(self) -> None:
        """Stop make, JupyterLab and its kernels."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(patience.SECONDS)


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
    path = next(filter(None, map(shutil.which, CHROMIUM)))
    expect.set_options(timeout=SHOWN * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def open_pages(browser):
    """A context manager: what it gives is `open_page`, until its pages are put back."""
    return partial(pages, browser, {})


@pytest.fixture
def open_page(open_pages):
    """A function: `open_page(url, width, height, dark, loaded)` gives a page.

    The page has three more attributes. Two are lists of strings that should stay empty:
    `errors` is what the browser's console called an error, `outside` are the requests
    that went to another machine. The third waits: see `until`. JupyterLab is loaded,
    the URL's document is in front, and the theme is the one that was asked for. Add
    `?reset` to a URL to have no other tab open.

    To load JupyterLab takes far longer than what most tests do with it: a page that
    nobody uses any more is taken again, with a document by itself. With `loaded`, or
    without a document and `?reset`, it is loaded anew.
    """
    with open_pages() as open_one:
        yield open_one


@pytest.fixture(scope="module")
def open_module_page(open_pages):
    """The same as `open_page`, for pages that all tests of a file share."""
    with open_pages() as open_one:
        yield open_one


@contextmanager
def pages(browser, free):
    """The function that opens pages; in the end it closes what is open in them.

    Args:
        browser: Chromium.
        free: pages that JupyterLab has loaded and that nobody uses, by server.
    """
    used = []

    def open_one(
        url: str,
        width: int = 1400,
        height: int = 900,
        dark: bool = False,
        loaded: bool = False,
    ):
        here = "/".join(url.split("/")[:3])
        document = re.search(r"/lab/tree/([^?#]+)\?reset$", url)
        if document and not loaded and free.get(here):
            page = free[here].pop()
            page.errors, page.outside = [], []
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(OPEN, urllib.parse.unquote(document[1]))
        else:
            page = _new(browser, here, width, height)
            page.goto(url)
            page.wait_for_function("window.jupyterapp !== undefined")
            page.evaluate("window.jupyterapp.restored.then(() => null)")
            page.left = page.evaluate("window.jupyterapp.shell.leftCollapsed")
        used.append((here, page))
        if document := document or re.search(r"/lab/tree/([^?#]+)", page.url):
            wait_for_document(page, urllib.parse.unquote(document[1]))
        switch_theme(page, "JupyterLab Dark" if dark else "JupyterLab Light")
        return page

    try:
        yield open_one
    finally:
        for here, page in used:
            if page.locator(".jp-Dialog").count():
                page.keyboard.press("Escape")
            page.evaluate(CLEAR, page.left)
            if page.locator(".jp-Dialog").count():
                page.context.close()
            else:
                free.setdefault(here, []).append(page)


def _new(browser, here: str, width: int, height: int):
    """An empty page, whose errors and requests are kept."""
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.set_default_timeout(2 * SHOWN * 1000)
    page.errors, page.outside = [], []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda message: _keep_error(page, message))
    page.on("request", lambda request: _keep_outside(page, request.url, here))
    page.until = partial(until, page, SERVERS[here].spent)
    return page


OPEN = "path => { window.jupyterapp.commands.execute('docmanager:open', {path}) }"
# Not by its command, which asks what is to be saved. Kernels end too: whoever opens the
# same notebook next would have all of its widgets restored.
CLEAR = """async collapsed => {
  const { shell } = window.jupyterapp;
  for (const document of [...shell.widgets("main")]) {
    await document.sessionContext?.shutdown();
    document.dispose();
  }
  if (collapsed) shell.collapseLeft(); else shell.expandLeft();
}"""


def until(page, cpu, condition, progress=None, what="it did not come true"):
    """Wait until a condition is true, as long as the server or its kernels work.

    Args:
        page: may go on meanwhile.
        cpu: CPU seconds of those who work for the page.
        condition: a function, or JavaScript that is evaluated in the page.
        progress: the same; changes as the awaited comes nearer.
        what: is said when it fails.
    """

    def ask(question):
        return (
            partial(page.evaluate, question) if isinstance(question, str) else question
        )

    def pause(seconds):
        page.wait_for_timeout(1000 * seconds)

    return patience.until(
        ask(condition), ask(progress or "0"), cpu, pause=pause, what=what
    )


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
    """A function: `look(page, name, pictures, least)` at a lecture, as a person.

    It leaves screenshots for a person, wide and narrow and in both themes, and checks
    in each what a person would see first: all the pictures are there, none has
    collapsed, and none leaves the notebook. One that is too wide for its place may be
    scrolled there. `least` is the width of the smallest picture, in px.
    """

    def at(page, name, pictures, least=300) -> None:
        views = page.locator(".nncourse svg[role=img]")
        SCREENSHOTS.mkdir(exist_ok=True)
        for theme in ("Light", "Dark"):
            # In a window of usual size: to repaint a high one takes seconds.
            page.set_viewport_size({"width": 1280, "height": 900})
            set_theme(page, f"JupyterLab {theme}")
            for width in (1280, 800):
                # As high as a lecture: a notebook draws only what is in sight.
                page.set_viewport_size({"width": width, "height": 22_000})
                page.evaluate(TO_TOP)
                expect(views).to_have_count(pictures)
                page.until(
                    lambda: page.evaluate(MISPLACED, least) == [],
                    MISPLACED_NOW % least,
                    what=f"something is in no place of its own: {theme}, {width}",
                )
                page.screenshot(
                    path=SCREENSHOTS / f"{name}-{theme.lower()}-{width}.png"
                )
        page.set_viewport_size({"width": 1280, "height": 900})

    return at


# Two frames later it is laid out, unless there is more to come.
MISPLACED = """least => new Promise(done => {
  const frames = act => requestAnimationFrame(() => requestAnimationFrame(act));
  const look = () => {
    const panel = document.querySelector(".jp-NotebookPanel:not(.lm-mod-hidden)");
    const right = panel.getBoundingClientRect().right;
    return [...panel.querySelectorAll(".nncourse svg[role=img]")].flatMap((view, k) => {
      const box = view.getBoundingClientRect();
      const place = view.parentElement.getBoundingClientRect();
      const wrong = [];
      if (place.right > right) wrong.push(`picture ${k} leaves the notebook`);
      if (box.width <= least || box.height <= 100) wrong.push(`picture ${k} collapsed`);
      return wrong;
    });
  };
  frames(() => done(look()));
})"""
MISPLACED_NOW = f"({MISPLACED})(%s)"


@pytest.fixture(scope="session")
def run_all():
    """A function: `run_all(page)` runs every cell of the notebook in front.

    It waits as long as cells end, their outputs grow or the kernel computes, and fails
    if a cell was not run: a notebook stops at the first error.
    """

    def run(page) -> None:
        page.until(f"{KERNEL}?.status === 'idle'", what="the kernel is not ready")
        page.evaluate(RUN_ALL)
        done = f"window.allCellsRan !== undefined && {KERNEL}.status === 'idle'"
        page.until(done, RAN, what="not all cells ran")
        stuck = page.evaluate(NOT_RUN)
        assert not stuck, f"{len(stuck)} cells did not run, first: {stuck[0]!r}"

    return run


@pytest.fixture(scope="session")
def drain():
    """A function: `drain(page)` returns when the kernel has answered all that was sent.

    What it drew is in the page then. A control that was moved meanwhile sends its last
    place only after that, so a test that has moved one drains twice.
    """

    def run(page) -> None:
        page.evaluate(ASK)
        page.until("window.answered === true", what="the kernel does not answer")

    return run


@pytest.fixture(scope="session")
def settle(drain):
    """A function: `settle(page, view)` returns when a view has come to rest.

    The kernel has drawn the last move, the page shows it, and has read it out.
    """

    def said(view) -> str:
        return view.locator(".nncourse-caption").first.text_content()

    def run(page, view) -> None:
        before = None
        while before != (before := said(view)):
            drain(page)
            drain(page)
        expect(view.locator("[role=status]").first).to_have_text(said(view))

    return run


@pytest.fixture(scope="session")
def type_number():
    """A function: `type_number(page, number, value)` types into a slider's number.

    What the kernel says of an earlier move may write over one that is half typed: then
    it is typed again, as a person would.
    """

    def run(page, number, value: str) -> None:
        def typed() -> bool:
            number.click()
            page.keyboard.press("Control+A")
            page.keyboard.type(value)
            page.keyboard.press("Enter")
            read = number.evaluate("number => number.value ?? number.innerText")
            return float(read.replace("\u2212", "-")) == float(value)

        number.scroll_into_view_if_needed()
        page.until(typed, what=f"{value} cannot be typed")

    return run


@pytest.fixture(scope="session")
def pause_film():
    """A function: `pause_film(page, view)` pauses a film that plays, before its end.

    It takes ten seconds, and on a busy machine a click may come later than that: then
    it is played again.
    """

    def run(page, view) -> None:
        page.until(lambda: view.evaluate(PAUSE), what="it cannot be paused")

    return run


PAUSE = """view => {
  const buttons = [...view.querySelectorAll("button")];
  const pause = buttons.find(button => button.textContent.includes("Pause"));
  (pause ?? buttons.find(button => button.textContent.includes("Play"))).click();
  return Boolean(pause);
}"""
TO_TOP = "document.querySelector('.jp-WindowedPanel-outer').scrollTo(0, 0)"
KERNEL = "window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel"
# Does not wait inside the page: a kernel that hangs would hold the test for ever.
RUN_ALL = """() => {
  window.allCellsRan = undefined;
  window.jupyterapp.commands.execute("notebook:run-all-cells")
    .then(ran => { window.allCellsRan = ran; });
}"""
RAN = """() => {
  const cells = window.jupyterapp.shell.currentWidget.content.widgets
    .filter(cell => cell.model.type === "code").map(cell => cell.model);
  const said = cells.flatMap(cell => cell.sharedModel.outputs)
    .map(output => output.text?.length ?? 1).reduce((sum, each) => sum + each, 0);
  return [Math.max(...cells.map(cell => cell.executionCount ?? 0)), said];
}"""
# Requests are answered in order, and what they show comes before that they are done.
# Widgets have a queue of their own in the kernel; any of them can be told nothing new.
ASK = f"""() => {{
  window.answered = false;
  const kernel = {KERNEL};
  const given = {{ code: "", silent: true, store_history: false }};
  const asked = [kernel.requestExecute(given).done];
  const comms = [...kernel._comms.values()];
  const widget = comms.find(comm => comm.targetName === "jupyter.widget");
  if (widget) asked.push(widget.send({{ method: "update", state: {{}} }}).done);
  Promise.all(asked).then(() => {{ window.answered = true; }});
}}"""
NOT_RUN = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .map(cell => cell.model)
  .filter(cell => cell.type === "code" && cell.sharedModel.getSource().trim())
  .filter(cell => cell.executionCount === null
    || cell.sharedModel.outputs.some(output => output.output_type === "error"))
  .map(cell => cell.sharedModel.getSource().slice(0, 200))"""
