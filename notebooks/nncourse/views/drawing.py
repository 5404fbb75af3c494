"""What every view returns, and how it puts numbers into words."""

from typing import NamedTuple

import numpy as np

from .. import svg


class Drawing(NamedTuple):
    """What a view shows: an SVG image, and its text alternative."""

    image: str
    caption: str


def plane(X: np.ndarray, xlabel: str, ylabel: str, *, equal: bool = False) -> svg.Axes:
    """Axes around a sample of shape (n, 2), with a margin; equal units if asked for."""
    low, high = X.min(axis=0), X.max(axis=0)
    middle, half = (low + high) / 2, 0.6 * (high - low)
    if equal:
        half = np.full(2, half.max())
    x, y = zip(middle - half, middle + half, strict=True)
    return svg.Axes(x, y, xlabel, ylabel)


def count(value) -> str:
    """The value of a control in a caption: 10,000, 0.001 or a name."""
    if isinstance(value, str):
        return value
    whole = float(value).is_integer()
    return (f"{int(value):,}" if whole else f"{value:.4g}").replace("-", "−")


def power_of_ten(power: str) -> str:
    """What stands behind an e, as a person writes it: 10⁻⁶ for -06."""
    up = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    return f"10{str(int(power)).translate(up)}"


def short(value: float) -> str:
    """A measured number in a caption, to three digits: 2, −1.50, 0.0312 or 2.1·10⁻⁸."""
    if not np.isfinite(value):
        return "no number" if np.isnan(value) else "∞" if value > 0 else "−∞"
    if value and not 1e-3 <= abs(value) < 1e5:
        digits, power = f"{value:.1e}".split("e")
        return f"{digits}·{power_of_ten(power)}".replace("-", "−")
    if float(value).is_integer():
        return f"{value:.0f}".replace("-", "−")
    return f"{value:#.3g}".rstrip(".").replace("-", "−")
