"""How long a hand waits for a picture: from a slider's event to changed pixels.

    python benchmarks/latency.py [--runs 1] [--moves 40]

Opens JupyterLab in Chromium without a window, and drags the first slider of each view:
a rest, then one jump, wait for the picture, next jump. The clock starts at the event's
own time stamp and stops after the first frame that has a new picture. Each row is the
best of the runs, since other work on the machine only ever adds.

Each view is measured twice: in a notebook that nobody has run, from what is stored with
it; and in one that was run and has nothing stored, so that the kernel draws each
picture (but for views with a module of their own, which the page draws). The last row
is the same slider with `ipywidgets.interact` and inline matplotlib.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import nbformat
import numpy as np
from playwright.sync_api import sync_playwright

from autograder.authoring import build

ROOT = Path(__file__).parents[1]
REST = 1000  # ms before the first jump of each slider
SECONDS = 90  # for a server, a page or a kernel, on a busy machine
GOAL = {"median": 20, "p95": 60}  # ms

SET_UP = """\
import numpy as np
from nncourse import datasets, views
from nncourse.live import explore
rng = np.random.default_rng(0)
X, signs = datasets.xor(200, noise=0.1, rng=rng)
y = (signs + 1) / 2
grid = np.linspace(-1, 1, 80)
bowl = np.add.outer(grid**2, 3 * grid**2)
path = np.cumsum(rng.normal(0, 0.05, (101, 2)), axis=0)
fall = np.linspace(1, 0, 101)
names = ("SGD", "momentum", "RMSProp", "Adam")
ways = {name: np.cumsum(rng.normal(0, 0.05, (101, 2)), axis=0) for name in names}
nets = {k: rng.normal(size=(3, 8)) for k in range(0, 101, 10)}
layers = {
    gain: {f"layer {k}": gain**k * rng.normal(size=4000) for k in range(1, 9)}
    for gain in (0.5, 0.7, 1, 1.4, 2)
}
digit = np.arange(797) % 10
moving = {
    step: rng.normal(size=(797, 2)) + step / 15 * np.column_stack(
        [np.cos(digit * 0.628), np.sin(digit * 0.628)]
    ) for step in range(0, 101, 10)
}

def score(x, W):
    return np.tanh(x @ W[:2]) @ W[2]

nodes = {
    "a": (0, 0, 2.0, 2.0), "b": (0, 1.5, 1.0, 5.0), "c": (1, 0.25, 3.0, 2.0),
    "d": (1, 1.25, 2.0, 3.0), "e": (2, 0.75, 6.0, 1.0),
}
edges = [("a", "c", 1), ("b", "c", 1), ("b", "d", 1), ("c", "e", 2), ("d", "e", 3)]"""

# Sizes are those of the lectures; what is drawn costs, not what it means.
VIEWS = {
    "NeuronLine": "explore(views.NeuronLine(X, signs))",
    "Certainty": "explore(views.Certainty(X, y, np.array([1.0, 0.5]), 0.0))",
    "Boundary": "explore(views.Boundary(X, y, {10**k: rng.random(3) "
    "for k in range(6)}, 'p', 'q'))",
    "Descent": "explore(views.Descent(grid, grid, bowl, "
    "{lr: lr * path for lr in range(1, 10)}, {lr: fall for lr in range(1, 10)}))",
    "Template": "explore(views.Template(rng.random((157, 64)), np.arange(157) % 2, "
    "np.cumsum(rng.normal(size=(501, 64)), axis=0), np.zeros(501), ('no', 'yes')))",
    "Memorizing": "explore(views.Memorizing(np.arange(5, 65, 5), "
    "{name: rng.random(12) for name in 'abc'}, 30))",
    "Curves": "explore(views.Curves(np.geomspace(1, 1e3, 60), "
    "{n: np.geomspace(1, 1e-3 * 3**k, 60) for k, n in enumerate(names)}, "
    "'width', 'loss', xscale='log', yscale='log'))",
    "Regions 80 x 80": "explore(views.Regions(score, nets, X, y))",
    "Images": "explore(views.Images({k: rng.normal(size=(10, 64)) "
    "for k in range(11)}, [f'unit {k}' for k in range(10)]))",
    "Graph": "explore(views.Graph(nodes, edges))",
    "Trajectories": "explore(views.Trajectories(grid, grid, bowl, ways, "
    "{n: fall for n in names}, 'x', 'y'))",
    "Histograms": "explore(views.Histograms(layers, 'activation', "
    "what='gain', limit=4))",
    "Embedding": "explore(views.Embedding(moving, digit, '0123456789'))",
}

INTERACT = """\
%matplotlib inline
import matplotlib.pyplot as plt
from ipywidgets import interact

@interact(w1=(-2.0, 2.0, 0.05))
def show(w1=1.0):
    plt.figure(figsize=(4, 4))
    side = np.linspace(-1.5, 1.5, 101)
    plt.contourf(side, side, np.sign(w1 * side + 0.5 * side[:, None] - 0.5))
    plt.scatter(*X.T, c=signs, s=14)
    plt.title(f"{w1:.2f}")
    plt.show()"""

MEASURE = """() => {
  const now = area => {
    const picture = area.querySelector("svg[role=img], img");
    if (!picture || picture.tagName === "svg") return picture?.outerHTML;
    return picture.complete ? picture.src : undefined;
  };
  let start = 0;
  const note = event => { start = event.timeStamp; };
  for (const kind of ["pointermove", "mousemove"])
    document.addEventListener(kind, note, { capture: true });
  window.arm = area => {
    const before = now(area);
    start = 0;
    let done;
    window.waited = new Promise(resolve => { done = resolve; });
    const look = () => {
      const shown = now(area);
      if (start && shown !== undefined && shown !== before) {
        const painted = new MessageChannel();  // runs after the frame of this callback
        painted.port1.onmessage = () => done(performance.now() - start);
        painted.port2.postMessage(0);
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };
}"""


def prepare(folder: Path) -> None:
    """A course of two notebooks: `stored`, which was built, and `kernel`, to be run."""
    for part in ("source", "notebooks"):
        (folder / part).mkdir()
    extension = Path("notebooks/nncourse/labextension")
    shutil.copytree(
        ROOT / extension, folder / extension, ignore=shutil.ignore_patterns("frames")
    )
    text = folder / "source" / "stored.py"
    cells = [SET_UP, *VIEWS.values()]
    text.write_text("".join(f"# %%\n{cell}\n\n" for cell in cells), encoding="utf-8")
    build.build_lecture(text, folder)
    cells = [nbformat.v4.new_code_cell(cell) for cell in [*cells, INTERACT]]
    kernel = {"name": "python3", "display_name": "Python 3"}
    nb = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(nb, folder / "notebooks" / "kernel.ipynb")


@contextmanager
def lab(folder: Path):
    """JupyterLab in a folder of its own, without anybody's settings; gives its URL."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {f"JUPYTER_{k}_DIR": str(folder / k) for k in ("CONFIG", "DATA", "RUNTIME")}
    own |= {"PYTHONPATH": str(ROOT / "notebooks"), "OMP_NUM_THREADS": "1"}
    own |= {"IPYTHONDIR": str(folder / "ipython")}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--port={port}", "--ServerApp.port_retries=0"]
    command += ["--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"]
    command += ["--LabApp.expose_app_in_browser=True", "--LabApp.news_url=None"]
    extension = folder / "notebooks/nncourse/labextension"
    command += [f"--LabApp.extra_labextensions_path={extension}"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        command, env=os.environ | own, stdin=quiet, stdout=quiet, stderr=quiet
    )
    url, end = f"http://127.0.0.1:{port}", time.monotonic() + SECONDS
    try:
        while True:
            try:
                urllib.request.urlopen(f"{url}/api/status", timeout=5).close()
                break
            except (urllib.error.URLError, TimeoutError):
                if server.poll() is not None or time.monotonic() > end:
                    raise RuntimeError("JupyterLab did not start") from None
                time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait(SECONDS)


def open_page(browser, url: str, name: str):
    """A page with a notebook in front; `kernel` is run, the other one is not."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(SECONDS * 1000)
    page.goto(f"{url}/lab/tree/notebooks/{name}.ipynb?reset")
    front = "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel"
    page.wait_for_function(f"{front}?.status === 'idle'")
    if name == "kernel":
        page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        page.wait_for_function(f"{front}?.status === 'idle'")
    page.evaluate(MEASURE)
    return page


def times(page, cell: int, moves: int) -> np.ndarray:
    """Milliseconds of each move of the first slider of one cell, shape (moves,)."""
    area = page.locator(".jp-CodeCell").nth(cell).locator(".jp-OutputArea").first
    handle = area.locator("input[type=range]:enabled, .noUi-handle").first
    handle.scroll_into_view_if_needed()
    area.locator("svg[role=img], img").first.wait_for()
    handle.hover()
    track = area.locator("input[type=range], .noUi-base").first.bounding_box()
    middle = track["y"] + track["height"] / 2
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] / 2, middle)
    page.wait_for_timeout(REST)
    durations = []
    element = area.element_handle()
    for k in range(moves):
        share = 0.618 * k % 1  # a jump of more than a third of the track each time
        page.evaluate("area => window.arm(area)", element)
        page.mouse.move(track["x"] + share * track["width"], middle)
        durations.append(page.evaluate("window.waited"))
        page.wait_for_timeout(40)  # the kernel's answer is not to meet the next move
    page.mouse.up()
    return np.array(durations)


def main() -> None:
    """Measure, and print the table."""
    parse = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parse.add_argument("--runs", type=int, default=1, help="the best of them counts")
    parse.add_argument("--moves", type=int, default=40, help="moves of each slider")
    arguments = parse.parse_args()
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    alone = "interact + matplotlib"
    rows = {"stored": list(VIEWS), "kernel": [*VIEWS, alone]}
    best = {(name, how): (np.inf, np.inf) for how in rows for name in rows[how]}
    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        prepare(Path(name))
        with lab(Path(name)) as url:
            browser = playwright.chromium.launch(
                executable_path=browser_path, args=flags
            )
            for how, views in rows.items():
                page = open_page(browser, url, how)
                for _ in range(arguments.runs):
                    for cell, view in enumerate(views, start=1):
                        durations = times(page, cell, arguments.moves)
                        both = (np.median(durations), np.quantile(durations, 0.95))
                        best[view, how] = min(best[view, how], both)
                page.close()
            browser.close()
    print(f"{arguments.moves} moves, best of {arguments.runs} runs, milliseconds")
    print(f"{'view':24}{'stored':>8}{'p95':>8}{'kernel':>8}{'p95':>8}")
    for view in rows["kernel"]:
        all_ = [best[view, how] for how in rows if (view, how) in best]
        met = all(m <= GOAL["median"] and p <= GOAL["p95"] for m, p in all_)
        numbers = "".join(f"{m:8.0f}{p:8.0f}" for m, p in all_)
        print(f"{view:24}{numbers:>32}{'' if met else '  above the goal'}")


if __name__ == "__main__":
    main()
