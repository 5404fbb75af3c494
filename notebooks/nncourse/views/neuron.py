"""One neuron: its line, its certainty, its training, what it learns by heart."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from .. import svg
from ..theme import BLUE, GREEN, ORANGE, TINT
from .charts import Curves
from .controls import Choose, Slide
from .drawing import Drawing, plane


def _beyond(axes: svg.Axes, w: np.ndarray, offset: float, fill: str, tint: float):
    """The half-plane where ⟨w, x⟩ > offset, tinted; w of shape (2,), not zero."""
    far = 1e3
    along, across = w / np.hypot(*w), np.array([-w[1], w[0]]) / np.hypot(*w)
    foot = offset * w / (w @ w)
    corners = [foot - far * across, foot + far * across]
    corners += [corners[1] + far * along, corners[0] + far * along]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in axes.at(*np.transpose(corners)))
    return f'<polygon points="{points}" fill="{fill}" fill-opacity="{tint:g}"/>'


def edge(
    axes: svg.Axes,
    w: np.ndarray,
    offset: float,
    width: float = 2.0,
    dash: str = "",
    color: str = "currentColor",
) -> str:
    """The line where ⟨w, x⟩ = offset; w of shape (2,), not zero."""
    foot, across = offset * w / (w @ w), np.array([-w[1], w[0]]) / np.hypot(*w)
    ends = np.array([foot - 1e3 * across, foot + 1e3 * across])
    return svg.line(axes.at(*ends.T), color, width, dash)


class NeuronLine:
    """The plane cut by a neuron, which says +1 where w₁x₁ + w₂x₂ + b > 0 and else −1.

    In the page the line and the tip of w can be dragged.

    Args:
        X: the sample, shape (n, 2).
        y: its labels in {-1, +1}, shape (n,).
    """

    module = "neuron_line"
    controls = MappingProxyType(
        {
            "w1": Slide("w₁", 1.0, -2.0, 2.0, 0.05),
            "w2": Slide("w₂", 0.5, -2.0, 2.0, 0.05),
            "b": Slide("b", -0.5, -2.0, 2.0, 0.05),
        }
    )

    def __init__(self, X: np.ndarray, y: np.ndarray):
        self.X, self.y = X, y
        self.axes = plane(X, "x₁", "x₂", equal=True)
        self.dots = svg.dots(self.axes.at(*X.T), y)

    def data(self) -> dict:
        """What neuron_line.js needs to draw the same."""
        return {
            "X": self.X.tolist(),
            "y": self.y.tolist(),
            "axes": self.axes.data(),
            "dots": self.dots,
        }

    def __call__(self, w1: float, w2: float, b: float) -> Drawing:
        """Show the neuron with these weights; any real numbers."""
        w = np.array([w1, w2])
        right = np.mean((self.X @ w + b > 0) == (self.y > 0))
        caption = (
            f"{w1:.2f} x₁ {w2:+.2f} x₂ {b:+.2f} = 0: {right:.0%} of {len(self.y)} "
            "points answered right"
        ).replace("-", "−")
        return Drawing(
            self.axes.picture(self._sides(w, b), self.dots, caption), caption
        )

    def _sides(self, w: np.ndarray, b: float) -> str:
        if not w.any():  # the same answer everywhere
            side = ORANGE if b > 0 else BLUE
            whole = '<rect width="100%" height="200%"'
            return f'{whole} fill="{side}" fill-opacity="{TINT:g}"/>'
        plus = _beyond(self.axes, w, -b, ORANGE, TINT)
        minus = _beyond(self.axes, -w, b, BLUE, TINT)
        foot = -b * w / (w @ w)
        start, tip = self.axes.at(*np.transpose([foot, foot + w / 2]))
        arrow = svg.arrow(start, tip, GREEN, 3)
        return plus + minus + edge(self.axes, w, -b) + arrow


class Certainty:
    """A sigmoid neuron over a sample: the darker the ground, the surer the answer.

    Args:
        X: the sample, shape (n, 2).
        y: its labels in {0, 1}, shape (n,).
        w, b: weights of shape (2,) and bias; the state multiplies both.
    """

    controls = MappingProxyType(
        {"scale": Choose("scale", 1, (0.1, 0.2, 0.5, 1, 2, 5, 10, 100))}
    )
    LEVELS = (0.05, 0.15, 0.25, 0.35, 0.45)  # of probability, and their mirror images

    def __init__(self, X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float):
        self.X, self.y, self.w, self.b = X, y, np.asarray(w, dtype=float), b
        self.axes = plane(X, "x₁", "x₂", equal=True)
        self.dots = svg.dots(self.axes.at(*X.T), y)

    def __call__(self, scale: float) -> Drawing:
        """Show σ(scale · (⟨w, x⟩ + b)); scale above 0."""
        z = scale * (self.X @ self.w + self.b)
        right = np.mean((z > 0) == self.y)
        sure = np.mean(1 / (1 + np.exp(-np.abs(z))))
        caption = f"scale {scale:g}: {right:.0%} right, on average {sure:.0%} sure"
        ground = ""
        for p in self.LEVELS:
            level = np.log(p / (1 - p)) / scale
            ground += _beyond(self.axes, self.w, -level - self.b, ORANGE, 0.07)
            ground += _beyond(self.axes, -self.w, -level + self.b, BLUE, 0.07)
        ground += edge(self.axes, self.w, -self.b)
        return Drawing(self.axes.picture(ground, self.dots, caption), caption)


class Boundary:
    """The line that training has found after some steps, and how sharp it is.

    Args:
        X: the sample, shape (n, 2).
        y: its labels in {0, 1}, shape (n,).
        path: for each number of steps, the weights (w₁, w₂, b), shape (3,).
        xlabel, ylabel: names of the two features, with units.
        widest: the weights of the widest margin, shape (3,), any length: their line is
            green, and the caption says by which angle in the space of weights the
            others are off; none by default.
    """

    def __init__(
        self,
        X: np.ndarray,
        y: np.ndarray,
        path: Mapping[int, np.ndarray],
        xlabel: str,
        ylabel: str,
        widest: np.ndarray | None = None,
    ):
        self.X, self.y, self.path = X, y, dict(path)
        middle = sorted(path)[len(path) // 2]
        self.controls = {"step": Choose("step", middle, list(path))}
        self.widest = widest
        self.axes = plane(X, xlabel, ylabel)
        self.dots = svg.dots(self.axes.at(*X.T), y)

    def __call__(self, step: int) -> Drawing:
        """Show the weights after this many steps, one of the keys of path."""
        *weights, b = self.path[step]
        w = np.array(weights)
        wrong = np.count_nonzero((self.X @ w + b > 0) != self.y)
        caption = (
            f"after step {step:,}: |θ| = {np.hypot(np.hypot(*w), b):.1f}, "
            f"{wrong} of {len(self.y)} wrong"
        )
        if self.widest is not None:
            size = np.linalg.norm(self.path[step]) * np.linalg.norm(self.widest)
            cosine = np.clip(self.path[step] @ self.widest / size, -1, 1)
            caption += f", {np.degrees(np.arccos(cosine)):.0f}° from the widest margin"
        unsure = np.log(19)  # the logit of 95 %
        under = _beyond(self.axes, w, unsure - b, ORANGE, TINT)
        under += _beyond(self.axes, -w, unsure + b, BLUE, TINT)
        under += edge(self.axes, w, -b)
        for side in (-unsure, unsure):
            under += edge(self.axes, w, side - b, 1, "4 4")
        if self.widest is not None:
            *weights, b = self.widest
            under += edge(self.axes, np.array(weights), -b, 2, "9 4", GREEN)
        return Drawing(self.axes.picture(under, self.dots, caption), caption)


class Memorizing(Curves):
    """Accuracy against sample size, for real and for random labels.

    Args:
        n: sample sizes, shape (k,), increasing.
        curves: accuracies of shape (k,) by name; each is drawn in its own dash.
        inputs: the number of weights, marked by a line.
    """

    def __init__(self, n: np.ndarray, curves: Mapping[str, np.ndarray], inputs: int):
        words = "images n", "accuracy"
        super().__init__(n, curves, *words, ylim=(0.4, 1.02), limit=inputs)

    @property
    def controls(self) -> dict[str, Choose]:
        """The sample size that is marked."""
        sizes = [int(k) for k in self.x]
        return {"n": Choose("images n", sizes[len(sizes) // 4], sizes)}

    def _start(self) -> float:
        return 0

    def _top(self) -> float:
        self.names = ""  # they stand at the curves, whose ends lie apart
        return 14

    def _label(self, name: str, y: np.ndarray) -> str:
        px, py = self.axes.at(self.x[-1], y[-1])[0]
        return svg.text(px - 4, py - 8, name, "end")

    def _words(self, x: float, values: Mapping[str, float]) -> str:
        words = ", ".join(f"{name} {value:.0%}" for name, value in values.items())
        return f"{x} images: {words}"

    # A view is called by the names of its own controls.
    def __call__(self, n: int) -> Drawing:  # type: ignore[override]
        """Mark one of the sample sizes."""
        return super().__call__(n)
