"""Activations and outputs: curves with their slopes, saturation, softmax."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from .. import svg
from ..theme import BLUE, FAINT, ORANGE, SERIES
from .controls import Choose, Control, Slide
from .drawing import Drawing, count, short


class Activation:
    """One activation and its derivative, with the tangent at a point.

    The others lie faintly behind it. Both axes have the same unit, so that a slope of
    1 stands at 45 degrees; what is above or below the frame is cut off.

    Args:
        z: pre-activations, shape (m,), increasing.
        curves: for each activation its values and its derivative, both of shape (m,).
    """

    YLIM = (-1.4, 3.4)

    def __init__(
        self, z: np.ndarray, curves: Mapping[str, tuple[np.ndarray, np.ndarray]]
    ):
        self.z, self.curves = np.asarray(z), dict(curves)
        names = ("φ(z)", "φ′(z)", "tangent")
        self.names, height = svg.legend(names, 52, 404)
        width = self.z[-1] - self.z[0]
        inside = 352 * (self.YLIM[1] - self.YLIM[0]) / width
        self.axes = svg.Axes(
            (self.z[0], self.z[-1]),
            self.YLIM,
            "pre-activation z",
            "",
            size=(420, round(inside + height + 8 + 44)),
            top=height + 8,
        )
        others = "".join(
            svg.line(self.axes.at(self.z, phi), "currentColor", 1)
            for phi, _ in self.curves.values()
        )
        self.behind = f'<g opacity="{FAINT / 3:g}">{others}</g>'
        functions = list(self.curves)
        self.controls: dict[str, Control] = {
            "name": Choose("activation", functions[0], functions),
            "z": Slide("z", 1.0, float(self.z[0]), float(self.z[-1]), 0.1),
        }

    def __call__(self, name: str, z: float) -> Drawing:
        """Show one of the activations, marked at the grid point nearest to z."""
        k = int(np.argmin(abs(self.z - z)))
        phi, slope = self.curves[name]
        ends = self.z[k] + np.array([-2.0, 2.0])
        lines = (
            (self.z, phi),
            (self.z, slope),
            (ends, phi[k] + slope[k] * (ends - self.z[k])),
        )
        marks = self.behind
        for (x, y), (color, dash) in zip(lines, SERIES, strict=False):
            marks += svg.line(self.axes.at(x, y), color, 2, dash)
        for y, color in ((phi[k], ORANGE), (slope[k], BLUE)):
            px, py = self.axes.at(self.z[k], y)[0]
            marks += f'<circle cx="{px:.1f}" cy="{py:.1f}" r="5" fill="{color}"/>'
        caption = f"{name} at z = {count(round(self.z[k], 6))}: "
        caption += f"output {short(phi[k])}, slope {short(slope[k])}"
        return Drawing(self.axes.picture(marks, "", caption, self.names), caption)


class Saturation:
    """The slope of an activation at each pre-activation of a batch, scaled.

    A slope whose size is below FLAT is drawn as a square. Pre-activations beyond ±REACH
    are drawn there, at the edge of the frame.

    Args:
        z: pre-activations with standard deviation 1, shape (n,).
        slopes: the derivative of each activation, a function of arrays.
    """

    REACH, FLAT = 11.8, 0.01

    def __init__(
        self,
        z: np.ndarray,
        slopes: Mapping[str, Callable[[np.ndarray], np.ndarray]],
    ):
        self.z, self.slopes = np.asarray(z), dict(slopes)
        labels = "pre-activation z", "slope φ′(z)"
        self.axes = svg.Axes((-12, 12), (-0.2, 1.2), *labels, size=(420, 260))
        names = list(self.slopes)
        self.controls = {
            "name": Choose("activation", names[0], names),
            "scale": Choose("spread", 1, (0.1, 0.5, 1, 2, 5, 10, 20, 50)),
        }

    def __call__(self, name: str, scale: float) -> Drawing:
        """Show the slopes of one activation at scale · z; scale above 0."""
        grid = np.linspace(-12, 12, 481)
        curve = self.axes.at(grid, self.slopes[name](grid))
        slope = self.slopes[name](scale * self.z)
        flat = np.abs(slope) < self.FLAT
        at = self.axes.at(np.clip(scale * self.z, -self.REACH, self.REACH), slope)
        marks = svg.line(curve, "currentColor", 1) + svg.dots(at, flat)
        caption = f"{name}, spread {count(scale)}: {flat.mean():.0%} of {len(self.z)} "
        caption += f"slopes below {self.FLAT:g} in size, "
        caption += f"mean slope {short(slope.mean())}"
        return Drawing(self.axes.picture(marks, "", caption), caption)


class Softmax:
    """The softmax of a few logits, computed safely and as the formula is written.

    Both are computed in float32. Where the formula gives no number it has no bars.

    Args:
        logits: shape (k,).
        names: what the k classes are called.
    """

    controls: Mapping[str, Control] = MappingProxyType(
        {
            "temperature": Choose("temperature", 1, (0.05, 0.2, 0.5, 1, 2, 5, 20, 100)),
            "shift": Slide("added to all", 0, -150, 150, 5),
        }
    )

    def __init__(self, logits: np.ndarray, names: Sequence[str]):
        self.logits, self.names = np.asarray(logits, dtype=np.float64), list(names)
        self.legend = ""
        for x, color, kind in (
            (52, ORANGE, "as written"),
            (160, BLUE, "largest logit subtracted"),
        ):
            self.legend += f'<path d="M{x} 6h18v9h-18z" fill="{color}"/>'
            self.legend += svg.text(x + 24, 15, kind)
        self.axes = svg.Axes(
            *((0, 1), (0, len(names)), "probability", ""),
            size=(420, 70 + 46 * len(names)),
            top=26,
            rows=self.names,
        )

    def __call__(self, temperature: float, shift: float) -> Drawing:
        """Show softmax((logits + shift) / temperature); temperature above 0."""
        z = ((self.logits + shift) / temperature).astype(np.float32)
        with np.errstate(over="ignore", invalid="ignore"):
            written = np.exp(z) / np.exp(z).sum()
        safe = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
        marks = self._bars(written, 0.52, ORANGE) + self._bars(safe, 0.14, BLUE)
        shares = [f"{name} {p:.3f}" for name, p in zip(self.names, safe, strict=True)]
        caption = f"temperature {count(temperature)}, {count(shift)} added: "
        caption += ", ".join(shares)
        if not np.isfinite(written).all():
            caption += "; as written: no number"
        elif not np.allclose(written, safe, rtol=0, atol=1e-3):
            caption += "; as written: " + ", ".join(f"{p:.3f}" for p in written)
        return Drawing(self.axes.picture(marks, "", caption, self.legend), caption)

    def _bars(self, p: np.ndarray, foot: float, color: str) -> str:
        """One bar a class, as long as its probability; none where it is no number."""
        path = ""
        for k, share in enumerate(p):
            if np.isfinite(share):
                row = len(p) - 1 - k + foot
                (x0, y0), (x1, y1) = self.axes.at([0, share], [row, row + 0.34])
                path += f"M{x0:.1f} {y0:.1f}V{y1:.1f}H{x1:.1f}V{y0:.1f}z"
        return f'<path d="{path}" fill="{color}"/>'
