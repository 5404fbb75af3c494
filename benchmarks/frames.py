"""How many pictures and examples a second the playground shows, in a page and a file.

    python benchmarks/frames.py [--seconds 5]

Opens JupyterLab in Chromium without a window and trains one playground as fast as it
can: with a kernel that is free, with one that computes, and from a saved file without
a kernel. Says as well how long a first picture takes on a warm kernel.
"""

import argparse
import shutil
import tempfile
import time
from pathlib import Path

import latency
import nbformat
from playwright.sync_api import sync_playwright

from nncourse.playground import Playground

CELLS = [
    "from nncourse.playground import Playground",
    "Playground(hidden=(8, 8), dataset='spirals')",
]
BUSY = "import time\nend = time.time() + %d\nwhile time.time() < end: sum(range(999))"
KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
GOAL = 4, 20_000  # frames and examples a second, that it feels alive
ROW = "{:24}{:>10}{:>14}"


def count(view, name: str) -> int:
    """What a view counts: its step, or the frames it has drawn."""
    return int(view.get_attribute(f"data-{name}") or 0)


def rates(page, view, seconds: float) -> tuple[float, float]:
    """Frames and examples a second of a playground, while it trains."""
    batch = int(view.get_by_role("spinbutton", name="batch size").input_value())
    frames, step, begin = count(view, "frames"), count(view, "step"), time.time()
    page.wait_for_timeout(1000 * seconds)
    duration = time.time() - begin
    steps = count(view, "step") - step
    return (count(view, "frames") - frames) / duration, batch * steps / duration


def play(page, view) -> None:
    """Let a playground train as fast as it can, and wait until it is warm."""
    view.get_by_label("speed").select_option("fastest")
    view.get_by_role("button", name="Play", exact=True).click()
    while count(view, "step") < 1000:
        page.wait_for_timeout(100)


def row(name: str, rates: tuple[float, float]) -> None:
    """Print one row."""
    frames, examples = rates
    met = frames >= GOAL[0] and examples >= GOAL[1]
    words = ROW.format(name, f"{frames:.0f}", f"{examples:,.0f}")
    print(words + ("" if met else "  below the goal"))


def in_a_notebook(browser, folder: Path, seconds: float) -> None:
    """Measure a playground with a kernel."""
    notebook = nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, CELLS)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, folder / "latency.ipynb")
    with latency.lab(folder) as url:
        page = latency.open_page(browser, url)
        view = page.locator(".nnp")
        view.locator("xpath=self::*[@data-frames]").wait_for()
        play(page, view)
        row("kernel free", rates(page, view, seconds))
        code = BUSY % (2 * seconds + 2)
        page.evaluate(f"code => {{ {KERNEL}.requestExecute({{code}}); }}", code)
        row("kernel busy", rates(page, view, seconds))
        view.get_by_role("button", name="Pause", exact=True).click()
        page.wait_for_function(f"{KERNEL}.status === 'idle'")
        page.evaluate("document.querySelector('.nnp').dataset.old = 'true'")
        begin = time.time()
        page.evaluate(
            "() => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = 1;"
            "  window.jupyterapp.commands.execute('notebook:run-cell'); }"
        )
        page.locator(".nnp:not([data-old])[data-frames]").first.wait_for()
        print(f"first picture after {time.time() - begin:.2f} s")
        page.close()


def in_a_file(browser, folder: Path, seconds: float) -> None:
    """Measure a playground that was saved."""
    path = Playground(hidden=(8, 8), dataset="spirals").save_html(folder / "p.html")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri())
    view = page.locator(".nnp")
    play(page, view)
    row("from a file", rates(page, view, seconds))
    page.close()


def main() -> None:
    """Measure, and print the table."""
    parse = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parse.add_argument("--seconds", type=float, default=5, help="for each row")
    seconds = parse.parse_args().seconds
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    print(ROW.format("playground", "frames/s", "examples/s"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        in_a_file(browser, Path(folder), seconds)
        in_a_notebook(browser, Path(folder), seconds)
        browser.close()


if __name__ == "__main__":
    main()
