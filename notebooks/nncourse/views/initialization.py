"""First weights: units that stay equal, signals through layers, starts compared."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from .. import svg
from ..theme import FAINT, GREEN, ORANGE, PURPLE, SERIES
from .controls import Choose, Control, Slide
from .drawing import Drawing, count, plane, short
from .neuron import edge

Function = Callable[[np.ndarray], np.ndarray]


class Twins:
    """The lines of two hidden units over a sample, while their network trains.

    Args:
        X: the sample, shape (n, 2).
        y: its labels in {-1, +1}, shape (n,).
        runs: for each distance at the start the weights (w₁, w₂, b) of both units
            after 0, 1, … steps, shape (T + 1, 2, 3), no w zero.
        losses: for each distance the loss after as many steps, shape (T + 1,).
    """

    UNITS = (GREEN, ""), (PURPLE, "9 9")  # dashed over solid: both show where they meet

    def __init__(
        self,
        X: np.ndarray,
        y: np.ndarray,
        runs: Mapping[float, np.ndarray],
        losses: Mapping[float, np.ndarray],
    ):
        self.runs, self.losses = dict(runs), dict(losses)
        self.axes = plane(X, "x₁", "x₂", equal=True)
        self.dots = svg.dots(self.axes.at(*X.T), y)
        last, distances = len(next(iter(self.runs.values()))) - 1, list(self.runs)
        self.controls: dict[str, Control] = {
            "step": Slide("step", last, 0, last, 1, plays=True),
            "apart": Choose("apart at the start", distances[0], distances),
        }

    def __call__(self, step: int, apart: float) -> Drawing:
        """Show both units after this many steps, from one of the distances."""
        units = self.runs[apart][step]
        lines = ""
        for (*w, b), (color, dash) in zip(units, self.UNITS, strict=True):
            lines += edge(self.axes, np.array(w), -b, 4, dash, color)
        distance = np.sqrt(np.sum((units[0] - units[1]) ** 2))
        caption = (
            f"apart {count(apart)} at the start; step {step}: apart {short(distance)}, "
            f"loss {self.losses[apart][step]:.3f}"
        )
        return Drawing(self.axes.picture(lines, self.dots, caption), caption)


class _Powers(svg.Axes):
    """Axes with every eighth power of 10 on their second scale, 1 among them."""

    def _ticks(self, axis: int) -> np.ndarray:
        return super()._ticks(axis) if axis == 0 else 10.0 ** np.arange(-24, 17, 8)


class Propagation:
    """The size of signal and gradient in each layer, measured and expected.

    Args:
        signal: called as signal(W, X, phi, slope); gives the root mean square of the
            activations, and of the gradient, in layers 0 to L, two arrays (L + 1,).
        theory: called as theory(gain, phi, slope, L); gives what to expect, likewise.
        W: the weights of L layers at gain 1, shape (L, n, n); the state scales them.
        X: inputs, shape (m, n).
        activations: an activation and its derivative by name.

    Both functions must be pure: they are called at each move. The caption gives the
    signal in layer L and the gradient in layer 0.
    """

    SHOWN = (1e-26, 1e20)  # what lies outside is cut, and said in the caption

    def __init__(
        self,
        signal: Callable,
        theory: Callable,
        W: np.ndarray,
        X: np.ndarray,
        activations: Mapping[str, tuple[Function, Function]],
    ):
        self.signal, self.theory, self.W, self.X = signal, theory, W, X
        self.activations = dict(activations)
        names = "signal", "gradient", "theory"
        self.names, height = svg.legend(names, 52, 402)
        scale = {"yscale": "log", "size": (410, 350), "top": height + 8}
        limits = (0, len(W)), self.SHOWN
        self.axes = _Powers(*limits, "layer", "root mean square", **scale)
        level = svg.line(self.axes.at([0, len(W)], 1.0), "currentColor", 1, "4 4")
        self.still = f'<g opacity="{FAINT:g}">{level}</g>'
        functions = list(self.activations)
        self.controls: dict[str, Control] = {
            "gain": Slide("gain", 1.0, 0.5, 3.0, 0.01),
            "activation": Choose("activation", functions[0], functions),
        }

    def __call__(self, gain: float, activation: str) -> Drawing:
        """Show all weights times gain, above 0, under one of the activations."""
        depth, functions = len(self.W), self.activations[activation]
        measured = self.signal(gain * self.W, self.X, *functions)
        expected = self.theory(gain, *functions, depth)
        lines = ""
        for values in expected:
            lines += self._line(values, *SERIES[2], 4)
        for values, (color, dash) in zip(measured, SERIES, strict=False):
            lines += self._line(values, color, dash, 2)
        forward, backward = (
            f"{short(m[end])} (theory {short(e[end])})"
            for m, e, end in zip(measured, expected, (-1, 0), strict=True)
        )
        caption = (
            f"{activation}, gain {gain:.2f}: signal {forward}, gradient {backward}"
        )
        return Drawing(
            self.axes.picture(self.still, lines, caption, self.names), caption
        )

    def _line(self, values: np.ndarray, color: str, dash: str, width: float) -> str:
        positive = np.where(values > 0, values, np.nan)  # 0 has no logarithm
        return svg.line(
            self.axes.at(np.arange(len(values)), positive), color, width, dash
        )


class Starts:
    """Loss curves of several runs from each start; one start in colour.

    Args:
        steps: shape (k,), increasing.
        losses: for each start the losses of its runs, shape (runs, k), above 0 or no
            number; a cross stands at the last number of a run that ends in none.
        level: the loss of knowing nothing, drawn as a dashed line.
        ylim: the losses shown, both above 0.
        what: the name of the control.
    """

    def __init__(
        self,
        steps: np.ndarray,
        losses: Mapping[str, np.ndarray],
        level: float,
        ylim: Sequence[float],
        *,
        what: str = "start",
    ):
        self.steps, self.losses, self.level = steps, dict(losses), level
        xlim = (-0.04 * steps[-1], steps[-1])  # room for a cross at the first step
        low, high = ylim
        self.axes = svg.Axes(xlim, (low, high), "step", "training loss", yscale="log")
        guess = svg.line(self.axes.at(xlim, level), "currentColor", 1, "4 4")
        others = "".join(self._runs(name, "currentColor", 1) for name in losses)
        self.still = f'{guess}<g opacity="0.3">{others}</g>'
        names = list(self.losses)
        self.controls = {"start": Choose(what, names[0], names)}

    def _runs(self, name: str, color: str, width: float) -> str:
        marks = ""
        for run in self.losses[name]:
            at = self.axes.at(self.steps, run)
            marks += svg.line(at, color, width)
            if not np.isfinite(run[-1]):
                marks += svg.cross(at[np.isfinite(run)][-1])
        return marks

    def __call__(self, start: str) -> Drawing:
        """Show one of the starts in colour, the others faintly."""
        ends = self.losses[start][:, -1]
        lost = np.count_nonzero(~np.isfinite(ends))
        words = f"{lost} of {len(ends)} runs end in no number"
        if lost < len(ends):
            numbers = ends[np.isfinite(ends)]
            low, high = f"{numbers.min():.2f}", f"{numbers.max():.2f}"
            among = f" from {low} to {high}" if low != high else f" at {low}"
            words = f"{len(numbers)} of {len(ends)} runs end{among}"
        caption = f"{start}: {words}; knowing nothing is {self.level:.2f}"
        marks = self._runs(start, ORANGE, 2)
        return Drawing(self.axes.picture(self.still, marks, caption), caption)
