"""The page's half of the playground: its files, and the HTML that they lie in.

anywidget shows the files in a notebook (widget.py). `html` and `fragment` put them
into a page without a kernel, where they train by themselves.
"""

import json
from pathlib import Path

from ...page import one_module
from ..code import CODE
from ..config import (
    ACTIVATIONS,
    DATASETS,
    FEATURES,
    INITS,
    OPTIMIZERS,
    RANGES,
    Config,
)
from ..trainers import LIVE

HERE = Path(__file__).parent
# Each before those that import it.
FILES = (
    "engine",
    "dom",
    "words",
    "colors",
    "canvas",
    "../../labextension/nncourse/static/keys",
    "controls",
    "fields",
    "page_trainer",
    "wire",
    "surroundings",
    "network_view",
    "surface",
    "output",
    "data_sets",
    "charts",
    "code_panel",
    "bar",
    "playground",
)
MIME = "application/vnd.nncourse.playground+json"  # what an export is made from
OPTIONS = {
    "datasets": list(DATASETS),
    "features": list(FEATURES),
    "activations": list(ACTIVATIONS),
    "inits": list(INITS),
    "optimizers": list(OPTIMIZERS),
    "ranges": {name: [low, high] for name, (_, low, high) in RANGES.items()},
    "gentle": list(LIVE),
}
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


def bundle() -> str:
    """The view as one ES module: anywidget and a saved page want a single file."""
    return one_module(*(HERE / f"{name}.js" for name in FILES))


def style() -> str:
    """The view's style sheet."""
    return (HERE / "playground.css").read_text("utf-8")


def html(state: dict, still: str) -> str:
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
    saved = _script({"state": state | {"code": code}, "options": OPTIONS})
    return (
        f'<div class="nncourse-playground">{still}</div>\n<style>\n{style()}</style>\n'
        f'<script type="module">\n{bundle()}\n'
        "// each script takes the first place that no other has taken\n"
        "const place = document.querySelector("
        '".nncourse-playground:not([data-taken])");\n'
        'place.dataset.taken = "true";\nplace.replaceChildren();\n'
        f"mount(place, {saved});\n</script>"
    )


def _script(value) -> str:
    """JSON that may stand in a script: nothing in it ends the element."""
    return json.dumps(value).replace("<", "\\u003c")
