"""What can be moved in a view, as data: no widget is needed to know it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .drawing import power_of_ten


class Slide(NamedTuple):
    """A number between two others.

    Args:
        label: what stands before it.
        start: its value at first.
        low, high, step: the values it can take: low, low + step, … up to high. All
            three are whole numbers, or the values are floats.
        plays: whether it can be played like a film.
    """

    label: str
    start: float
    low: float
    high: float
    step: float
    plays: bool = False

    def values(self) -> list[float]:
        """All values it can take, in order."""
        count = round((self.high - self.low) / self.step) + 1
        return [self._at(k) for k in range(count)]

    def nearest(self, value: float) -> float:
        """The value it can take that is nearest to a number.

        Raises:
            ValueError: if it is no number.
        """
        if not isinstance(value, int | float) or not np.isfinite(value):
            raise ValueError(f"{self.label} is a number, not {value!r}")
        place = round((min(max(value, self.low), self.high) - self.low) / self.step)
        return self._at(place)

    def _at(self, place: int) -> float:
        value = self.low + place * self.step
        return value if isinstance(self.step, int) else round(value, 10) + 0.0

    def spec(self) -> dict:
        """What the page is told of it."""
        return {"kind": "slide", **self._asdict()}


class Choose(NamedTuple):
    """One of some values, numbers or words.

    Two numbers, and a few words, stand beside each other. More of them are walked
    through with a slider.

    Args:
        label: what stands before it.
        start: its value at first, one of the options.
        options: the values, in order.
        plays: whether it can be played like a film.
    """

    label: str
    start: float | str
    options: Sequence[float | str]
    plays: bool = False

    def values(self) -> list[float | str]:
        """All values it can take, in order."""
        return [_plain(option) for option in self.options]

    def nearest(self, value: float | str) -> float | str:
        """The option that equals a value.

        Raises:
            ValueError: if none does.
        """
        values = self.values()
        if value not in values:
            raise ValueError(f"{self.label} is one of {values}, not {value!r}")
        return values[values.index(value)]

    def spec(self) -> dict:
        """What the page is told of it."""
        labels = [_label(value) for value in self.values()]
        words = all(isinstance(value, str) for value in self.values())
        few = len(labels) <= (MOST if words else 2)
        beside = few and sum(map(len, labels)) <= WIDEST
        return {
            "kind": "choose" if beside and not self.plays else "walk",
            "label": self.label,
            "options": self.values(),
            "labels": labels,
            "plays": self.plays,
        }


class Film:
    """A view that holds frames: data by the value of one control, which can be played.

    It begins with the last frame.
    """

    frames: Mapping
    what: str  # the name of the control

    @property
    def controls(self) -> dict[str, "Control"]:
        """The frame that is shown."""
        keys = list(self.frames)
        return {"frame": Choose(self.what, keys[-1], keys, plays=True)}


MOST, WIDEST = 5, 36  # options beside each other, and their characters
Control = Slide | Choose


def _plain(value):
    return value.item() if isinstance(value, np.generic) else value


def _label(value: float | str) -> str:
    if isinstance(value, str):
        return value
    words = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    digits, _, power = words.partition("e")
    if power:  # 10⁻⁶ and not 1e-06
        times = digits.removesuffix("1") if digits in ("1", "-1") else f"{digits}·"
        words = times + power_of_ten(power)
    return words.replace("-", "\N{MINUS SIGN}")
