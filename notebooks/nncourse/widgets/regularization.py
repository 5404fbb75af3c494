"""The controls of lecture 7."""

from collections.abc import Callable, Mapping

import numpy as np

from .. import views
from .explorer import Explorer, Film, choice, slider


def rescaled(w1, w2, losses, paths, heights, ratios) -> Film:
    """Measure one feature in another unit, and walk down what becomes of the loss."""
    steps, scales = len(next(iter(paths.values()))) - 1, list(losses)
    return Film(
        views.Rescaled(w1, w2, losses, paths, heights, ratios),
        step=slider("step", steps, 0, steps, 1),
        scale=choice("scale of feature 2", scales, scales[0]),
    )


def penalties(runs: Mapping[str, Mapping[float, views.Run]]) -> Explorer:
    """Choose a penalty and its strength, among trainings that are done."""
    view = views.Penalties(runs)
    return Explorer(
        view,
        strength=choice("strength γ", view.strengths, view.strengths[0]),
        kind=choice("penalty", list(runs), next(iter(runs))),
    )


def patience(validation: np.ndarray, accuracy: np.ndarray, stop: Callable) -> Explorer:
    """Choose how long to wait for a lower validation loss."""
    view = views.Patience(validation, accuracy, stop)
    return Explorer(view, patience=slider("patience", 1, 1, 100, 1))


def thinned(sizes, draws: np.ndarray) -> Explorer:
    """Leave out hidden units at random."""
    return Explorer(
        views.Thinned(sizes, draws),
        rate=slider("drop rate", 0.0, 0.0, 0.95, 0.05),
        draw=slider("draw", 0, 0, len(draws) - 1, 1),
    )
