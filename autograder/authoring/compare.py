"""Whether the outputs of a cell say what they said when it was last built.

Text must be equal. Floats may differ by little, since each kind of processor rounds
sums in an order of its own; coordinates of a drawing by a tenth of a pixel.
"""

import copy
import json
import math
import re
from typing import Any

from nbformat import NotebookNode

VIEW = "application/vnd.nncourse.view+json"  # nncourse/live
RELATIVE = 1e-4  # floats drift by 1e-6 between kinds of processors
NOISE = 1e-14  # nothing but what rounding leaves of 0
PIXEL = 0.11  # coordinates are written to a tenth of a pixel, so a tenth may tip over

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?\b(?:nan|inf)\b")
COORDINATES = re.compile(r'(?<=[ "])(?:points|d|c?[xy][12]?)="[^"]*"')


def keep_outputs(ours: NotebookNode, saved: NotebookNode) -> None:
    """Give the cells of ours the outputs that they have in a saved notebook.

    Only where they agree. A cell is known by its id, which is made from its text: a new
    cell, or metadata that changed, change no output of the other cells.
    """
    before = {cell.get("id"): cell for cell in saved.cells}
    for cell in ours.cells:
        old = before.get(cell.get("id"))
        if old and cell.cell_type == old.cell_type == "code":
            if same_outputs(cell.outputs, old.outputs):
                cell.outputs = copy.deepcopy(old.outputs)
            for out in cell.outputs:
                if "execution_count" in out:
                    out.execution_count = cell.execution_count


def same_outputs(ours: list[NotebookNode], saved: list[NotebookNode]) -> bool:
    """Whether the outputs of a cell agree; what is written to stderr is not compared.

    Nor is the number of the cell, which moves when a cell is added above it.
    """
    unnumbered = {"execution_count": None}
    both = [
        [copy.deepcopy(out) | unnumbered for out in outputs if not is_stderr(out)]
        for outputs in (ours, saved)
    ]
    for pair in zip(*both, strict=False):
        settle(*pair)
    return both[0] == both[1]


def same_text(ours: str, saved: str, absolute: float = 0.0) -> bool:
    """Whether two texts differ in nothing but floats, and in those by little.

    Integers must be equal. Spaces may differ in number, since columns of numbers are
    padded; line ends may not.
    """
    words = [re.sub(r"[ \t]+", " ", NUMBER.sub("#", text)) for text in (ours, saved)]
    if words[0] != words[1]:
        return False
    pairs = zip(NUMBER.findall(ours), NUMBER.findall(saved), strict=True)
    return all(same_number(a, b, absolute) for a, b in pairs)


def same_number(ours: str, saved: str, absolute: float = 0.0) -> bool:
    """Whether two numbers are equal, or two floats close."""
    if ours == saved:
        return True
    if not (is_float(ours) and is_float(saved)):
        return False
    close = max(absolute, NOISE)
    return math.isclose(float(ours), float(saved), rel_tol=RELATIVE, abs_tol=close)


def is_float(number: str) -> bool:
    """Whether a number is written as a float, and not as an integer."""
    return not number.lstrip("+-").isdigit()


def same_svg(ours: str, saved: str) -> bool:
    """Whether two drawings are the same, up to a tenth of a pixel.

    Only coordinates get the tenth: tick labels, captions and opacities are text.
    """
    if not same_text(COORDINATES.sub("@", ours), COORDINATES.sub("@", saved)):
        return False
    pairs = zip(COORDINATES.findall(ours), COORDINATES.findall(saved), strict=True)
    return all(same_text(a, b, PIXEL) for a, b in pairs)


def settle(ours: dict, saved: dict) -> None:
    """Take over from a saved output all text that ours says as well, or nearly so."""
    for kind in ours.keys() & saved.keys():
        pair = ours[kind], saved[kind]
        if kind == "data":
            settle(*pair)
        elif kind == VIEW:
            if same_view(*pair):
                ours[kind] = saved[kind]
        elif all(isinstance(text, str) for text in pair):
            same = same_svg if kind == "image/svg+xml" else same_text
            if same(*pair):
                ours[kind] = saved[kind]


def same_view(ours: Any, saved: Any) -> bool:
    """Whether two live views, or parts of them, say the same; but for their names."""
    if isinstance(ours, dict) and isinstance(saved, dict):
        keys = ours.keys() | saved.keys()
        keys -= {"name"}  # a random one, of the kernel's
        return all(k in ours and k in saved for k in keys) and all(
            same_view(ours[k], saved[k]) for k in keys
        )
    if isinstance(ours, list) and isinstance(saved, list):
        pairs = zip(ours, saved, strict=False)
        return len(ours) == len(saved) and all(same_view(*pair) for pair in pairs)
    if isinstance(ours, str) and isinstance(saved, str):
        if ours[:1] == saved[:1] and ours[:1] in ("{", "["):
            return same_view(json.loads(ours), json.loads(saved))
        return (same_svg if "<" in saved else same_text)(ours, saved)
    if isinstance(ours, float) and isinstance(saved, float):
        return same_number(repr(ours), repr(saved))
    return ours == saved


def is_stderr(output: dict) -> bool:
    """Whether an output is text on stderr."""
    return output["output_type"] == "stream" and output["name"] == "stderr"
