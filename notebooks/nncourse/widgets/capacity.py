"""The controls of lecture 8."""

from .. import views
from .explorer import Explorer, Film, choice


def separable(points, measured, formula, weights: int, n: int) -> Explorer:
    """Choose how many weights a neuron has, and how many points it must answer."""
    return Explorer(
        views.Separable(points, measured, formula),
        weights=choice("weights d", measured, weights),
        points=choice("points n", [int(p) for p in points], n),
    )


def knots(x, target, fits, first: int) -> Film:
    """Fit a function with more and more ReLUs."""
    view = views.Knots(x, target, fits)
    return Film(view, knots=choice("ReLUs m", fits, first))


def sawtooth(x, teeth, shallow, tents: int, units: int) -> Explorer:
    """Fold an interval again and again, and ask one layer for the same."""
    return Explorer(
        views.Sawtooth(x, teeth, shallow),
        tents=choice("tents k", teeth, tents),
        units=choice("ReLUs in one layer", sorted({m for _, m in shallow}), units),
    )


def label_noise(losses, train, test, noise: float) -> Explorer:
    """Choose what share of the training labels is random."""
    view = views.LabelNoise(losses, train, test)
    return Explorer(view, noise=choice("share of random labels", losses, noise))
