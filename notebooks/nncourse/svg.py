"""The few SVG marks that the views are made of.

Ticks come from matplotlib and level lines from contourpy; what is left is writing
paths. Lengths are pixels, to one decimal; ink and font are those of the page.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Protocol

import numpy as np
from contourpy import FillType, contour_generator
from matplotlib.ticker import LogLocator, MaxNLocator

from .theme import BLUE, COLOR, FAINT, LIVE_GROUND, LIVE_INK, ORANGE, SERIES


def picture(width: float, height: float, marks: str, title: str) -> str:
    """One SVG image: marks on the page's ground, with a title that says it in words."""
    title = escape(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"'
        f' width="{width:g}" role="img" aria-label="{title}" color="{LIVE_INK}"'
        ' font-family="system-ui, sans-serif" font-size="12" fill="currentColor"'
        f' style="max-width:100%;height:auto;color:{LIVE_INK}"><title>{title}</title>'
        f'<rect width="100%" height="100%" style="fill:{LIVE_GROUND}" fill="#fff"/>'
        f"{marks}</svg>"
    )


def text(x: float, y: float, words: str, anchor: str = "start", size: int = 12) -> str:
    """Words at a point, in the page's ink; anchor is start, middle or end."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"'
        f' stroke="none" fill="currentColor">{escape(words)}</text>'
    )


def line(points: np.ndarray, color: str, width: float = 2, dash: str = "") -> str:
    """A polyline through points of shape (m, 2) in pixels; infinite ones left out."""
    points = points[np.isfinite(points).all(axis=1)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<polyline points="{path}" fill="none" stroke="{color}"'
        f' stroke-width="{width:g}" stroke-linejoin="round"{dashed}/>'
    )


def dots(points: np.ndarray, y: np.ndarray, radius: float = 3) -> str:
    """Points of shape (m, 2) in pixels: disks for class 0 or -1, squares for 1.

    A rim in the colour of the page keeps them clear of each other and of any tint.
    """
    r, d = radius, 2 * radius
    disk = f"m{-r} 0a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 {-d} 0z"
    square = f"m{-r} {-r}h{d}v{d}h{-d}z"
    marks = ""
    for label in np.unique(y).astype(int):
        shape = square if label > 0 else disk
        at = "".join(f"M{px:.1f} {py:.1f}{shape}" for px, py in points[y == label])
        marks += f'<path d="{at}" fill="{COLOR[label]}"/>'
    rim = f'style="stroke:{LIVE_GROUND}" stroke="#fff" stroke-width="2"'
    return f'<g {rim} paint-order="stroke">{marks}</g>' if marks else ""


def arrow(start: np.ndarray, end: np.ndarray, color: str, width: float = 2) -> str:
    """A line with a head between two points of shape (2,) in pixels, not the same."""
    along = (end - start) / np.hypot(*(end - start))
    side = np.array([-along[1], along[0]])
    foot = end - 9 * along
    head = np.array([end, foot + 4.5 * side, foot - 4.5 * side])
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in head)
    shaft = line(np.array([start, foot]), color, width)
    return f'{shaft}<polygon points="{corners}" fill="{color}"/>'


def letters(points: np.ndarray, words: Sequence[str], color: str, size: int) -> str:
    """One character at each of some points of shape (m, 2) in pixels, centred there."""
    if not len(points):
        return ""
    x = " ".join(f"{v:.1f}" for v in points[:, 0])
    y = " ".join(f"{v:.1f}" for v in points[:, 1] + 0.36 * size)
    return (
        f'<text x="{x}" y="{y}" fill="{color}" font-size="{size}" stroke="none"'
        f' text-anchor="middle">{escape("".join(words))}</text>'
    )


def legend(names: Iterable[str], left: float, right: float, top: float = 0):
    """A legend: each name beside a line in its colour and dash, in one row or more.

    Args:
        names: of the first, second, … of SERIES.
        left, right, top: the room for it, in pixels; it grows downward.

    Returns:
        The marks, and their height in pixels.
    """
    marks, x, y = "", left, top + 14
    for name, (color, dash) in zip(names, SERIES, strict=False):
        width = 45 + 7 * len(name)  # of 12 px type, on average
        if x > left and x + width > right:
            x, y = left, y + 18
        marks += line(np.array([[x, y - 4], [x + 24, y - 4]]), color, 2, dash)
        marks += text(x + 29, y, name)
        x += width + 6
    return marks, y + 4 - top


def cross(point: np.ndarray, radius: float = 5) -> str:
    """A small cross at one point of shape (2,) in pixels."""
    r, d = radius, 2 * radius
    path = f"M{point[0]:.1f} {point[1]:.1f}m{-r} {-r}l{d} {d}m0 {-d}l{-d} {d}"
    return f'<path d="{path}" stroke="currentColor" stroke-width="2"/>'


def pixels(
    image: np.ndarray, x: float, y: float, side: float, limit: float, ink: str = ""
) -> str:
    """An image of shape (h, w) as squares, clear at 0.

    Args:
        image: the values; those beyond ±limit are drawn like ±limit.
        x, y: the upper left corner, in pixels of the page.
        side: the width of the whole image, in pixels of the page.
        limit: the value of full colour, above 0.
        ink: one colour for all; by default orange above 0 and blue below.

    Error:
        The opacity is rounded to a 15th, so that equal squares share one path.
    """
    level = np.rint(15 * np.clip(image / limit, -1, 1)).astype(int)
    height, width = image.shape
    step = side / width
    marks = f'<g transform="translate({x:.1f} {y:.1f}) scale({step:.4f})">'
    for value in np.unique(level[level != 0]):
        at = "".join(f"M{j} {i}h1v1h-1z" for i, j in np.argwhere(level == value))
        fill, opacity = ink or COLOR[int(np.sign(value))], abs(value) / 15
        marks += f'<path d="{at}" fill="{fill}" opacity="{opacity:.2f}"/>'
    return (
        f'{marks}<path d="M0 0h{width}v{height}h-{width}z" fill="none" opacity=".5"'
        f' stroke="currentColor" stroke-width="{1 / step:.3f}"/></g>'
    )


class Ground(Protocol):
    """What has a place for each data point: Axes, or a small panel without ticks."""

    def at(self, x, y) -> np.ndarray:
        """Pixels of data points: shape (m, 2), from numbers or arrays of m numbers."""


class Axes:
    """The frame, ticks and labels of a chart, and the map from data to pixels.

    Args:
        xlim, ylim: the data range of each axis; positive where the scale is 'log'.
        xlabel, ylabel: what the axis shows, with its unit where it has one.
        size: width and height of the whole picture, in pixels.
        xscale, yscale: 'linear' or 'log'.
        top: what is left free above, in pixels.
        rows: names instead of numbers on the second axis, whose range is then 0 to
            their number; the first name is on top.
    """

    def __init__(
        self,
        xlim: tuple[float, float],
        ylim: tuple[float, float],
        xlabel: str,
        ylabel: str,
        *,
        size: tuple[int, int] = (360, 350),  # 292 × 292 inside
        xscale: str = "linear",
        yscale: str = "linear",
        top: float = 14,
        rows: Sequence[str] = (),
    ):
        self.width, self.height = size
        self.left: float = 52
        self.right = self.width - 16
        self.top, self.bottom = top, self.height - 44
        self.rows = rows
        if rows:
            ylim, self.left = (0, len(rows)), 26 + 6.2 * max(map(len, rows))
        self._limits, self._scales = (xlim, ylim), (xscale, yscale)
        self.still = self._frame() + self._labels(xlabel, ylabel)

    def at(self, x, y) -> np.ndarray:
        """Pixels of data points: shape (m, 2), from numbers or arrays of m numbers."""
        x, y = np.broadcast_arrays(*map(np.atleast_1d, (x, y)))
        across, up = (self._share(axis, v) for axis, v in enumerate((x, y)))
        px = self.left + across * (self.right - self.left)
        return np.column_stack([px, self.bottom - up * (self.bottom - self.top)])

    def picture(self, under: str, over: str, title: str, names: str = "") -> str:
        """The whole image: moving marks, cut at the frame, under and over the axes.

        Names, such as a legend, are not cut.
        """
        marks = self._clipped(under) + self.still + self._clipped(over) + names
        return picture(self.width, self.height, marks, title)

    def data(self) -> dict:
        """What page/svg.js needs to draw in these axes."""
        return {
            "width": self.width,
            "height": self.height,
            "box": [self.left, self.top, self.right, self.bottom],
            "limits": [list(map(float, limits)) for limits in self._limits],
            "scales": self._scales,
            "still": self.still,
        }

    def _share(self, axis: int, values: np.ndarray) -> np.ndarray:
        """Where values lie between the limits of an axis, as a share of its length."""
        see = np.log if self._scales[axis] == "log" else np.asarray
        low, high = see(np.asarray(self._limits[axis], dtype=float))
        return (see(values) - low) / (high - low)

    def _ticks(self, axis: int) -> np.ndarray:
        log = self._scales[axis] == "log"
        locator = (
            LogLocator(numticks=7) if log else MaxNLocator(5, steps=[1, 2, 2.5, 5, 10])
        )
        ticks = np.asarray(locator.tick_values(*self._limits[axis]))
        share = self._share(axis, ticks)
        return ticks[(share > -1e-9) & (share < 1 + 1e-9)]

    def _frame(self) -> str:
        """Both axes with their ticks, and faint lines across at the ticks."""
        x, y = self._ticks(0), self._ticks(1)
        names: Sequence[str] = [number(v) for v in y]
        if self.rows:
            y, names = np.arange(len(self.rows))[::-1] + 0.5, self.rows
        px = self.at(x, self._limits[1][0])[:, 0]
        py = self.at(self._limits[0][0], y)[:, 1]
        across = "".join(f"M{self.left} {b:.1f}H{self.right}" for b in py)
        up = "".join(f"M{a:.1f} {self.top}V{self.bottom}" for a in px)
        edge = f"M{self.left} {self.top}V{self.bottom}H{self.right}"
        words = [
            text(a, self.bottom + 16, number(v), "middle", 11)
            for a, v in zip(px, x, strict=True)
        ]
        words += [
            text(self.left - 6, b + 4, name, "end", 11)
            for b, name in zip(py, names, strict=True)
        ]
        return (
            f'<path d="{across}{up}" stroke="currentColor" stroke-opacity=".12"/>'
            f'<path d="{edge}" fill="none" stroke="currentColor"/>{"".join(words)}'
        )

    def _labels(self, xlabel: str, ylabel: str) -> str:
        x, y = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        turned = f'<g transform="translate(14 {y:.1f}) rotate(-90)">'
        below = text(x, self.height - 10, xlabel, "middle")
        return below + turned + text(0, 0, ylabel, "middle") + "</g>"

    def _clipped(self, marks: str) -> str:
        """Marks, cut off at the frame."""
        width, height = self.right - self.left, self.bottom - self.top
        box = f'x="{self.left}" y="{self.top}" width="{width}" height="{height}"'
        view = f"{self.left} {self.top} {width} {height}"
        return f'<svg {box} viewBox="{view}">{marks}</svg>' if marks else ""


def number(value: float) -> str:
    """A tick label: 0.001, 2, −1.5 or 10⁵."""
    if value and not 1e-3 <= abs(value) < 1e4:
        power = str(round(np.log10(abs(value)))).replace("-", "⁻")
        return "10" + power.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{round(value, 6):g}".replace("-", "−")


def level_lines(
    axes: Ground, x: np.ndarray, y: np.ndarray, z: np.ndarray, levels
) -> str:
    """Lines of equal height of z, shape (len(y), len(x)), drawn faintly.

    Error:
        Linear between grid points, as contourpy does it.
    """
    lines = contour_generator(x, y, z)
    marks = (
        # Arrays: the other types are of kinds of lines that nobody asked for.
        line(axes.at(*points.T), "currentColor", 1)  # type: ignore[union-attr]
        for level in levels
        for points in lines.lines(level)
    )
    return f'<g opacity="{FAINT:g}">{"".join(marks)}</g>'


def shades(
    axes: Ground, x: np.ndarray, y: np.ndarray, z: np.ndarray, levels, tint: float
) -> str:
    """Tints where z is above each level (orange) or below its mirror image (blue).

    Areas, not pixels: an image of 80 × 80 would show its squares, or hang on the
    compression library's version. Areas are smooth, sharp at any size and small.

    Args:
        x, y: the grid, shapes (m,) and (k,), increasing.
        z: what is shaded, shape (k, m), finite.
        levels: at least 0, increasing; beyond each the ground is a tint darker.
        tint: the opacity of one shade, between 0 and 1.

    Error:
        Edges are linear between grid points, as contourpy does it.
    """
    marks = ""
    for color, height in ((ORANGE, z), (BLUE, -z)):
        areas = contour_generator(x, y, height, fill_type=FillType.OuterOffset)
        for level in levels:
            path = ""
            for points, starts in zip(*areas.filled(level, np.inf), strict=True):
                at = axes.at(*points.T)
                for ring in np.split(at, starts[1:-1]):
                    path += "M" + "%.1f %.1f " * len(ring) % tuple(ring.ravel()) + "z"
            if path:
                marks += f'<path d="{path}" fill="{color}" fill-rule="evenodd"'
                marks += f' fill-opacity="{tint:g}"/>'
    return marks
