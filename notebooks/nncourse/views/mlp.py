"""Networks with hidden units: what they compute, fold, learn and confuse."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, NamedTuple

import numpy as np

from .. import svg
from ..theme import BLUE, COLOR, FAINT, LIVE_GROUND, ORANGE, TINT
from .controls import Film, Slide
from .drawing import Drawing, count, short


class Stage(NamedTuple):
    """What a network holds after one step of its forward pass.

    name: what the numbers are called.
    formula: what they are computed by, in words or signs.
    values: shape (m,).
    weights: shape (m, k) for k values in the stage before; None if each value comes
        from the one beside it alone.
    """

    name: str
    formula: str
    values: np.ndarray
    weights: np.ndarray | None = None


class ForwardPass:
    """A network as a graph of units, filled with numbers from left to right.

    Args:
        stages: the input first, which needs no weights.

    Raises:
        ValueError: if weights do not fit the values on their two sides.
    """

    WIDE, HIGH, RADIUS, TOP = 64, 50, 19, 34

    def __init__(self, stages: Sequence[Stage]):
        self.stages = [Stage(*stage) for stage in stages]
        self.links = [np.zeros((len(self.stages[0].values), 0))]
        for before, stage in zip(self.stages, self.stages[1:], strict=False):
            shape = len(stage.values), len(before.values)
            weights = np.eye(*shape) if stage.weights is None else stage.weights
            fits = stage.weights is not None or shape[0] == shape[1]
            if np.shape(weights) != shape or not fits:
                raise ValueError(
                    f"{stage.name} has {shape[0]} values after {shape[1]} of "
                    f"{before.name}: its weights must have shape {shape}"
                )
            self.links.append(np.asarray(weights))
        self.most = max(len(stage.values) for stage in self.stages)
        last = len(self.stages) - 1
        self.controls = {"step": Slide("step", 0, 0, last, 1, plays=True)}

    def middle(self, step: int, unit: int) -> np.ndarray:
        """Where a unit of a stage stands, in pixels."""
        up = unit - (len(self.stages[step].values) - 1) / 2
        y = self.TOP + self.HIGH * (self.most / 2 + up)
        return np.array([10 + self.RADIUS + self.WIDE * step, y])

    def __call__(self, step: int) -> Drawing:
        """Show the stages up to this one; 0 is the input alone."""
        marks = "".join(self._links(k, lit=k == step) for k in range(len(self.stages)))
        for k, stage in enumerate(self.stages):
            x, _ = self.middle(k, 0)
            marks += svg.text(x, 18, stage.name, "middle")
            for unit, value in enumerate(stage.values):
                marks += self._unit(self.middle(k, unit), value, k - step)
        name, formula, values, _ = self.stages[step]
        last = len(self.stages) - 1
        numbers = ", ".join(short(v) for v in values)
        caption = f"step {step} of {last}: {name}, {formula}: ({numbers})"
        width = 20 + 2 * self.RADIUS + self.WIDE * last
        height = self.TOP + self.HIGH * self.most + 6
        return Drawing(svg.picture(width, height, marks, caption), caption)

    def _links(self, step: int, lit: bool) -> str:
        """Lines into a stage: orange and whole above 0, blue and dashed below."""
        marks, links = "", self.links[step]
        for unit, source in np.argwhere(links):
            start, end = self.middle(step - 1, source), self.middle(step, unit)
            way = (end - start) / np.hypot(*(end - start))
            ends = np.array([start + self.RADIUS * way, end - self.RADIUS * way])
            sign = int(np.sign(links[unit, source]))
            color = COLOR[sign] if lit else "currentColor"
            dash = "5 3" if sign < 0 else ""
            marks += svg.line(ends, color, 2.5 if lit else 1, dash)
        return f'<g opacity="{1 if lit else 0.35}">{marks}</g>'

    def _unit(self, middle: np.ndarray, value: float, after: int) -> str:
        """A circle, with its number unless that comes later; thick if it is new."""
        x, y = middle
        stroke = f'stroke="currentColor" stroke-width="{1 if after else 3}"'
        marks = (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{self.RADIUS}" fill="#fff"'
            f' style="fill:{LIVE_GROUND}" {stroke}/>'
        )
        if after > 0:
            return f'<g opacity="{FAINT:g}">{marks}</g>'
        number = f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")
        return marks + svg.text(x, y + 4, number, "middle", 11)


class Folding:
    """The plane of two hidden units, as their activation bends it.

    The units compute h = max(z, slope · z) with z = Wx + b: slope 1 leaves the plane
    flat, slope 0 is ReLU. The output unit answers +1 where ⟨v, h⟩ + c > 0.

    Args:
        X: the sample, shape (n, 2).
        y: its labels in {-1, +1}, shape (n,).
        W, b, v: the weights, shapes (2, 2), (2,) and (2,).
    """

    LABELS: ClassVar = {  # where the name of a corner stands, seen from the corner
        (1, 1): (0, -14, "middle"),
        (1, -1): (12, -12, "start"),
        (-1, 1): (-10, 20, "end"),
        (-1, -1): (14, -8, "start"),
    }
    controls = MappingProxyType(
        {
            "slope": Slide("slope", 1.0, 0.0, 1.0, 0.05),
            "c": Slide("c", 0.0, -2.0, 2.0, 0.05),
        }
    )

    def __init__(self, X, y, W, b, v):
        self.X, self.y = X, y
        self.W, self.b, self.v = (np.asarray(a, dtype=float) for a in (W, b, v))
        span = 1.2 * abs(self.units(X, 1.0)).max()
        self.axes = svg.Axes((-span, span), (-span, span), "h₁", "h₂")
        self.side = np.array([-span, span])
        at, along = np.linspace(-1.5, 1.5, 7), np.linspace(-1.5, 1.5, 121)
        self.grid = [np.column_stack([along, np.full(121, u)]) for u in at]
        self.grid += [line[:, ::-1] for line in self.grid]

    def units(self, x: np.ndarray, slope: float) -> np.ndarray:
        """The two hidden units at points x of shape (m, 2), shape (m, 2)."""
        z = x @ self.W.T + self.b
        return np.maximum(z, slope * z)

    def __call__(self, slope: float, c: float) -> Drawing:
        """Show the sample after the fold; slope between 0 and 1."""
        lines = "".join(
            svg.line(self.axes.at(*self.units(line, slope).T), "currentColor", 1)
            for line in self.grid
        )
        h = self.units(self.X, slope)
        right = np.mean(np.sign(h @ self.v + c) == self.y)
        score = self.side[None, :] * self.v[0] + self.side[:, None] * self.v[1] + c
        under = svg.shades(self.axes, self.side, self.side, score, [0], TINT)
        under += f'<g opacity=".35">{lines}</g>'
        under += svg.level_lines(self.axes, self.side, self.side, score, [0])
        over = svg.dots(self.axes.at(*h.T), self.y)
        centres = self.axes.at(*self.units(np.array(list(self.LABELS)), slope).T)
        for (x, y), (corner, (dx, dy, anchor)) in zip(
            centres, self.LABELS.items(), strict=True
        ):
            name = str(corner).replace("-", "−")
            words = svg.text(x + dx, y + dy, name, anchor, 11)
            rim = f'style="stroke:{LIVE_GROUND}" stroke="#fff" stroke-width="4"'
            over += words.replace('stroke="none"', f'{rim} paint-order="stroke"')
        caption = (
            f"slope {slope:.2f}, c = {c:.2f}: {right:.0%} of {len(self.y)} points on "
            "the right side of a line between the hidden units"
        ).replace("-", "−")
        return Drawing(self.axes.picture(under, over, caption), caption)


class _Square:
    """A small square over the same plane as another one, without ticks."""

    def __init__(self, left: float, top: float, side: float, span: float):
        self.left, self.top, self.side, self.span = left, top, side, span

    def at(self, x, y) -> np.ndarray:
        """Pixels of points of the plane, shape (m, 2)."""
        across = (np.asarray(x) + self.span) / (2 * self.span)
        up = (np.asarray(y) + self.span) / (2 * self.span)
        px = self.left + self.side * across
        return np.column_stack([px, self.top + self.side * (1 - up)])

    def frame(self) -> str:
        """Its border."""
        return (
            f'<rect x="{self.left}" y="{self.top}" width="{self.side}"'
            f' height="{self.side}" fill="none" stroke="currentColor"/>'
        )


class UnitMaps(Film):
    """A network over the plane: its answer, and what each hidden unit adds to that.

    Args:
        network: maps points of shape (m, 2) and what a frame holds to the outputs of
            the hidden units, (m, k) with k at most 8, and to the score, (m,). A pure
            function: it is called at each move.
        frames: for each value of the control what network takes, such as weights.
        X: the sample, shape (n, 2).
        y: its labels, shape (n,); a point is right where the score is positive and the
            label 1, or neither.
        span: half the side of the square shown, in the units of X.
        what: the name of the control.
        n: grid points a side; maps are linear between them.

    A hidden unit's map is as dark as its output is large, in tenths of the largest
    output of all units in that frame.
    """

    SIDE, SMALL, GAP = 268, 82, 12  # of the large square, of a small one, between them

    def __init__(
        self,
        network: Callable[..., tuple[np.ndarray, np.ndarray]],
        frames: Mapping,
        X: np.ndarray,
        y: np.ndarray,
        *,
        span: float = 1.6,
        what: str = "step",
        n: int = 50,
    ):
        self.network, self.frames, self.what, self.n = network, dict(frames), what, n
        self.positive = np.asarray(y) > 0
        self.side, self.span = np.linspace(-span, span, n), span
        grid = np.stack(np.meshgrid(self.side, self.side), axis=-1)
        self.points = np.concatenate([grid.reshape(-1, 2), X])
        self.large = _Square(52, 22, self.SIDE, span)
        self.dots = svg.dots(self.large.at(*X.T), self.positive)

    def __call__(self, frame) -> Drawing:
        """Show one frame, a key of frames."""
        hidden, score = self.network(self.points, self.frames[frame])
        s, at_sample = np.split(np.asarray(score, dtype=float), [self.n**2])
        h = np.asarray(hidden, dtype=float)[: self.n**2]
        right = np.mean((at_sample > 0) == self.positive)
        dark = np.linspace(0, h.max() or 1, 10, endpoint=False) + 1e-9
        s = s.reshape(self.n, self.n)
        marks = self._map(self.large, s, (0, 0.5, 1, 2), 0.12)
        marks += svg.level_lines(self.large, self.side, self.side, s, [0])
        marks += self.dots + self.large.frame() + svg.text(52, 14, "output score")
        for k, unit in enumerate(h.T):
            row, column = divmod(k, 4)
            left = 10 + column * (self.SMALL + self.GAP)
            top = 316 + row * (self.SMALL + 26)
            small = _Square(left, top, self.SMALL, self.span)
            values = unit.reshape(self.n, self.n)
            marks += self._map(small, values, dark, 0.1) + small.frame()
            marks += svg.text(left, top - 6, f"unit {k + 1}", size=11)
        # a unit that is 0 on the whole square adds nothing there
        silent = np.count_nonzero(h.max(axis=0) <= 0)
        units = "unit" if h.shape[1] == 1 else "units"
        caption = (
            f"{self.what} {count(frame)}: {right:.0%} of {len(self.positive)} points "
            f"right; {silent} of {h.shape[1]} {units} silent on the whole square"
        )
        height = 320 + (self.SMALL + 26) * -(-h.shape[1] // 4) - 18
        return Drawing(svg.picture(384, height, marks, caption), caption)

    def _map(self, square: _Square, values: np.ndarray, levels, tint: float) -> str:
        return svg.shades(square, self.side, self.side, values, levels, tint)


class Confusion(Film):
    """How often each class was taken for each other one.

    Args:
        frames: for each value of the control the counts, shape (k, k): row i, column j
            holds how many of class i were called j.
        names: of the k classes, a character or two each.
        what: the name of the control.

    Right answers are tinted blue and wrong ones orange, as dark as their share of the
    row, and the number stands in each square that is not 0.
    """

    CELL, LEFT, TOP = 31, 52, 40

    def __init__(self, frames: Mapping, names: Sequence[str], *, what: str = "step"):
        self.frames = {key: np.asarray(counts) for key, counts in frames.items()}
        self.names, self.what = list(names), what

    def __call__(self, frame) -> Drawing:
        """Show one frame, a key of frames."""
        counts = self.frames[frame]
        k, side = len(self.names), self.CELL
        end = side * k
        marks = svg.text(self.LEFT + end / 2, 14, "called", "middle")
        turned = f'<g transform="translate(14 {self.TOP + end / 2:.1f}) rotate(-90)">'
        marks += turned + svg.text(0, 0, "is", "middle") + "</g>"
        for i, name in enumerate(self.names):
            middle = side * (i + 0.5)
            marks += svg.text(self.LEFT + middle, 33, name, "middle")
            marks += svg.text(self.LEFT - 8, self.TOP + middle + 4, name, "end")
        for i, j in np.argwhere(counts):
            x, y = self.LEFT + side * j, self.TOP + side * i
            share = counts[i, j] / counts[i].sum()
            tint = 0.4 * share if i == j else min(0.15 + 2 * share, 0.6)
            color = BLUE if i == j else ORANGE
            marks += f'<rect x="{x}" y="{y}" width="{side}" height="{side}"'
            marks += f' fill="{color}" fill-opacity="{tint:.2f}"/>'
            words = str(counts[i, j])
            marks += svg.text(x + side / 2, y + side / 2 + 4, words, "middle")
        marks += f'<rect x="{self.LEFT}" y="{self.TOP}" width="{end}" height="{end}"'
        marks += ' fill="none" stroke="currentColor"/>'
        caption = f"{self.what} {count(frame)}: {self._words(counts)}"
        size = self.LEFT + end + 12, self.TOP + end + 12
        return Drawing(svg.picture(*size, marks, caption), caption)

    def _words(self, counts: np.ndarray) -> str:
        wrong = counts - np.diag(np.diag(counts))
        words = f"{np.trace(counts)} of {counts.sum()} right"
        if not wrong.any():
            return words
        i, j = np.unravel_index(wrong.argmax(), wrong.shape)
        most = f"{self.names[i]} called {self.names[j]}, {wrong[i, j]} times"
        return f"{words}; the most frequent error: {most}"
