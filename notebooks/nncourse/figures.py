"""The figures of the lectures.

Each function takes arrays and returns a Picture. None of them trains, draws random
numbers or reads a file: the notebook does, in sight of the reader.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from .theme import BLUE, COLOR, GREEN, GROUND, INK, MARKER, ORANGE, Picture

STYLES = ((ORANGE, "-"), (BLUE, "--"), (GREEN, "-."), (INK, ":"))


def decision_regions(
    score: Callable[[np.ndarray], np.ndarray],
    X: np.ndarray,
    y: np.ndarray,
    *,
    span: float = 2.0,
    n: int = 101,
) -> Picture:
    """Shade the plane by the sign of a score, with the sample on top.

    Args:
        score: maps points of shape (m, 2) to scores of shape (m,).
        X: the sample, shape (m, 2), in the units of the axes.
        y: its labels in {-1, +1}, shape (m,).
        span: half the side of the square shown, in the units of X.
        n: grid points a side; the step is h = 2 span / (n - 1).

    Returns:
        The picture, captioned with the accuracy on (X, y).

    Raises:
        ValueError: if X is not (m, 2), or y is not m labels in {-1, +1}.

    Error:
        The boundary is interpolated linearly between grid points: exact for an affine
        score s, otherwise off by at most h² max|∂²s| / (8 min|∇s|) near the boundary.
    """
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError(f"X has shape {X.shape}, expected (m, 2)")
    if y.shape != X.shape[:1] or not np.isin(y, (-1, 1)).all():
        raise ValueError("y must hold one label in {-1, +1} for each row of X")

    side = np.linspace(-span, span, n)
    grid = np.stack(np.meshgrid(side, side), axis=-1)  # (n, n, 2)
    s = np.asarray(score(grid.reshape(-1, 2))).reshape(n, n)

    picture = Picture()
    ax = picture.add_subplot(xlim=(-span, span), ylim=(-span, span), aspect="equal")
    ax.pcolormesh(side, side, np.sign(s), cmap=GROUND, clim=(-1, 1))
    ax.contour(side, side, s, levels=[0], colors=INK, linewidths=1)
    _points(X, y, ax)
    ax.set(xlabel="$x_1$", ylabel="$x_2$")
    right = np.mean(np.sign(score(X)) == y)
    picture.caption = f"decision regions: {right:.0%} of {len(y)} points right"
    return picture


def scatter(
    X: np.ndarray, y: np.ndarray, xlabel: str, ylabel: str, names: Sequence[str]
) -> Picture:
    """A labelled sample in the plane.

    Args:
        X: the sample, shape (n, 2).
        y: its labels in {0, 1}, shape (n,).
        xlabel, ylabel: the two features, with units.
        names: what labels 0 and 1 stand for.
    """
    picture = Picture(4.6, 3.6)
    ax = picture.add_subplot(xlabel=xlabel, ylabel=ylabel)
    _points(X, y, ax, names)
    ax.legend(frameon=False)
    counts = (f"{np.count_nonzero(y == k)} {name}" for k, name in enumerate(names))
    picture.caption = f"{xlabel} and {ylabel}: " + ", ".join(counts)
    return picture


def curves(
    x: np.ndarray, ys: Mapping[str, np.ndarray], xlabel: str, ylabel: str
) -> Picture:
    """Up to four curves over the same x, told apart by colour and dash.

    Args:
        x: shape (m,), increasing.
        ys: the values of each curve by its name, shape (m,).
        xlabel, ylabel: names of the axes.

    Returns:
        The picture, captioned with the first and last value of each curve.
    """
    picture = Picture(4.8, 3.2)
    ax = picture.add_subplot(xlabel=xlabel, ylabel=ylabel)
    ends = []
    for (name, values), (color, style) in zip(ys.items(), STYLES, strict=False):
        ax.plot(x, values, style, color=color, label=name)
        ends.append(f"{name} from {values[0]:.3f} to {values[-1]:.3f}")
    ax.legend(frameon=False)
    picture.caption = f"{ylabel} over {xlabel}: " + "; ".join(ends)
    return picture


def images(X: np.ndarray, titles: Sequence[str]) -> Picture:
    """Square grey images in a row, each under its title.

    Args:
        X: shape (n, d), d a square number, values in [0, 1]; 1 is ink.
        titles: n short texts.
    """
    side = round(X.shape[1] ** 0.5)
    picture = Picture(0.9 * len(X), 1.2)
    for ax, x, title in zip(picture.subplots(1, len(X)), X, titles, strict=True):
        ax.imshow(x.reshape(side, side), cmap="Greys", vmin=0, vmax=1)
        ax.set(xticks=[], yticks=[], title=title)
    picture.caption = f"{len(X)} images of {side} × {side} pixels: {' '.join(titles)}"
    return picture


def _points(X: np.ndarray, y: np.ndarray, ax: Axes, names: Sequence[str] = ()) -> None:
    """Plot a labelled sample: X of shape (m, 2), y of shape (m,), two labels."""
    for k, label in enumerate(np.unique(y).astype(int)):
        x1, x2 = X[y == label].T
        name = names[k] if names else None
        ax.scatter(x1, x2, s=14, c=COLOR[label], marker=MARKER[label], label=name)
