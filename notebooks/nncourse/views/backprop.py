"""The views of lecture 3: a network of two layers, and a chain of neurons."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from .. import svg
from ..theme import BLUE, LIVE_GROUND, ORANGE
from .charts import Curves
from .controls import Film
from .drawing import Drawing, count, short

LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
ROWS = (68, 186, 304)  # the middles of the hidden neurons, in pixels from the top


class Passes(NamedTuple):
    """A forward and a backward pass through a network with one hidden layer.

    values: z and h of shape (m,), s, y and J, numbers: the pre-activations of the
        hidden layer, its activations, the same two of the output, and the loss.
    gradients: the derivatives of J by y, s, V, h, z, W and x, each of the shape of
        what it is a derivative by.
    checks: how far the gradients are from those of others, by the others' names.
    """

    values: Mapping[str, np.ndarray]
    gradients: Mapping[str, np.ndarray]
    checks: Mapping[str, float]


class WorkedNetwork:
    """Two inputs, three hidden neurons and one output, walked forward and backward.

    Args:
        x: the input, shape (2,).
        run: both passes, from x, W of shape (3, 2), V of shape (3,) and the label, 0
            or 1. It must be a pure function.

    Each call draws the network under other weights.
    """

    FORWARD = ("z", "h", "s", "y", "J")
    BACKWARD = ("y", "s", "V", "h", "z", "W", "x")
    # The walk crosses these arrows forward, and then backward, to find these numbers.
    CROSSED = {  # noqa: RUF012  never changed
        "W": {("z", False), ("W", True), ("x", True)},
        "V": {("s", False), ("V", True), ("h", True)},
        "J": {("J", False), ("y", True)},
    }

    def __init__(self, x: np.ndarray, run: Callable[..., Passes]):
        self.x, self.run = np.asarray(x), run

    @property
    def steps(self) -> int:
        """The number of the last step."""
        return len(self.FORWARD) + len(self.BACKWARD)

    def __call__(self, step: int, label: int, **weights: float) -> Drawing:
        """Show the first steps of both passes.

        Args:
            step: 0 to 12: 5 forward, 7 backward.
            label: 0 or 1.
            weights: W11 to W32 and V1 to V3, where W21 leads from input 1 to neuron 2.
        """
        W = np.array([[weights[f"W{j}{i}"] for i in (1, 2)] for j in (1, 2, 3)])
        V = np.array([weights[f"V{j}"] for j in (1, 2, 3)])
        passes = self.run(self.x, W, V, label)
        forward = self.FORWARD[:step]
        back = self.BACKWARD[: max(step - len(self.FORWARD), 0)]
        values = {"x": self.x, "W": W, "V": V}
        values |= {name: passes.values[name] for name in forward}
        slopes: dict[str, np.ndarray | float]
        slopes = {name: passes.gradients[name] for name in back}
        now = (back or forward or ("",))[-1], bool(back)
        caption = self._words(step, label, values, slopes)
        if "W" in slopes:
            off = ", ".join(f"{k} {short(v)}" for k, v in passes.checks.items())
            caption += f"; largest difference from {off}"
        if back:
            slopes["J"] = 1.0  # where the walk begins
        marks = self._arrows(now) + self._labels(values, slopes)
        marks += self._boxes(values, slopes, now)
        return Drawing(svg.picture(560, 360, marks, caption), caption)

    def _arrows(self, now: tuple[str, bool]) -> str:
        """Every arrow, in colour where the step crosses it."""
        color = ORANGE if now[1] else BLUE
        ways = [("J", (508, 226), (508, 276))]
        ways += [(name, *way) for name, _, way, _ in self._weights()]
        marks = ""
        for kind, start, end in ways:
            crossed = now in self.CROSSED[kind]
            way = np.array(start, dtype=float), np.array(end, dtype=float)
            look = (color, 3) if crossed else ("currentColor", 1.2)
            marks += svg.arrow(*way, *look)
        return marks

    def _weights(self):
        """Each weight's name and index, its arrow, and its label's place on that.

        Places are shares of the arrow, chosen so that no label covers another's arrow.
        """
        for j, row in enumerate(ROWS):
            for i in range(2):
                way = (82, 106 + 160 * i), (262, row - 22 + 44 * i)
                yield "W", (j, i), way, ((0.6, 0.8), (0.42, 0.42), (0.8, 0.6))[j][i]
            yield "V", (j,), ((364, row), (456, 188 + 24 * (j - 1))), 0.45

    def _labels(self, values, slopes) -> str:
        """Every weight on its arrow and, once it is known, the slope by it."""
        marks = ""
        for name, index, way, share in self._weights():
            start, end = np.array(way)
            x, y = start + share * (end - start)
            marks += _label(x, y, name, index, values, slopes)
        return marks

    def _boxes(self, values, slopes, now: tuple[str, bool]) -> str:
        """Every box with its numbers, and under each the slope of the loss by it."""
        marks = "".join(
            self._box((4, 84 + 160 * i, 76), [("x", (i,))], values, slopes, now)
            for i in range(2)
        )
        for j, row in enumerate(ROWS):
            names = [("z", (j,)), ("h", (j,))]
            marks += self._box((264, row - 40, 98), names, values, slopes, now)
        pair = [("s", ()), ("y", ())]
        marks += self._box((458, 148, 98), pair, values, slopes, now)
        return marks + self._box((458, 278, 98), [("J", ())], values, slopes, now)

    def _box(self, place, numbers, values, slopes, now: tuple[str, bool]) -> str:
        x, y, width = place
        lit = now[0] in dict(numbers)
        color = (ORANGE if now[1] else BLUE) if lit else "currentColor"
        marks = (
            f'<rect x="{x}" y="{y}" width="{width}" height="{8 + 36 * len(numbers)}"'
            f' rx="8" style="fill:{LIVE_GROUND}" fill="#fff" stroke="{color}"'
            f' stroke-width="{4 if lit else 1.5}"/>'
        )
        for k, (name, index) in enumerate(numbers):
            for line, words in enumerate(_number(name, index, values, slopes)):
                down = y + 18 + 36 * k + 16 * line
                marks += svg.text(x + width / 2, down, words, "middle", 13)
        return marks

    def _words(self, step: int, label: int, values, slopes) -> str:
        n = len(self.FORWARD)
        if not step:
            return f"before the first step: x = {_all(self.x)}, label {label}"
        if step <= n:
            how = {
                "z": "W x",
                "h": "σ(z)",
                "s": "V · h",
                "y": "σ(s)",
                "J": "−log y" if label else "−log(1 − y)",
            }
            name = self.FORWARD[step - 1]
            equation = f"{name} = {how[name]} = {_all(values[name])}"
            return f"forward, step {step} of {n}: {equation}"
        how = {
            "y": "−1 / y" if label else "1 / (1 − y)",
            "s": "∂J/∂y · y (1 − y)",
            "V": "∂J/∂s · h",
            "h": "∂J/∂s · V",
            "z": "∂J/∂h ∘ h ∘ (1 − h)",
            "W": "∂J/∂z xᵀ",
            "x": "Wᵀ ∂J/∂z",
        }
        name = self.BACKWARD[step - n - 1]
        equation = f"∂J/∂{name} = {how[name]} = {_all(slopes[name])}"
        return f"backward, step {step - n} of {len(self.BACKWARD)}: {equation}"


def _all(values) -> str:
    """A number, a vector or a matrix in a caption: 2, (2, 3) or (2, 3; 4, 5)."""
    if np.ndim(values) == 0:
        return short(values)
    rows = (", ".join(map(short, row)) for row in np.atleast_2d(values))
    return f"({'; '.join(rows)})"


def _number(name: str, index: tuple[int, ...], values, slopes) -> list[str]:
    """A number and the slope of the loss by it, as far as they are known."""
    words = name + "".join(str(i + 1) for i in index).translate(LOW)
    if name in values:
        value = values[name][index] if index else values[name]
        words += f" = {count(value) if name in 'WVx' else short(value)}"
    lines = [words]
    if name in slopes:
        slope = slopes[name][index] if index else slopes[name]
        lines.append(f"∂ {short(slope)}")
    return lines


def _label(x, y, name: str, index, values, slopes) -> str:
    """A weight in the middle of its arrow, on a ground that hides the arrow there."""
    lines = _number(name, index, values, slopes)
    width, height = 6.2 * max(map(len, lines)) + 4, 13 * len(lines) + 2
    marks = (
        f'<rect x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width:.1f}"'
        f' height="{height}" style="fill:{LIVE_GROUND}" fill="#fff"/>'
    )
    for k, words in enumerate(lines):
        down = y + 4 + 13 * (k - (len(lines) - 1) / 2)
        marks += svg.text(x, down, words, "middle")
    return marks


class Chain(Film):
    """The slope of the output of a chain of neurons, by each activation before it.

    Args:
        frames: for each weight, by the name of the kind of neuron, the absolute slope
            of the output by the activation k neurons before it, shape (L + 1,), above
            0; the first is 1.
        limit: powers of ten shown, up and down.
    """

    what = "weight w"

    def __init__(
        self, frames: Mapping[float, Mapping[str, np.ndarray]], limit: float = 20
    ):
        self.frames = {
            weight: _Slopes(f"w = {count(weight)}", ys, limit)
            for weight, ys in frames.items()
        }

    def __call__(self, frame: float) -> Drawing:
        """Draw the slopes for one weight, read off at the far end of the chain."""
        view = self.frames[frame]
        return view(view.x[-1])


class _Slopes(Curves):
    """Powers of ten of the slopes for one weight, as curves."""

    def __init__(self, weight: str, ys: Mapping[str, np.ndarray], limit: float):
        self.weight = weight
        k = np.arange(len(next(iter(ys.values()))))
        powers = {name: np.log10(y) for name, y in ys.items()}
        names = "neurons passed on the way back", "slope of the output, power of ten"
        super().__init__(k, powers, *names, ylim=(-limit, limit))

    def _words(self, x: float, values: Mapping[str, float]) -> str:
        slopes = {name: 10.0**power for name, power in values.items()}
        words = ", ".join(f"{name} {short(v)}" for name, v in slopes.items())
        return f"{self.weight}, slope {count(x)} back: {words}"
