"""Ways down a surface, side by side."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .. import svg
from ..theme import ORANGE
from .controls import Control, Slide
from .drawing import Drawing, short


class Race(NamedTuple):
    """A surface over the plane, and walks down it.

    height: maps points of shape (…, 2) to heights of shape (…); pure, and finite where
        points are.
    paths: by name the points after 0, 1, … steps, shape (T + 1, 2), the same T for all.
    """

    height: Callable[[np.ndarray], np.ndarray]
    paths: Mapping[str, np.ndarray]


class _Panel:
    """A small square over the plane, without ticks."""

    def __init__(self, left: float, top: float, side: float, xlim, ylim):
        self.left, self.top, self.side = left, top, side
        self.low, self.high = np.array([xlim, ylim], dtype=float).T

    def at(self, x, y) -> np.ndarray:
        """Pixels from the panel's corner, shape (m, 2); far points come nearer."""
        share = (np.column_stack([x, y]) - self.low) / (self.high - self.low)
        share = np.clip(share, -9, 10)
        return self.side * np.column_stack([share[:, 0], 1 - share[:, 1]])

    def marks(self, inside: str) -> str:
        """Marks cut at the edge, and the edge."""
        side = f"{self.side:.1f}"
        box = f'width="{side}" height="{side}"'
        return (
            f'<svg x="{self.left:.1f}" y="{self.top:.1f}" {box}'
            f' viewBox="0 0 {side} {side}">{inside}<rect {box} fill="none"'
            ' stroke="currentColor" stroke-width="2"/></svg>'
        )


class Walks:
    """Up to nine ways down one surface, each in its own panel.

    Args:
        walk: maps the values of the controls, by name, to a Race. A pure function: it
            is called once for each move, and always gives paths of the same names and
            lengths.
        xlim, ylim: the part of the plane that is shown.
        n: grid points a side; level lines are linear between them and stand at
            quantiles of the height, and a cross at the lowest of them.
        steps: how many steps there are to play; by default all are shown.
        controls: what can be moved, by the name of walk's argument.
    """

    WIDTH, GAP, HEAD, LEVELS = 460, 12, 22, (0.02, 0.1, 0.25, 0.45, 0.7, 0.9)

    def __init__(
        self,
        walk: Callable[..., Race],
        xlim: tuple[float, float],
        ylim: tuple[float, float],
        *,
        n: int = 41,
        steps: int = 0,
        **controls: Control,
    ):
        self.limits = xlim, ylim
        self.x, self.y = np.linspace(*xlim, n), np.linspace(*ylim, n)
        self.grid = np.stack(np.meshgrid(self.x, self.y), axis=-1)
        # `step` alone walks nowhere new, and most surfaces stay as they are
        self.walk, self.ground = lru_cache(8)(walk), lru_cache(8)(self._ground)
        self.controls: dict[str, Control] = {}
        if steps:  # not handed on to walk
            step = Slide("step", steps // 4, 0, steps, 1, plays=True)
            self.controls["step"] = step
        self.controls |= controls

    def panels(self, names) -> dict[str, _Panel]:
        """The panel of each name, in rows of up to three."""
        names = list(names)
        columns = min(3, len(names))
        side = (self.WIDTH - self.GAP * (columns + 1)) / columns
        side = min(side, 300)
        places = [divmod(k, columns) for k in range(len(names))]
        return {
            name: _Panel(
                self.GAP + j * (side + self.GAP),
                self.HEAD + i * (side + self.HEAD + 6),
                side,
                *self.limits,
            )
            for name, (i, j) in zip(names, places, strict=True)
        }

    def _ground(self, height, side: float) -> str:
        """Level lines, and the lowest point, for every panel with such a side."""
        panel, heights = _Panel(0, 0, side, *self.limits), height(self.grid)
        levels = np.quantile(heights, self.LEVELS)
        marks = svg.level_lines(panel, self.x, self.y, heights, levels)
        for i, j in np.argwhere(heights < heights.min() + 1e-12):
            marks += svg.cross(panel.at(self.x[j], self.y[i])[0], 4)
        return marks

    def __call__(self, step: int | None = None, **controls) -> Drawing:
        """Show every way; all of it, or its first steps."""
        height, paths = self.walk(**controls)
        ways = np.array(list(paths.values()))[:, : None if step is None else step + 1]
        with np.errstate(over="ignore", invalid="ignore"):  # some may be lost
            ends = height(ways[:, -1])
        panels, words, marks = self.panels(paths), [], ""
        for (name, panel), way, end in zip(panels.items(), ways, ends, strict=True):
            at = panel.at(*way[np.isfinite(way).all(axis=1)].T)
            track = svg.line(at, ORANGE, 1.5) + _spot(at[0], "none") + _spot(at[-1])
            marks += panel.marks(self.ground(height, panel.side) + track)
            words.append(f"{name} {short(end) if np.isfinite(end) else 'lost'}")
            marks += svg.text(panel.left, panel.top - 6, words[-1], size=11)
        caption = f"height after {ways.shape[1] - 1} steps: {', '.join(words)}"
        bottom = panel.top + panel.side + 10
        return Drawing(svg.picture(self.WIDTH, bottom, marks, caption), caption)


def _spot(point: np.ndarray, fill: str = ORANGE) -> str:
    """A small disk at one point of shape (2,) in pixels."""
    x, y = point
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{fill}" stroke="{ORANGE}"/>'
    )
