"""The controls of lecture 3."""

from collections.abc import Mapping

import numpy as np

from .. import views
from .explorer import Film, film


def chain(frames: Mapping[float, Mapping[str, np.ndarray]], w: float) -> Film:
    """Choose the weight of every neuron in a chain; it is w at first."""
    return film(views.Chain(frames), w)
