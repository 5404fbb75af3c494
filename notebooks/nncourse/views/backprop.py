"""The views of lecture 3: a network of two layers, and a chain of neurons."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from .. import svg
from ..theme import BLUE, LIVE_GROUND, ORANGE
from .charts import Curves
from .controls import Choose, Slide
from .drawing import Drawing, count, short

LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


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


class Box(NamedTuple):
    """A box of the picture: its corner and width in pixels, and its numbers."""

    x: float
    y: float
    width: float
    numbers: list[tuple[str, tuple[int, ...]]]


class Arrow(NamedTuple):
    """An arrow of the picture, in pixels, and the weight on it, if one is.

    `share` is where on the arrow the weight stands, so that it covers no other arrow.
    """

    name: str
    place: tuple[int, ...]
    start: tuple[float, float]
    end: tuple[float, float]
    share: float | None


def _boxes() -> list[Box]:
    rows = [Box(4, 84 + 160 * i, 76, [("x", (i,))]) for i in range(2)]
    for j, row in enumerate(ROWS):
        rows.append(Box(264, row - 40, 98, [("z", (j,)), ("h", (j,))]))
    end = [Box(458, 148, 98, [("s", ()), ("y", ())]), Box(458, 278, 98, [("J", ())])]
    return rows + end


def _arrows() -> list[Arrow]:
    arrows = [Arrow("J", (), (508, 226), (508, 276), None)]
    for j, row in enumerate(ROWS):
        for i in range(2):
            ends = (82, 106 + 160 * i), (262, row - 22 + 44 * i)
            share = ((0.6, 0.8), (0.42, 0.42), (0.8, 0.6))[j][i]
            arrows.append(Arrow("W", (j, i), *ends, share))
        arrows.append(Arrow("V", (j,), (364, row), (456, 188 + 24 * (j - 1)), 0.45))
    return arrows


ROWS = (68, 186, 304)  # the middles of the hidden neurons, in pixels from the top
SIZE = 560, 360
BOXES, ARROWS = _boxes(), _arrows()


class WorkedNetwork:
    """Two inputs, three hidden neurons and one output, walked forward and backward.

    Where no kernel runs, the page computes both passes. A kernel asks the lecture's
    own, which a reader may have changed, and how far off its witnesses are.

    Args:
        x: the input, shape (2,).
        W, V: the weights at first, shapes (3, 2) and (3,), between -5 and 5.
        run: both passes, from x, W, V and the label, 0 or 1. It must be a pure
            function.
    """

    module = "worked_network"
    ORDER = ("z", "h", "s", "y", "J", "y", "s", "V", "h", "z", "W", "x")
    FORWARD = 5  # so many steps find values; those after them find slopes
    # The steps that cross these arrows.
    CROSSED = MappingProxyType({"W": (1, 11, 12), "V": (3, 8, 9), "J": (5, 6)})

    def __init__(
        self, x: np.ndarray, W: np.ndarray, V: np.ndarray, run: Callable[..., Passes]
    ):
        self.x, self.run = np.asarray(x), run
        weights = {f"W{j}{i}": W[j - 1, i - 1] for j in (1, 2, 3) for i in (1, 2)}
        weights |= {f"V{j}": V[j - 1] for j in (1, 2, 3)}
        self.controls = {
            "step": Slide("step", 0, 0, len(self.ORDER), 1, plays=True),
            **{
                name: Slide(name.translate(LOW), float(weight), -5.0, 5.0, 0.1)
                for name, weight in weights.items()
            },
            "label": Choose("label", 1, (0, 1)),
        }

    def data(self) -> dict:
        """What worked_network.js needs to draw the same."""
        steps = range(len(self.ORDER) + 1)
        return {
            "x": self.x.tolist(),
            "order": self.ORDER,
            "forward": self.FORWARD,
            "crossed": dict(self.CROSSED),
            "size": SIZE,
            "boxes": [box._asdict() for box in BOXES],
            "arrows": [arrow._asdict() for arrow in ARROWS],
            "words": [[self._words(k, label) for k in steps] for label in (0, 1)],
        }

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
        n = self.FORWARD
        forward, back = self.ORDER[: min(step, n)], self.ORDER[n:step]
        values = {"x": self.x, "W": W, "V": V}
        values |= {name: _exact(name, passes.values[name]) for name in forward}
        slopes = {name: np.asarray(passes.gradients[name]) + 0.0 for name in back}
        caption = self._words(step, label)
        if step:
            known = slopes if back else values
            caption += _all(known[self.ORDER[step - 1]])
        if "W" in slopes and passes.checks:
            off = ", ".join(f"{k} {short(v)}" for k, v in passes.checks.items())
            caption += f"; largest difference from {off}"
        if back:
            slopes["J"] = np.array(1.0)  # where the walk begins
        color = ORANGE if back else BLUE
        marks = "".join(self._arrow(arrow, step, color) for arrow in ARROWS)
        marks += "".join(_label(arrow, values, slopes) for arrow in ARROWS)
        lit = self.ORDER[step - 1] if step else ""
        marks += "".join(_box(box, lit, color, values, slopes) for box in BOXES)
        return Drawing(svg.picture(*SIZE, marks, caption), caption)

    def _arrow(self, arrow: Arrow, step: int, color: str) -> str:
        """An arrow, in colour where the step crosses it."""
        ends = np.array(arrow.start, dtype=float), np.array(arrow.end, dtype=float)
        crossed = step in self.CROSSED[arrow.name]
        return svg.arrow(*ends, *((color, 3) if crossed else ("currentColor", 1.2)))

    def _words(self, step: int, label: int) -> str:
        """The caption of a step, as far as the weights do not matter."""
        n = self.FORWARD
        if not step:
            return f"before the first step: x = {_all(self.x)}, label {label}"
        name = self.ORDER[step - 1]
        if step <= n:
            how = {
                "z": "W x",
                "h": "σ(z)",
                "s": "V · h",
                "y": "σ(s)",
                "J": "−log y" if label else "−log(1 − y)",
            }
            return f"forward, step {step} of {n}: {name} = {how[name]} = "
        how = {
            "y": "−1 / y" if label else "1 / (1 − y)",
            "s": "∂J/∂y · y (1 − y)",
            "V": "∂J/∂s · h",
            "h": "∂J/∂s · V",
            "z": "∂J/∂h ∘ h ∘ (1 − h)",
            "W": "∂J/∂z xᵀ",
            "x": "Wᵀ ∂J/∂z",
        }
        last = len(self.ORDER) - n
        return f"backward, step {step - n} of {last}: ∂J/∂{name} = {how[name]} = "


def _exact(name: str, value) -> np.ndarray:
    """A value to be shown: what rounding leaves of 0 in the sums z and s is 0."""
    return (np.round(value, 12) if name in "zs" else np.asarray(value)) + 0.0


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
        value = values[name][index]
        words += f" = {count(value) if name in 'WVx' else short(value)}"
    slope = [f"∂ {short(slopes[name][index])}"] if name in slopes else []
    return [words, *slope]


def _box(box: Box, lit: str, color: str, values, slopes) -> str:
    """A box with its numbers, and under each the slope of the loss by it."""
    now = lit in dict(box.numbers)
    marks = (
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}"'
        f' height="{8 + 36 * len(box.numbers)}" rx="8" style="fill:{LIVE_GROUND}"'
        f' fill="#fff" stroke="{color if now else "currentColor"}"'
        f' stroke-width="{4 if now else 1.5}"/>'
    )
    for k, (name, index) in enumerate(box.numbers):
        for line, words in enumerate(_number(name, index, values, slopes)):
            down = box.y + 18 + 36 * k + 16 * line
            marks += svg.text(box.x + box.width / 2, down, words, "middle", 13)
    return marks


def _label(arrow: Arrow, values, slopes) -> str:
    """A weight on its arrow, on a ground that hides the arrow there."""
    if arrow.share is None:
        return ""
    start, end = np.array([arrow.start, arrow.end])
    x, y = start + arrow.share * (end - start)
    lines = _number(arrow.name, arrow.place, values, slopes)
    width, height = 6.2 * max(map(len, lines)) + 4, 13 * len(lines) + 2
    marks = (
        f'<rect x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width:.1f}"'
        f' height="{height}" style="fill:{LIVE_GROUND}" fill="#fff"/>'
    )
    for k, words in enumerate(lines):
        down = y + 4 + 13 * (k - (len(lines) - 1) / 2)
        marks += svg.text(x, down, words, "middle")
    return marks


class Chain:
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
