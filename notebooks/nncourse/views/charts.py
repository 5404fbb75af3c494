"""Numbers over numbers: curves with a marker, and histograms of layers."""

from collections.abc import Mapping

import numpy as np

from .. import svg
from ..theme import BLUE, SERIES
from .controls import Choose, Film
from .drawing import Drawing, count, short


class Curves:
    """Up to five curves over the same x, read off at a marker.

    Args:
        x: shape (m,), increasing; above 0 where xscale is 'log'.
        ys: the values of each curve by its name, shape (m,); what is not finite is
            left out. Above 0 where yscale is 'log'.
        xlabel, ylabel: names of the axes, with units where they have them.
        ylim: the range shown; by default all values, with a margin.
        xscale, yscale: 'linear' or 'log'.
        limit: where a dashed line stands across, in units of x; none by default.

    Raises:
        ValueError: if there are more than five curves, or one is not as long as x.
    """

    def __init__(
        self,
        x: np.ndarray,
        ys: Mapping[str, np.ndarray],
        xlabel: str,
        ylabel: str,
        *,
        ylim: tuple[float, float] | None = None,
        xscale: str = "linear",
        yscale: str = "linear",
        limit: float | None = None,
    ):
        self.x, self.xlabel = np.asarray(x), xlabel
        self.ys = {name: np.asarray(y, dtype=float) for name, y in ys.items()}
        if len(self.ys) > len(SERIES):
            raise ValueError(f"{len(self.ys)} curves, at most {len(SERIES)}")
        for name, y in self.ys.items():
            if y.shape != self.x.shape:
                raise ValueError(f"{name!r} has shape {y.shape}, x {self.x.shape}")
        self.ylim = ylim or _range(np.concatenate(list(self.ys.values())), yscale)
        left, top = self._start(), self._top()
        self.axes = svg.Axes(
            *((left, self.x[-1]), self.ylim, xlabel, ylabel),
            xscale=xscale,
            yscale=yscale,
            top=top,
        )
        self.still = ""
        if limit is not None:
            across = self.axes.at([limit, limit], self.ylim)
            self.still += svg.line(across, "currentColor", 1, "4 4")
        for name, y, color, dash in self._each():
            self.still += svg.line(self.axes.at(self.x, y), color, 2, dash)
            self.still += self._label(name, y)

    @property
    def controls(self) -> dict[str, Choose]:
        """The x that is marked, at first in the middle."""
        options = self.x.tolist()
        return {"x": Choose(self.xlabel, options[len(options) // 2], options)}

    def _each(self):
        """Name, values, colour and dash of each curve."""
        for (name, y), (color, dash) in zip(self.ys.items(), SERIES, strict=False):
            yield name, y, color, dash

    def _start(self) -> float:
        """Where the first axis begins."""
        return self.x[0]

    def _top(self) -> float:
        """Make the legend; return the room that it needs above the frame, in pixels."""
        self.names, height = svg.legend(self.ys, 52, 352)
        return height + 8

    def _label(self, name: str, y: np.ndarray) -> str:
        """Words to stand at a curve; by default none."""
        return ""

    def _words(self, x: float, values: Mapping[str, float]) -> str:
        words = ", ".join(f"{name} {short(v)}" for name, v in values.items())
        return f"{self.xlabel} {count(x)}: {words}"

    def __call__(self, x: float) -> Drawing:
        """Mark every curve at the x nearest to the given one."""
        k = int(np.argmin(abs(self.x - x)))
        marks, values = "", {}
        for name, y, color, _ in self._each():
            values[name] = y[k]
            if self.ylim[0] <= y[k] <= self.ylim[1]:
                px, py = self.axes.at(self.x[k], y[k])[0]
                marks += f'<circle cx="{px:.1f}" cy="{py:.1f}" r="5" fill="{color}"/>'
        caption = self._words(self.x[k], values)
        # Not cut: at the ends of the curves half of a marker lies outside the frame.
        over = marks + self.names
        return Drawing(self.axes.picture(self.still, "", caption, over), caption)


def _range(values: np.ndarray, scale: str) -> tuple[float, float]:
    """The range of the finite values, with a margin of 5 %; above 0 where it is log."""
    values = values[np.isfinite(values)]
    if scale == "log":
        low, high = _range(np.log(values[values > 0]), "linear")
        return np.exp(low), np.exp(high)
    low, high = values.min(), values.max()
    margin = 0.05 * (high - low) or 0.5
    return low - margin, high + margin


class Histograms(Film):
    """A histogram of the numbers of each layer: of activations, or of gradients.

    Args:
        frames: for each value of the control the numbers of each layer by its name,
            arrays of any shape; the same names in all frames.
        xlabel: what the numbers are.
        what: the name of the control.
        log: whether to show the logarithm of the absolute values; zeros have none and
            are left out.
        limit: numbers beyond ±limit lie in the outermost bars; by default the largest
            absolute value of all frames.

    Each histogram is as high as its fullest bar.
    """

    BINS = 40

    def __init__(
        self,
        frames: Mapping[float, Mapping[str, np.ndarray]],
        xlabel: str,
        *,
        what: str = "step",
        log: bool = False,
        limit: float | None = None,
    ):
        self.what, self.log, bins = what, log, self.BINS
        numbers = [np.ravel(v) for layers in frames.values() for v in layers.values()]
        size = abs(np.concatenate(numbers))
        size = size[np.isfinite(size) & (size > 0)]
        top = limit or (size.max() if len(size) else 1.0)
        if log:
            low, high = np.log10([min(size.min(), top / 10), top])
            # whole powers of ten: round ticks
            self.edges = np.logspace(np.floor(low), np.ceil(high), bins + 1)
        else:
            self.edges = np.linspace(-top, top, bins + 1)
        self.frames = {
            key: [(name, *self._summary(np.ravel(v))) for name, v in layers.items()]
            for key, layers in frames.items()
        }
        rows = list(next(iter(frames.values())))
        self.axes = svg.Axes(
            *((self.edges[0], self.edges[-1]), (0, 1), xlabel, ""),
            size=(420, 58 + 34 * len(rows)),
            xscale="log" if log else "linear",
            rows=rows,
        )

    def _summary(self, values: np.ndarray) -> tuple[np.ndarray, float]:
        """The share of each bar in the fullest one, and the root mean square."""
        rms = np.sqrt(np.mean(np.square(values, dtype=float)))
        numbers = abs(values[values != 0]) if self.log else values
        numbers = np.clip(numbers[np.isfinite(numbers)], self.edges[0], self.edges[-1])
        counts = np.histogram(numbers, self.edges)[0]
        return counts / max(counts.max(), 1), rms

    def __call__(self, frame: float) -> Drawing:
        """Show the layers of one frame, a key of frames."""
        layers = self.frames[frame]
        path = ""
        for k, (_, shares, _) in enumerate(layers):
            foot = len(layers) - 1 - k
            top = foot + 0.85 * shares
            left = self.axes.at(self.edges[:-1], top)
            right = self.axes.at(self.edges[1:], foot)
            for (x, y), (to, bottom), share in zip(left, right, shares, strict=True):
                if share:
                    path += f"M{x:.1f} {bottom:.1f}V{y:.1f}H{to:.1f}V{bottom:.1f}z"
        (first, _, start), *_, (last, _, end) = layers if layers[1:] else layers * 2
        caption = f"{self.what} {count(frame)}: rms {short(start)} in {first}"
        if last != first:
            caption += f", {short(end)} in {last}"
        bars = f'<path d="{path}" fill="{BLUE}"/>'
        return Drawing(self.axes.picture("", bars, caption), caption)
