"""The controls of lecture 5."""

from collections.abc import Callable, Mapping

import numpy as np

from .. import views
from .explorer import Explorer, Film, choice, slider


def twins(X, y, runs: Mapping[float, np.ndarray], losses) -> Film:
    """Watch two hidden units train that were equal, or nearly so, at the start."""
    last = len(next(iter(runs.values()))) - 1
    return Film(
        views.Twins(X, y, runs, losses),
        step=slider("step", last, 0, last, 1),
        apart=choice("apart at the start", runs, next(iter(runs))),
    )


def propagation(signal: Callable, theory: Callable, W, X, activations) -> Explorer:
    """Scale the weights of a deep network, and see what reaches either end."""
    names = list(activations)
    return Explorer(
        views.Propagation(signal, theory, W, X, activations),
        gain=slider("gain", 1.0, 0.5, 3.0, 0.01),
        activation=choice("activation", names, names[0]),
    )


def starts(steps, losses: Mapping[str, np.ndarray], level: float, ylim) -> Explorer:
    """Choose where training starts, and see where it ends."""
    names = list(losses)
    return Explorer(
        views.Starts(steps, losses, level, ylim),
        start=choice("start", names, names[0]),
    )
