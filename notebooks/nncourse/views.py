"""The pictures that move: each a pure function of its state.

A view is made from arrays, once, and then called with the state of its controls. It
returns a Drawing: the picture, and one sentence that says the same in words. It does
not train, draw random numbers, keep anything between calls or know of widgets.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from . import svg
from .theme import BLUE, GREEN, ORANGE


class Drawing(NamedTuple):
    """What a view shows: an SVG image, and its text alternative."""

    image: str
    caption: str


def _plane(X: np.ndarray, xlabel: str, ylabel: str, *, equal: bool = False) -> svg.Axes:
    """Axes around a sample of shape (n, 2), with a margin; equal units if asked for."""
    low, high = X.min(axis=0), X.max(axis=0)
    middle, half = (low + high) / 2, 0.6 * (high - low)
    if equal:
        half = np.full(2, half.max())
    x, y = zip(middle - half, middle + half, strict=True)
    return svg.Axes(x, y, xlabel, ylabel)


def _beyond(axes: svg.Axes, w: np.ndarray, offset: float, fill: str, tint: float):
    """The half-plane where ⟨w, x⟩ > offset, tinted; w of shape (2,), not zero."""
    far = 1e3
    along, across = w / np.hypot(*w), np.array([-w[1], w[0]]) / np.hypot(*w)
    foot = offset * w / (w @ w)
    corners = [foot - far * across, foot + far * across]
    corners += [corners[1] + far * along, corners[0] + far * along]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in axes.at(*np.transpose(corners)))
    return f'<polygon points="{points}" fill="{fill}" fill-opacity="{tint:g}"/>'


def _edge(axes: svg.Axes, w: np.ndarray, offset: float, width=2.0, dash="") -> str:
    """The line where ⟨w, x⟩ = offset; w of shape (2,), not zero."""
    foot, across = offset * w / (w @ w), np.array([-w[1], w[0]]) / np.hypot(*w)
    ends = np.array([foot - 1e3 * across, foot + 1e3 * across])
    return svg.line(axes.at(*ends.T), "currentColor", width, dash)


class NeuronLine:
    """The plane cut by sign(w₁x₁ + w₂x₂ + b), over a labelled sample.

    Args:
        X: the sample, shape (n, 2).
        y: its labels in {-1, +1}, shape (n,).
    """

    def __init__(self, X: np.ndarray, y: np.ndarray):
        self.X, self.y = X, y
        self.axes = _plane(X, "x₁", "x₂", equal=True)
        self.dots = svg.dots(self.axes.at(*X.T), y)

    def __call__(self, w1: float, w2: float, b: float) -> Drawing:
        """Shows the neuron with these weights; any real numbers."""
        w = np.array([w1, w2])
        right = np.mean(np.sign(self.X @ w + b) == self.y)
        caption = (
            f"{w1:.2f} x₁ {w2:+.2f} x₂ {b:+.2f} = 0: {right:.0%} of {len(self.y)} "
            "points on the right side"
        ).replace("-", "−")
        return Drawing(
            self.axes.picture(self._sides(w, b), self.dots, caption), caption
        )

    def _sides(self, w: np.ndarray, b: float) -> str:
        if not w.any():  # the same answer everywhere
            side = ORANGE if b > 0 else BLUE
            return (
                f'<rect width="100%" height="200%" fill="{side}" fill-opacity=".15"/>'
            )
        plus = _beyond(self.axes, w, -b, ORANGE, 0.15)
        minus = _beyond(self.axes, -w, b, BLUE, 0.15)
        foot = -b * w / (w @ w)
        arrow = svg.line(self.axes.at(*np.transpose([foot, foot + w / 2])), GREEN, 3)
        return plus + minus + _edge(self.axes, w, -b) + arrow


class Certainty:
    """A sigmoid neuron over a sample: the darker the ground, the surer the answer.

    Args:
        X: the sample, shape (n, 2).
        y: its labels in {0, 1}, shape (n,).
        w, b: weights of shape (2,) and bias; the state multiplies both.
    """

    LEVELS = (0.05, 0.15, 0.25, 0.35, 0.45)  # of probability, and their mirror images

    def __init__(self, X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float):
        self.X, self.y, self.w, self.b = X, y, np.asarray(w, dtype=float), b
        self.axes = _plane(X, "x₁", "x₂", equal=True)
        self.dots = svg.dots(self.axes.at(*X.T), y)

    def __call__(self, scale: float) -> Drawing:
        """Shows σ(scale · (⟨w, x⟩ + b)); scale above 0."""
        z = scale * (self.X @ self.w + self.b)
        right = np.mean((z > 0) == self.y)
        sure = np.mean(1 / (1 + np.exp(-np.abs(z))))
        caption = f"scale {scale:g}: {right:.0%} right, on average {sure:.0%} sure"
        ground = ""
        for p in self.LEVELS:
            edge = np.log(p / (1 - p)) / scale
            ground += _beyond(self.axes, self.w, -edge - self.b, ORANGE, 0.07)
            ground += _beyond(self.axes, -self.w, -edge + self.b, BLUE, 0.07)
        ground += _edge(self.axes, self.w, -self.b)
        return Drawing(self.axes.picture(ground, self.dots, caption), caption)


class Boundary:
    """The line that training has found after some steps, and how sharp it is.

    Args:
        X: the sample, shape (n, 2).
        y: its labels in {0, 1}, shape (n,).
        path: for each number of steps, the weights (w₁, w₂, b), shape (3,).
        xlabel, ylabel: names of the two features, with units.
    """

    def __init__(
        self,
        X: np.ndarray,
        y: np.ndarray,
        path: Mapping[int, np.ndarray],
        xlabel: str,
        ylabel: str,
    ):
        self.X, self.y, self.path = X, y, dict(path)
        self.axes = _plane(X, xlabel, ylabel)
        self.dots = svg.dots(self.axes.at(*X.T), y)

    def __call__(self, step: int) -> Drawing:
        """Shows the weights after this many steps, one of the keys of path."""
        *w, b = self.path[step]
        w = np.array(w)
        wrong = np.count_nonzero((self.X @ w + b > 0) != self.y)
        caption = (
            f"after step {step:,}: |θ| = {np.hypot(np.hypot(*w), b):.1f}, "
            f"{wrong} of {len(self.y)} wrong"
        )
        unsure = np.log(19)  # the logit of 95 %
        under = _beyond(self.axes, w, unsure - b, ORANGE, 0.15)
        under += _beyond(self.axes, -w, unsure + b, BLUE, 0.15)
        under += _edge(self.axes, w, -b)
        for side in (-unsure, unsure):
            under += _edge(self.axes, w, side - b, 1, "4 4")
        return Drawing(self.axes.picture(under, self.dots, caption), caption)


class Descent:
    """The way down a loss of two parameters, for several learning rates.

    Args:
        w, b: the grid of the two parameters, shapes (m,) and (k,).
        loss: the loss on the grid, shape (k, m).
        paths: for each learning rate the parameters after 0, 1, … steps, (T + 1, 2).
        losses: for each learning rate the loss along its path, shape (T + 1,).
    """

    def __init__(
        self,
        w: np.ndarray,
        b: np.ndarray,
        loss: np.ndarray,
        paths: Mapping[float, np.ndarray],
        losses: Mapping[float, np.ndarray],
    ):
        self.paths, self.losses = dict(paths), dict(losses)
        self.axes = svg.Axes((w[0], w[-1]), (b[0], b[-1]), "weight w", "bias b")
        levels = np.quantile(loss, np.linspace(0.02, 0.9, 12))
        self.levels = svg.level_lines(self.axes, w, b, loss, levels)
        i, j = np.unravel_index(loss.argmin(), loss.shape)
        self.lowest = svg.cross(self.axes.at(w[j], b[i])[0])

    def __call__(self, lr: float, step: int) -> Drawing:
        """Shows the first steps of the path of one learning rate, a key of paths."""
        path, losses = self.paths[lr][: step + 1], self.losses[lr][: step + 1]
        uphill = np.count_nonzero(np.diff(losses) > 1e-9)
        caption = (
            f"learning rate {lr:g}, step {step}: loss {losses[-1]:.3f}; "
            f"{uphill} of {step} steps went uphill"
        )
        at = self.axes.at(*path.T)
        way = svg.line(at, ORANGE, 1.5) + svg.dots(at[-1:], np.ones(1), 4)
        return Drawing(
            self.axes.picture(self.levels + self.lowest, way, caption), caption
        )


class Template:
    """What a neuron on images looks for, and what it finds in one image.

    Args:
        X: images, shape (n, d), d a square number, values in [0, 1].
        y: their labels in {0, 1}, shape (n,).
        W: the weights after 0, 1, … steps, shape (T + 1, d).
        b: the bias after 0, 1, … steps, shape (T + 1,).
        names: what labels 0 and 1 stand for.
    """

    def __init__(self, X, y, W, b, names: Sequence[str]):
        self.X, self.y, self.W, self.b, self.names = X, y, W, b, names
        self.side, self.limit = round(X.shape[1] ** 0.5), np.abs(W).max()

    def __call__(self, step: int, image: int) -> Drawing:
        """Shows the weights after `step` steps, and their product with one image."""
        x, w = self.X[image], self.W[step]
        z = x @ w + self.b[step]
        name = self.names[int(self.y[image])]
        answer = 1 / (1 + np.exp(-z))
        caption = (
            f"step {step}: for this {name}, z = {z:.2f} and "
            f"P({self.names[1]}) = {answer:.2f}"
        )
        shown = (
            ("image x", x, 1.0),
            ("weights w", w, self.limit),
            ("product w·x", w * x, self.limit),
        )
        marks = ""
        for k, (title, values, limit) in enumerate(shown):
            left = 10 + 186 * k
            grid = values.reshape(self.side, self.side)
            marks += svg.text(left + 83, 16, title, "middle")
            ink = "" if k else "currentColor"  # an image has no negative values
            marks += svg.pixels(grid, left, 26, 166, limit, ink)
        return Drawing(svg.picture(558, 202, marks, caption), caption)


class Memorizing:
    """Accuracy against sample size, for real and for random labels.

    Args:
        n: sample sizes, shape (k,), increasing.
        curves: accuracies of shape (k,) by name; each is drawn in its own dash.
        inputs: the number of weights, marked by a line.
    """

    STYLE = ((ORANGE, ""), (BLUE, "7 4"), (GREEN, "2 3"))

    def __init__(self, n: np.ndarray, curves: Mapping[str, np.ndarray], inputs: int):
        self.n, self.curves = n, dict(curves)
        self.axes = svg.Axes((0, n[-1]), (0.4, 1.02), "images n", "accuracy")
        limit = self.axes.at([inputs, inputs], [0.4, 1.02])
        self.still = svg.line(limit, "currentColor", 1, "4 4")
        for (color, dash), (name, values) in zip(
            self.STYLE, self.curves.items(), strict=True
        ):
            self.still += svg.line(self.axes.at(n, values), color, 2, dash)
            x, y = self.axes.at(n[-1], values[-1])[0]
            self.still += svg.text(x - 4, y - 8, name, "end")

    def __call__(self, n: int) -> Drawing:
        """Marks one of the sample sizes."""
        k = int(np.flatnonzero(self.n == n)[0])
        marks, words = "", []
        for (color, _), (name, values) in zip(
            self.STYLE, self.curves.items(), strict=True
        ):
            x, y = self.axes.at(n, values[k])[0]
            marks += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{color}"/>'
            words.append(f"{name} {values[k]:.0%}")
        caption = f"{n} images: " + ", ".join(words)
        return Drawing(self.axes.picture(self.still, marks, caption), caption)
