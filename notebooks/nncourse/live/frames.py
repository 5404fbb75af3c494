"""The drawings of a view that are made with the lecture, for use without a kernel."""

import gzip
import itertools
import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from ..views.controls import Control
from ..views.drawing import Drawing

MOST_FRAMES = 2000  # of one view
MOST_CHARACTERS = 32_000_000  # of all its images: a page holds them, and a disk


def grid(controls: Mapping[str, Control], start: Mapping, most: int = MOST_FRAMES):
    """For each control the values that are drawn ahead: all, or fewer, evenly spread.

    Args:
        controls: by the name of the view's argument.
        start: a state that must be on the grid.
        most: how many states the grid may have.

    Returns:
        The values by name, in order; the first, the last and the start are kept.
    """
    values = {name: control.values() for name, control in controls.items()}
    counts = {name: len(each) for name, each in values.items()}
    while math.prod(counts.values()) > most:
        counts[max(counts, key=counts.__getitem__)] -= 1
    return {
        name: _spread(each, counts[name], each.index(start[name]))
        for name, each in values.items()
    }


def _spread(values: list, count: int, kept: int) -> list:
    """Some of the values, evenly spread; the one at the place `kept` is among them."""
    places = np.rint(np.linspace(0, len(values) - 1, count)).astype(int)
    places[np.abs(places - kept).argmin()] = kept
    return [values[place] for place in np.unique(places)]


def write(
    path: Path,
    view: Callable[..., Drawing],
    controls: Mapping[str, Control],
    start: Mapping,
) -> None:
    """Draw a view at each state of its grid, and write the drawings to a gzipped JSON.

    `first` is one image. Of each other the file has what differs: how many characters
    it shares with the first at the beginning, what follows, how many at the end; and
    the caption. States are in the order of the grid, the last control moving fastest.
    Where the image at the start is large there are fewer.
    """
    room = MOST_CHARACTERS // len(view(**start).image)
    axes = grid(controls, start, max(1, min(MOST_FRAMES, room)))
    states = itertools.product(*axes.values())
    drawings = [view(**dict(zip(axes, state, strict=True))) for state in states]
    first = drawings[0].image
    frames = [[*_difference(first, image), caption] for image, caption in drawings]
    coarse = any(len(axes[n]) < len(c.values()) for n, c in controls.items())
    content = {"grid": list(axes.items()), "coarse": coarse}
    content |= {"first": first, "frames": frames}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def _difference(first: str, other: str) -> tuple[int, str, int]:
    head = _shared(first, other)
    tail = _shared(first[head:][::-1], other[head:][::-1])
    return head, other[head : len(other) - tail], tail


def _shared(one: str, other: str) -> int:
    """How many characters two texts share at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
