"""The views of lecture 8: separable labels, fits by ReLUs, sawteeth, label noise."""

from collections.abc import Mapping

import numpy as np

from .. import svg
from ..theme import BLUE, ORANGE
from .controls import Choose
from .drawing import Drawing, count, short

LEFT, RIGHT = 52, 344  # of the frame, in pixels


class Separable:
    """How many random labellings one neuron can answer, over the number of points.

    Args:
        points: numbers of points, shape (m,), increasing.
        measured: for each number of weights the share of separable labellings that
            was found, shape (m,).
        formula: the same, as it should be.

    A dashed line stands where there are twice as many points as weights.
    """

    def __init__(
        self,
        points: np.ndarray,
        measured: Mapping[int, np.ndarray],
        formula: Mapping[int, np.ndarray],
    ):
        self.points = np.asarray(points)
        self.measured, self.formula = dict(measured), dict(formula)
        self.names, height = svg.legend(["measured", "formula"], LEFT, RIGHT)
        limits = (0, self.points[-1]), (-0.04, 1.04)
        labels = "points n", "share of labellings answered"
        self.axes = svg.Axes(*limits, *labels, top=height + 8)
        widths, counts = list(self.measured), [int(n) for n in self.points]
        self.controls = {
            "weights": Choose("weights d", widths[0], widths),
            "points": Choose("points n", counts[len(counts) // 2], counts),
        }

    def __call__(self, weights: int, points: int) -> Drawing:
        """Mark a number of points, for a neuron with so many weights."""
        k = int(np.argmin(abs(self.points - points)))
        n, measured = self.points[k], self.measured[weights]
        formula = self.formula[weights]
        twice = self.axes.at([2 * weights] * 2, (-0.04, 1.04))
        marks = svg.line(twice, "currentColor", 1, "4 4")
        marks += svg.line(self.axes.at(self.points, measured), ORANGE, 2)
        marks += svg.line(self.axes.at(self.points, formula), BLUE, 2, "7 4")
        x, y = self.axes.at(n, measured[k])[0]
        over = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{ORANGE}"/>'
        caption = (
            f"{count(n)} points, {count(weights)} weights, {n / weights:.2f} points a "
            f"weight: measured {measured[k]:.2f}, formula {formula[k]:.2f}"
        )
        picture = self.axes.picture(marks, over, caption, self.names)
        return Drawing(picture, caption)


class Knots:
    """A function on [0, 1] and fits to it with more and more ReLUs.

    Args:
        x: shape (m,), increasing from 0 to 1.
        target: the function, shape (m,).
        fits: by the number of ReLUs the best fit with knots at equal distances from
            0 on, shape (m,).
    """

    def __init__(
        self, x: np.ndarray, target: np.ndarray, fits: Mapping[int, np.ndarray]
    ):
        self.x, self.target, self.fits = x, target, dict(fits)
        self.names, height = svg.legend(["fit", "function"], LEFT, RIGHT)
        ylim = _around(np.concatenate([target, *self.fits.values()]))
        self.axes = svg.Axes((0, 1), ylim, "x", "output", top=height + 8)
        self.dashes = svg.line(self.axes.at(x, target), BLUE, 2, "7 4")
        sizes = list(self.fits)
        self.controls = {"knots": Choose("ReLUs m", sizes[0], sizes, plays=True)}

    def __call__(self, knots: int) -> Drawing:
        """Draw one fit, with a tick on the axis below each of its knots."""
        fit = self.fits[knots]
        off = fit - self.target
        path = "".join(
            f"M{x:.1f} {self.axes.bottom:.1f}v-9"
            for x, _ in self.axes.at(np.arange(knots) / knots, 0)
        )
        marks = svg.line(self.axes.at(self.x, fit), ORANGE, 2) + self.dashes
        marks += f'<path d="{path}" stroke="currentColor"/>'
        rms, most = np.sqrt(np.mean(off**2)), abs(off).max()
        caption = (
            f"{count(knots)} ReLUs: root mean square error {short(rms)}, "
            f"largest error {short(most)}"
        )
        return Drawing(self.axes.picture("", marks, caption, self.names), caption)


class Sawtooth:
    """A deep network of tents, and what one layer of ReLUs makes of its output.

    Args:
        x: shape (m,), increasing from 0 to 1, fine enough to hold every corner.
        teeth: the output after k tents, by k, shape (m,).
        shallow: the best fit to it, by k and the number of ReLUs, shape (m,).
    """

    def __init__(
        self,
        x: np.ndarray,
        teeth: Mapping[int, np.ndarray],
        shallow: Mapping[tuple[int, int], np.ndarray],
    ):
        self.x, self.teeth, self.shallow = x, dict(teeth), dict(shallow)
        self.names, height = svg.legend(["one layer", "tents"], LEFT, RIGHT)
        self.axes = svg.Axes((0, 1), (-0.1, 1.1), "x", "output", top=height + 8)
        tents, units = list(self.teeth), sorted({m for _, m in self.shallow})
        self.controls = {
            "tents": Choose("tents k", tents[0], tents),
            "units": Choose("ReLUs in one layer", units[0], units),
        }

    def __call__(self, tents: int, units: int) -> Drawing:
        """Draw one sawtooth, and the fit to it by one layer of so many ReLUs."""
        tooth, fit = self.teeth[tents], self.shallow[tents, units]
        slope = np.diff(tooth)
        pieces = 1 + np.count_nonzero(np.diff(slope))
        rms = np.sqrt(np.mean((fit - tooth) ** 2))
        marks = svg.line(self.axes.at(self.x, fit), ORANGE, 2)
        marks += svg.line(self.axes.at(self.x, tooth), BLUE, 2, "7 4")
        off = short(rms) if rms > 1e-6 else "0"
        caption = (
            f"{count(2 * tents)} ReLUs in tents: {count(pieces)} pieces; "
            f"{count(units)} in one layer: error {off}"
        )
        return Drawing(self.axes.picture(marks, "", caption, self.names), caption)


class LabelNoise:
    """Loss curves of a network whose training labels are partly random.

    Args:
        losses: for each share of random labels the training loss before each step,
            shape (runs, steps), above 0.
        train, test: the accuracy at the end, on the training images with the labels
            they were given and on new images with their true ones, shape (runs,).
        level: a loss, drawn as a dashed line; the caption says when runs pass it, and
            the lowest accuracy on training images.
    """

    EVERY = 5  # steps from one point that is drawn to the next

    def __init__(
        self,
        losses: Mapping[float, np.ndarray],
        train: Mapping[float, np.ndarray],
        test: Mapping[float, np.ndarray],
        level: float = 0.1,
    ):
        self.losses, self.train, self.test = dict(losses), dict(train), dict(test)
        self.level = level
        values = np.concatenate(list(self.losses.values()))
        self.steps = values.shape[1]
        ylim = 0.8 * values.min(), 1.25 * values.max()
        self.axes = svg.Axes(
            *((0, self.steps), ylim, "step", "training loss"), yscale="log"
        )
        ends = self.axes.at([0, self.steps], level)
        others = "".join(self._runs(noise, "currentColor", 1) for noise in self.losses)
        self.under = svg.line(ends, "currentColor", 1, "4 4")
        self.under += f'<g opacity="0.3">{others}</g>'
        shares = list(self.losses)
        words = "share of random labels"
        self.controls = {"noise": Choose(words, shares[0], shares)}

    def _runs(self, noise: float, color: str, width: float) -> str:
        at = np.arange(0, self.steps, self.EVERY)
        return "".join(
            svg.line(self.axes.at(at, run[at]), color, width)
            for run in self.losses[noise]
        )

    def __call__(self, noise: float) -> Drawing:
        """Show the runs with one share of random labels in colour."""
        passed = (self.losses[noise] < self.level).argmax(axis=1)
        low, high = self.test[noise].min(), self.test[noise].max()
        caption = (
            f"{noise:.0%} random: {self.level:g} by step {passed.min()} to "
            f"{passed.max()}; right: seen {self.train[noise].min():.0%}, "
            f"new {low:.0%} to {high:.0%}"
        )
        over = self._runs(noise, ORANGE, 2)
        return Drawing(self.axes.picture(self.under, over, caption), caption)


def _around(values: np.ndarray) -> tuple[float, float]:
    """The range of some values, with a margin of 8 %."""
    margin = 0.08 * np.ptp(values)
    return values.min() - margin, values.max() + margin
