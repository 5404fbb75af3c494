"""The views of lecture 9: kernels, double descent and lottery tickets."""

from collections.abc import Mapping, Sequence

import numpy as np

from .. import svg
from ..theme import BLUE, FAINT, GREEN, LIVE_GROUND, ORANGE, SERIES
from .controls import Choose, Slide
from .drawing import Drawing, count, short

LEFT, RIGHT = 52, 352  # of the frame, in pixels


class CircleKernel:
    """A kernel between a fixed point of the unit circle and all others, by width.

    Args:
        angle: to the fixed point, shape (k,), increasing, in radians.
        kernels: for each width the kernels of several random networks, (draws, k).
        limit: what they tend to, shape (k,).

    Values above twice the largest of the limit are cut.
    """

    def __init__(
        self, angle: np.ndarray, kernels: Mapping[int, np.ndarray], limit: np.ndarray
    ):
        self.angle, self.kernels, self.limit = angle, dict(kernels), limit
        self.names, height = svg.legend(["networks", "infinite width"], LEFT, RIGHT)
        low, high = min(limit.min(), 0), limit.max()
        ylim = low - 0.2 * (high - low), low + 2 * (high - low)
        limits = (angle[0], angle[-1]), ylim
        self.axes = svg.Axes(*limits, "angle, in radians", "kernel", top=height + 8)
        self.over = svg.line(self.axes.at(angle, limit), BLUE, 3, "7 4")
        widths = list(self.kernels)
        self.controls = {"width": Choose("width", widths[0], widths, plays=True)}

    def __call__(self, width: int) -> Drawing:
        """Show all networks of one width."""
        kernels = self.kernels[width]
        lines = "".join(
            svg.line(self.axes.at(self.angle, k), ORANGE, 1.5) for k in kernels
        )
        off = np.linalg.norm(kernels - self.limit, axis=1) / np.linalg.norm(self.limit)
        caption = (
            f"width {count(width)}: {len(kernels)} random networks, off by "
            f"{np.mean(off):.1%} of the limit in the mean"
        )
        faint = f'<g opacity="{FAINT:g}">{lines}</g>'
        picture = self.axes.picture("", faint + self.over, caption, self.names)
        return Drawing(picture, caption)


class Agreement:
    """What networks of several widths answer, over what a kernel answers.

    Args:
        kernel: answers of the kernel, shape (n,).
        networks: for each width the answers of a network, shape (n,).
        y: true labels in {-1, +1}, shape (n,).
    """

    def __init__(
        self, kernel: np.ndarray, networks: Mapping[int, np.ndarray], y: np.ndarray
    ):
        self.kernel, self.networks, self.y = kernel, dict(networks), y
        high = 1.1 * max(abs(v).max() for v in (kernel, *self.networks.values()))
        limits = (-high, high), (-high, high)
        self.axes = svg.Axes(*limits, "answer of the kernel", "answer of the network")
        same = self.axes.at([-high, high], [-high, high])
        self.still = svg.line(same, "currentColor", 1, "4 4")
        widths = list(self.networks)
        self.controls = {"width": Choose("width", widths[0], widths)}

    def __call__(self, width: int) -> Drawing:
        """Show the network of one width."""
        answers = self.networks[width]
        off = np.sqrt(np.mean((answers - self.kernel) ** 2))
        agree = np.mean(np.sign(answers) == np.sign(self.kernel))
        caption = (
            f"width {count(width)}: off by {short(off)} (root mean square), the same "
            f"sign on {agree:.1%} of {len(answers)} images"
        )
        dots = svg.dots(self.axes.at(self.kernel, answers), self.y)
        return Drawing(self.axes.picture(self.still, dots, caption), caption)


class TrainTest:
    """The plane shaded by the score of a network, by width.

    Squares are points it was trained on, circles are new; their colour is their label.

    Args:
        side: the grid along both axes, shape (k,), increasing.
        scores: for each width the score on the grid, shape (k, k), finite.
        X: points, shape (n, 2).
        y: their labels, shape (n,), positive or not.
        n: how many of the points, from the first on, it was trained on.
        right: for each width the share of training and of new points it has right.
    """

    def __init__(
        self,
        side: np.ndarray,
        scores: Mapping[int, np.ndarray],
        X: np.ndarray,
        y: np.ndarray,
        n: int,
        right: Mapping[int, tuple[float, float]],
    ):
        self.side, self.scores, self.right = side, dict(scores), dict(right)
        limits = ((side[0], side[-1]),) * 2
        self.axes = svg.Axes(*limits, "x₁", "x₂")
        self.dots = ""
        for color, label in ((BLUE, False), (ORANGE, True)):
            path = ""
            for k, (x, z) in enumerate(self.axes.at(*X.T)):
                if (y[k] > 0) == label:
                    shape = (
                        "m-3 -3h6v6h-6z"
                        if k < n
                        else "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z"
                    )
                    path += f"M{x:.1f} {z:.1f}{shape}"
            self.dots += f'<path d="{path}" fill="{color}"/>'
        rim = f'style="stroke:{LIVE_GROUND}" stroke="#fff" stroke-width="2"'
        self.dots = f'<g {rim} paint-order="stroke">{self.dots}</g>'
        widths = list(self.scores)
        self.controls = {"width": Choose("width", widths[0], widths)}

    def __call__(self, width: int) -> Drawing:
        """Show the network of one width."""
        s, (train, new) = self.scores[width], self.right[width]
        caption = (
            f"width {count(width)}: {train:.0%} of the training points right "
            f"(squares), {new:.0%} of the new ones (circles)"
        )
        under = svg.shades(self.axes, self.side, self.side, s, (0, 1, 2), 0.1)
        edge = svg.level_lines(self.axes, self.side, self.side, s, [0])
        return Drawing(self.axes.picture(under + edge, self.dots, caption), caption)


class DoubleDescent:
    """Loss over the number of features, by label noise and ridge.

    Args:
        features: numbers of features, shape (k,), increasing.
        sweeps: for each label noise the test loss, training loss and norm of the
            weights, from several seeds: shape (seeds, 3, ridges, k).
        ridges: the ridges, in the order of the sweeps.
        examples: the number of examples, marked by a dashed line.

    The curves are medians over the seeds, cut below `FLOOR`.
    """

    FLOOR = 1e-3

    def __init__(
        self,
        features: Sequence[int],
        sweeps: Mapping[float, np.ndarray],
        ridges: Sequence[float],
        examples: int,
    ):
        self.features, self.ridges = np.asarray(features), list(ridges)
        self.curves = {noise: np.median(s, axis=0) for noise, s in sweeps.items()}
        self.names, height = svg.legend(["new digits", "training"], LEFT, RIGHT)
        top = max(c[0].max() for c in self.curves.values())
        self.axes = svg.Axes(
            (self.features[0], self.features[-1]),
            (self.FLOOR, 2 * top),
            "random features N",
            "loss",
            **{"xscale": "log", "yscale": "log", "top": height + 8},
        )
        border = self.axes.at([examples, examples], [self.FLOOR, 2 * top])
        self.still = svg.line(border, "currentColor", 1, "4 4")
        counts, noises = [int(n) for n in self.features], list(self.curves)
        self.controls = {
            "features": Choose("features", counts[0], counts, plays=True),
            "noise": Choose("label noise", noises[0], noises),
            "ridge": Choose("ridge", self.ridges[0], self.ridges),
        }

    def __call__(self, features: int, noise: float, ridge: float) -> Drawing:
        """Mark a number of features on the curves of one noise and one ridge."""
        k = int(np.argmin(abs(self.features - features)))
        test, train, norm = self.curves[noise][:, self.ridges.index(ridge)]
        lines = marks = ""
        for values, (color, dash) in zip((test, train), SERIES, strict=False):
            at = self.axes.at(self.features, np.maximum(values, self.FLOOR / 2))
            lines += svg.line(at, color, 2, dash)
            if values[k] >= self.FLOOR:
                x, y = at[k]
                marks += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{color}"/>'
        loss = "below 0.001" if train[k] < self.FLOOR else short(train[k])
        caption = (
            f"{count(self.features[k])} features, noise {noise:.0%}, ridge "
            f"{count(ridge)}: loss {short(test[k])} on new digits, {loss} in training; "
            f"the norm of c is {short(norm[k])}"
        )
        # Marks are not cut: at the ends half of one lies outside the frame.
        under, over = self.still + lines, marks + self.names
        picture = self.axes.picture(under, "", caption, over)
        return Drawing(picture, caption)


class Tickets:
    """Accuracy over the share of weights that pruning leaves, and where they lie.

    Args:
        shares: of weights left after 0, 1, … rounds, shape (rounds,), falling.
        accuracy: by name the accuracy after each round, shape (rounds,).
        masks: of the first layer, shape (rounds, units, pixels), true where a weight
            is left; the number of pixels is a square.
    """

    def __init__(
        self, shares: np.ndarray, accuracy: Mapping[str, np.ndarray], masks: np.ndarray
    ):
        self.shares, self.accuracy = shares, dict(accuracy)
        side = round(masks.shape[2] ** 0.5)
        self.pixels = masks.mean(axis=1).reshape(-1, side, side)
        self.names, height = svg.legend(accuracy, LEFT, RIGHT)
        limits = (shares[-1] / 1.1, 1.1), (0, 1.02)
        labels = "share of weights left", "accuracy"
        scale = {"xscale": "log", "top": height + 8}
        self.axes = svg.Axes(*limits, *labels, **scale)
        self.lines = ""
        for values, (color, dash) in zip(accuracy.values(), SERIES, strict=False):
            self.lines += svg.line(self.axes.at(shares, values), color, 2, dash)
        self.controls = {"round": Slide("round", 0, 0, len(shares) - 1, 1, plays=True)}

    def __call__(self, round: int) -> Drawing:
        """Mark one round, and show the share of each pixel's weights that is left."""
        marks, words = "", []
        for (name, values), (color, _) in zip(
            self.accuracy.items(), SERIES, strict=False
        ):
            x, y = self.axes.at(self.shares[round], values[round])[0]
            marks += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{color}"/>'
            words.append(f"{name} {values[round]:.2f}")
        lost = np.count_nonzero(self.pixels[round] == 0)
        caption = (
            f"round {round}, {self.shares[round]:.1%} of the weights left: "
            f"{', '.join(words)}; {lost} of {self.pixels[round].size} pixels cut off"
        )
        chart = self.axes.picture(self.lines, marks, caption, self.names)
        image = svg.pixels(
            self.pixels[round], 380, 80, 160, self.pixels[round].max(), GREEN
        )
        title = svg.text(460, 70, "weights left, by pixel", "middle")
        body = chart[chart.index("</title>") + len("</title>") : -len("</svg>")]
        return Drawing(svg.picture(556, 350, body + title + image, caption), caption)
