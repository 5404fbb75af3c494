"""The playground in a page without a kernel: one file, which trains in the browser.

For one playground, call `Playground.save_html(path)`. For a whole notebook:

    jupyter nbconvert --to html notebooks/playground.ipynb \\
        --HTMLExporter.preprocessors=nncourse.playground.export.LivePlaygrounds

A plain `nbconvert --to html` shows the still. The widget's own export would fetch its
code from a network; here code and style lie in the page.
"""

import json

from nbconvert.preprocessors import Preprocessor

from .config import Config
from .widget import CODE, HERE, MIME, OPTIONS, bundle

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Neural network playground</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 1160px; padding: 12px; }
@media (prefers-color-scheme: dark) { body { background: #111; } }
@media (prefers-color-scheme: light) { body { background: #fff; } }
</style>
<body>
FRAGMENT
</body>
</html>
"""


def page(state: dict, still: str) -> str:
    """A whole HTML page with one playground.

    Args:
        state: {"config": Config.to_dict(), "speed": one of SPEEDS}.
        still: SVG, shown where there is no JavaScript.
    """
    return PAGE.replace("FRAGMENT", fragment(state, still))


def fragment(state: dict, still: str) -> str:
    """A playground to lie in an HTML page; as many as you like may lie in one."""
    config = Config.from_dict(state["config"])
    code = {kind: write(config) for kind, write in CODE.items()}
    given = _script({"state": state | {"code": code}, "options": OPTIONS})
    style = (HERE / "playground.css").read_text("utf-8")
    return (
        f'<div class="nncourse-playground">{still}</div>\n<style>\n{style}</style>\n'
        f'<script type="module">\n{bundle()}\n'
        "// each script takes the first place that no other has taken\n"
        "const place = document.querySelector("
        '".nncourse-playground:not([data-taken])");\n'
        'place.dataset.taken = "true";\nplace.replaceChildren();\n'
        f"mount(place, {given});\n</script>"
    )


def _script(value) -> str:
    """JSON that may stand in a script: nothing in it ends the element."""
    return json.dumps(value).replace("<", "\\u003c")


class LivePlaygrounds(Preprocessor):
    """Puts a playground that trains in the page where a notebook has a still."""

    def preprocess_cell(self, cell, resources, index):
        """Replace the outputs of one cell."""
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if MIME in data:
                still = data.get("image/svg+xml", "")
                output["data"] = {"text/html": fragment(data[MIME], "".join(still))}
        return cell, resources
