"""The views of lecture 7: scaled features, penalties, early stopping, dropout."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from .. import svg
from ..theme import BLUE, FAINT, LIVE_GROUND, ORANGE, SERIES
from .controls import Choose, Control, Slide
from .drawing import Drawing, count, short


class Rescaled:
    """The way down a loss of two weights, with the second feature in several units.

    Args:
        w1, w2: the grid of the two weights, shapes (m,) and (k,).
        losses: for each scale of the second feature the loss on the grid, shape (k, m).
        paths: for each scale the weights after 0, 1, … steps, shape (T + 1, 2).
        heights: for each scale the loss along its path, shape (T + 1,).
        ratios: for each scale the largest curvature divided by the smallest.
    """

    def __init__(
        self,
        w1: np.ndarray,
        w2: np.ndarray,
        losses: Mapping[float, np.ndarray],
        paths: Mapping[float, np.ndarray],
        heights: Mapping[float, np.ndarray],
        ratios: Mapping[float, float],
    ):
        self.paths, self.heights, self.ratios = dict(paths), dict(heights), ratios
        ends = (w1[0], w1[-1]), (w2[0], w2[-1])
        self.axes = svg.Axes(*ends, "weight w₁", "weight w₂")
        self.grounds = {}
        for scale, z in losses.items():
            levels = np.quantile(z, np.linspace(0.02, 0.9, 12))
            i, j = np.unravel_index(z.argmin(), z.shape)
            lowest = svg.cross(self.axes.at(w1[j], w2[i])[0])
            lines = svg.level_lines(self.axes, w1, w2, z, levels)
            self.grounds[scale] = lines + lowest, z.min()
        last, scales = len(next(iter(self.paths.values()))) - 1, list(losses)
        self.controls: dict[str, Control] = {
            "step": Slide("step", last, 0, last, 1, plays=True),
            "scale": Choose("scale of feature 2", scales[0], scales),
        }

    def __call__(self, scale: float, step: int) -> Drawing:
        """Show the first steps at one scale, a key of losses."""
        ground, lowest = self.grounds[scale]
        at = self.axes.at(*self.paths[scale][: step + 1].T)
        way = svg.line(at, ORANGE, 2) + svg.dots(at[-1:], np.ones(1), 4)
        caption = (
            f"scale {count(scale)}: curvatures 1 to {self.ratios[scale]:.0f}; after "
            f"step {step} loss {self.heights[scale][step]:.3f}, lowest {lowest:.3f}"
        )
        return Drawing(self.axes.picture(ground, way, caption), caption)


class Run(NamedTuple):
    """One training: its losses, and its last weights.

    train, validation: losses after 1, 2, … steps, shape (T,), without any penalty.
    weights: any shape.
    """

    train: np.ndarray
    validation: np.ndarray
    weights: np.ndarray


class Penalties:
    """The losses of a training, and under them how its weights are spread.

    Args:
        runs: for each kind of penalty and each strength a run; the same strengths for
            all kinds, runs of the same length.
        limit: weights beyond ±limit lie in the outermost bars.
        top: the largest loss shown; what lies above is cut.
    """

    WIDE, HIGH, BARS = 420, 420, 41  # a bar in the middle holds what is nearly 0
    SMALL = 1e-3

    def __init__(
        self,
        runs: Mapping[str, Mapping[float, Run]],
        *,
        limit: float = 0.5,
        top: float = 4.0,
    ):
        self.runs, self.limit, self.top = runs, limit, top
        self.strengths = list(next(iter(runs.values())))
        first = next(iter(runs.values()))[self.strengths[0]]
        self.steps = np.arange(1, len(first.train) + 1)
        self.names, height = svg.legend(("training", "validation"), 52, 404)
        size = {"size": (self.WIDE, 240), "top": height + 8}
        self.losses = svg.Axes((0, len(self.steps)), (0, top), "step", "loss", **size)
        size = {"size": (self.WIDE, self.HIGH - 240), "top": 12}
        words = "weight", "share of weights"
        self.spread = svg.Axes((-limit, limit), (0, 1), *words, **size)
        kinds = list(runs)
        self.controls = {
            "strength": Choose("strength γ", self.strengths[0], self.strengths),
            "kind": Choose("penalty", kinds[0], kinds),
        }

    def __call__(self, strength: float, kind: str) -> Drawing:
        """Show one run, by keys of runs."""
        run = self.runs[kind][strength]
        small = np.mean(abs(run.weights) < self.SMALL)
        caption = (
            f"{kind}, γ = {count(strength)}: at the end training loss "
            f"{run.train[-1]:.2f}, validation loss {run.validation[-1]:.2f}; "
            f"{small:.0%} of the weights are within ±0.001"
        )
        above = self.losses.still + self.names
        for values, (color, dash) in zip(run[:2], SERIES, strict=False):
            curve = np.where(values <= self.top, values, np.nan)
            above += svg.line(self.losses.at(self.steps, curve), color, 2, dash)
        below = f'<g transform="translate(0 240)">{self.spread.still}'
        below += f'<path d="{self._bars(run.weights)}" fill="{BLUE}"/></g>'
        return Drawing(
            svg.picture(self.WIDE, self.HIGH, above + below, caption), caption
        )

    def _bars(self, weights: np.ndarray) -> str:
        """A path around a bar for each range of weights, as high as its share."""
        edges = np.linspace(-self.limit, self.limit, self.BARS + 1)
        inside = np.clip(np.ravel(weights), -self.limit, self.limit)
        shares = np.histogram(inside, edges)[0] / weights.size
        starts, ends = self.spread.at(edges[:-1], shares), self.spread.at(edges[1:], 0)
        return "".join(
            f"M{x:.1f} {foot:.1f}V{y:.1f}H{to:.1f}V{foot:.1f}z"
            for (x, y), (to, foot) in zip(starts, ends, strict=True)
        )


class Patience:
    """Where training stops once the validation loss has not fallen for some steps.

    Args:
        validation: the validation loss of a run after step 1, 2, …, shape (T,).
        accuracy: on new data after the same steps, shape (T,).
        stop: called as stop(validation, patience); gives the steps, counted from 1, of
            the lowest loss seen and of the last step made. A pure function: it is
            called at each move.
    """

    controls = MappingProxyType({"patience": Slide("patience", 1, 1, 100, 1)})

    def __init__(self, validation: np.ndarray, accuracy: np.ndarray, stop):
        self.validation, self.accuracy, self.stop = validation, accuracy, stop
        steps = np.arange(1, len(validation) + 1)
        low, high = validation.min(), validation.max()
        margin = 0.08 * (high - low)
        limits = (0, len(steps)), (low - margin, high + margin)
        self.axes = svg.Axes(*limits, "step", "validation loss", size=(420, 320))
        self.points = self.axes.at(steps, validation)

    def __call__(self, patience: int) -> Drawing:
        """Show the steps made with this patience, and those that were saved."""
        best, last = self.stop(self.validation, patience)
        caption = (
            f"patience {patience}: stops after step {last}, keeps the weights of step "
            f"{best}, validation loss {self.validation[best - 1]:.2f}; "
            f"{self.accuracy[best - 1]:.0%} of new images right"
        )
        rest = svg.line(self.points[last - 1 :], "currentColor", 1, "4 4")
        run = svg.line(self.points[:last], ORANGE, 2.5)
        ends = svg.cross(self.points[last - 1], 6)
        x, y = self.points[best - 1]
        ends += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{BLUE}"/>'
        words = svg.text(x + 9, y + 16, "kept")
        x, y = self.points[last - 1]
        x = max(x, self.axes.left + 18)  # not over the axis
        words += svg.text(x, y - 12, "stop", "middle")
        under = f'<g opacity="{FAINT:g}">{rest}</g>'
        return Drawing(self.axes.picture(under, run + ends + words, caption), caption)


class Thinned:
    """A network of which dropout leaves out some hidden units.

    Args:
        sizes: units in each layer, first to last.
        draws: for each draw one number in [0, 1) for every hidden unit, layer by
            layer, shape (draws, hidden units): a unit is dropped if it lies below the
            rate.
    """

    WIDE, HIGH, RADIUS = 110, 44, 13

    def __init__(self, sizes: Sequence[int], draws: np.ndarray):
        self.sizes, self.draws = list(sizes), draws
        if draws.shape[1] != sum(self.sizes[1:-1]):
            raise ValueError(
                f"draws have {draws.shape[1]} numbers for {sum(self.sizes[1:-1])} "
                "hidden units"
            )
        self.controls = {
            "rate": Slide("drop rate", 0.0, 0.0, 0.95, 0.05),
            "draw": Slide("draw", 0, 0, len(draws) - 1, 1),
        }

    def units(self, rate: float, draw: int) -> list[np.ndarray]:
        """Which units of each layer are kept, arrays of True and False."""
        ends = np.cumsum(self.sizes[1:-2])
        hidden = np.split(self.draws[draw] >= rate, ends)
        first, last = (np.ones(self.sizes[k], dtype=bool) for k in (0, -1))
        return [first, *hidden, last]

    def at(self, layer: int, unit: int) -> np.ndarray:
        """Where a unit stands, in pixels."""
        up = unit - (self.sizes[layer] - 1) / 2
        middle = 8 + self.HIGH * max(self.sizes) / 2
        return np.array([24 + self.WIDE * layer, middle + self.HIGH * up])

    def __call__(self, rate: float, draw: int) -> Drawing:
        """Show one draw at a drop rate in [0, 1)."""
        layers = self.units(rate, draw)
        lines, units = "", ""
        for k, layer in enumerate(layers):
            for j, there in enumerate(layer):
                units += self._unit(self.at(k, j), there)
                for i in np.flatnonzero(layers[k - 1]) if k and there else ():
                    ends = np.array([self.at(k - 1, int(i)), self.at(k, j)])
                    lines += svg.line(ends, "currentColor", 1)
        hidden = np.concatenate(layers[1:-1])
        caption = (
            f"drop rate {rate:.2f}: {hidden.sum()} of {len(hidden)} hidden units kept, "
            f"each times {short(1 / (1 - rate))}"
        )
        width = 48 + self.WIDE * (len(layers) - 1)
        height = 16 + self.HIGH * max(self.sizes)
        marks = f'<g opacity="{FAINT:g}">{lines}</g>{units}'
        return Drawing(svg.picture(width, height, marks, caption), caption)

    def _unit(self, at: np.ndarray, there: bool) -> str:
        if not there:
            return f'<g opacity="0.5">{svg.cross(at, 7)}</g>'
        return (
            f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{self.RADIUS}" fill="#fff"'
            f' style="fill:{LIVE_GROUND}" stroke="{BLUE}" stroke-width="2.5"/>'
        )
