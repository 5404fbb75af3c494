"""The plane: scores over it, paths down a surface, and points that move."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

import numpy as np

from .. import svg
from ..theme import ORANGE, SERIES
from .controls import Choose, Control, Film, Slide
from .drawing import Drawing, count, plane, short

Name = TypeVar("Name", str, float)  # of a path: a word, or a learning rate


class Regions(Film):
    """The plane shaded by a score, with the sample on top.

    Args:
        score: maps points of shape (m, 2) and what a frame holds to m scores, finite.
            A pure function: it is called at each move.
        frames: for each value of the control what score takes, such as weights.
        X: the sample, shape (n, 2).
        y: its labels, shape (n,); a point is right where the score is positive and the
            label 1, or neither.
        span: half the side of the square shown, in the units of X.
        levels: beyond each score, and its mirror image, the shade is a step darker.
        what: the name of the control.
        n: grid points a side; the score is linear between them.
    """

    def __init__(
        self,
        score: Callable[..., np.ndarray],
        frames: Mapping,
        X: np.ndarray,
        y: np.ndarray,
        *,
        span: float = 2.0,
        levels: Sequence[float] = (0, 0.5, 1),
        what: str = "step",
        n: int = 80,
    ):
        self.score, self.frames, self.X = score, dict(frames), X
        self.positive = np.asarray(y) > 0
        self.levels, self.what, self.n = levels, what, n
        self.axes = svg.Axes((-span, span), (-span, span), "x₁", "x₂")
        self.side = np.linspace(-span, span, n)
        grid = np.stack(np.meshgrid(self.side, self.side), axis=-1)  # (n, n, 2)
        self.points = np.concatenate([grid.reshape(-1, 2), X])
        self.dots = svg.dots(self.axes.at(*X.T), self.positive)

    def __call__(self, frame) -> Drawing:
        """Show the score of one frame, a key of frames."""
        scores = np.asarray(self.score(self.points, self.frames[frame]), dtype=float)
        s, at_sample = np.split(scores.reshape(-1), [self.n**2])
        s = s.reshape(self.n, self.n)
        right = np.mean((at_sample > 0) == self.positive)
        caption = (
            f"{self.what} {count(frame)}: {right:.0%} of {len(self.X)} points right; "
            f"the score is positive on {np.mean(s > 0):.0%} of the square"
        )
        under = svg.shades(self.axes, self.side, self.side, s, self.levels, 0.1)
        edge = svg.level_lines(self.axes, self.side, self.side, s, [0])
        image = self.axes.picture(under + edge, self.dots, caption)
        return Drawing(image, caption)


class Trajectories(Generic[Name]):
    """Up to five ways down a surface over two parameters, step by step.

    Args:
        x, y: the grid, shapes (m,) and (k,).
        z: the height on the grid, shape (k, m); its level lines stand at quantiles.
        paths: by name the points after 0, 1, … steps, shape (T + 1, 2).
        heights: by name the height along the path, shape (T + 1,).
        xlabel, ylabel: the two parameters.

    Raises:
        ValueError: if paths and heights differ in names or lengths.
    """

    def __init__(
        self,
        x: np.ndarray,
        y: np.ndarray,
        z: np.ndarray,
        paths: Mapping[Name, np.ndarray],
        heights: Mapping[Name, np.ndarray],
        xlabel: str,
        ylabel: str,
    ):
        self.paths: dict[Name, np.ndarray] = dict(paths)
        self.heights: dict[Name, np.ndarray] = dict(heights)
        if {k: len(v) for k, v in paths.items()} != {
            k: len(v) for k, v in heights.items()
        }:
            raise ValueError("paths and heights need the same names and lengths")
        self.names, top = self._legend()
        self.axes = svg.Axes((x[0], x[-1]), (y[0], y[-1]), xlabel, ylabel, top=top)
        levels = np.quantile(z, np.linspace(0.02, 0.9, 12))
        self.levels = svg.level_lines(self.axes, x, y, z, levels)
        i, j = np.unravel_index(z.argmin(), z.shape)
        self.lowest = svg.cross(self.axes.at(x[j], y[i])[0])

    @property
    def controls(self) -> Mapping[str, Control]:
        """How many steps are shown."""
        steps = max(map(len, self.paths.values())) - 1
        return {"step": Slide("step", steps // 5, 0, steps, 1, plays=True)}

    def _legend(self) -> tuple[str, float]:
        """The legend, and the room that it needs above the frame, in pixels."""
        names, height = svg.legend(map(str, self.paths), 52, 352)
        return names, height + 8

    def __call__(self, step: int) -> Drawing:
        """Show the first steps of every path."""
        ways, words = "", []
        for (name, path), (color, dash) in zip(
            self.paths.items(), SERIES, strict=False
        ):
            at = self.axes.at(*path[: step + 1].T)
            ways += svg.line(at, color, 2, dash)
            if np.isfinite(at[-1]).all():
                x, y = at[-1]
                ways += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{color}"/>'
            words.append(f"{name} {short(self.heights[name][: step + 1][-1])}")
        return self._drawing(ways, f"step {step}: " + ", ".join(words))

    def _drawing(self, ways: str, caption: str) -> Drawing:
        ground = self.levels + self.lowest
        image = self.axes.picture(ground, ways, caption, self.names)
        return Drawing(image, caption)


class Descent(Trajectories[float]):
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
        super().__init__(w, b, loss, paths, losses, "weight w", "bias b")

    @property
    def controls(self) -> Mapping[str, Control]:
        """The learning rate, and how many steps are shown."""
        rates, steps = list(self.paths), len(next(iter(self.heights.values()))) - 1
        return {
            "lr": Choose("learning rate", rates[len(rates) // 4], rates),
            "step": Slide("step", steps // 5, 0, steps, 1),
        }

    def _legend(self) -> tuple[str, float]:
        return "", 14  # one path at a time needs no name

    # A view is called by the names of its own controls.
    def __call__(self, lr: float, step: int) -> Drawing:  # type: ignore[override]
        """Show the first steps of the path of one learning rate, a key of paths."""
        path, losses = self.paths[lr][: step + 1], self.heights[lr][: step + 1]
        uphill = np.count_nonzero(np.diff(losses) > 1e-9)
        caption = (
            f"learning rate {lr:g}, step {step}: loss {losses[-1]:.3f}; "
            f"{uphill} of {step} steps went uphill"
        )
        at = self.axes.at(*path.T)
        way = svg.line(at, ORANGE, 1.5) + svg.dots(at[-1:], np.ones(1), 4)
        return self._drawing(way, caption)


class Embedding(Film):
    """Points of several classes that move, and the nearest of a chosen one.

    Args:
        frames: for each value of the control the points, shape (n, 2).
        y: classes 0, 1, … of the points, shape (n,).
        names: of each class; its first character is the mark of its points.
        k: how many neighbours to show.
        what: the name of the control.

    The axes hold the points of all frames.
    """

    def __init__(
        self,
        frames: Mapping[float, np.ndarray],
        y: np.ndarray,
        names: Sequence[str],
        *,
        k: int = 5,
        what: str = "step",
    ):
        self.frames, self.y, self.names = dict(frames), np.asarray(y, dtype=int), names
        self.k, self.what = k, what
        self.axes = plane(np.concatenate(list(self.frames.values())), "", "")

    @property
    def controls(self) -> dict[str, Control]:
        """The frame that is shown, and the chosen point."""
        return super().controls | {"point": Slide("point", 0, 0, len(self.y) - 1, 1)}

    def nearest(self, frame: float, point: int) -> np.ndarray:
        """The k nearest to a point, nearest first, shape (k,); not the point itself."""
        Z = self.frames[frame]
        distance = np.hypot(*(Z - Z[point]).T)
        distance[point] = np.inf
        return np.argsort(distance, kind="stable")[: self.k]

    def __call__(self, frame: float, point: int) -> Drawing:
        """Show one frame, a key of frames, and the neighbours of one point."""
        at, near = self.axes.at(*self.frames[frame].T), self.nearest(frame, point)
        marks = ""
        for label, name in enumerate(self.names):
            of = self.y == label
            color = SERIES[label % len(SERIES)][0]
            marks += svg.letters(at[of], name[0] * of.sum(), color, 11)
        for j in near:
            marks += svg.line(at[[point, j]], "currentColor", 1.5)
        x, y = at[point]
        marks += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="none"'
        marks += ' stroke="currentColor" stroke-width="2"/>'
        alike = np.count_nonzero(self.y[near] == self.y[point])
        caption = (
            f"{self.what} {count(frame)}: {alike} of the {self.k} points nearest to "
            f"point {point} are, like it, {self.names[self.y[point]]}"
        )
        return Drawing(self.axes.picture("", marks, caption), caption)
