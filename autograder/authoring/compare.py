"""Whether the outputs of a notebook say what they said when it was last built.

Text must be equal. Floats may differ by little, since each kind of processor rounds
sums in an order of its own; coordinates of a drawing by a tenth of a pixel.
"""

import copy
import json
import math
import re

from nbformat import NotebookNode

VIEW = "application/vnd.nncourse.view+json"  # nncourse/live
RELATIVE = 1e-4  # floats drift by 1e-6 between kinds of processors
NOISE = 1e-14  # nothing but what rounding leaves of 0
PIXEL = 0.11  # coordinates are written to a tenth of a pixel, so a tenth may tip over

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?\b(?:nan|inf)\b")
COORDINATES = re.compile(r'(?<=[ "])(?:points|d|c?[xy][12]?)="[^"]*"')


def same_notebook(ours: NotebookNode, saved: NotebookNode) -> bool:
    """Whether two notebooks have the same cells and metadata, and their outputs agree.

    What is written to stderr is not compared.
    """
    ours, saved = copy.deepcopy(ours), copy.deepcopy(saved)
    if len(ours.cells) == len(saved.cells):
        for cells in zip(ours.cells, saved.cells, strict=True):
            both = [cell.get("outputs", []) for cell in cells]
            both = [[out for out in outputs if not is_stderr(out)] for outputs in both]
            for pair in zip(*both, strict=False):
                settle(*pair)
            for cell, outputs in zip(cells, both, strict=True):
                if cell.cell_type == "code":
                    cell.outputs = outputs
    return ours == saved


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
            if same_text(*map(_without_name, pair)):
                ours[kind] = saved[kind]
        elif all(isinstance(text, str) for text in pair):
            same = same_svg if kind == "image/svg+xml" else same_text
            if same(*pair):
                ours[kind] = saved[kind]


def _without_name(view: dict) -> str:
    """What a live view says of itself, but for its name, which is a random one."""
    return json.dumps(
        {key: view[key] for key in view.keys() - {"name"}}, sort_keys=True
    )


def is_stderr(output: dict) -> bool:
    """Whether an output is text on stderr."""
    return output["output_type"] == "stream" and output["name"] == "stderr"
