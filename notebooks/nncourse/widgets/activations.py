"""The controls of lecture 2."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from .. import views
from .explorer import Explorer, choice, slider


def activation(
    z: np.ndarray, curves: Mapping[str, tuple[np.ndarray, np.ndarray]], name: str
) -> Explorer:
    """Choose an activation, and move a tangent along it."""
    return Explorer(
        views.Activation(z, curves),
        name=choice("activation", curves, name),
        z=slider("z", 1.0, float(z[0]), float(z[-1]), 0.1),
    )


def saturation(
    z: np.ndarray,
    slopes: Mapping[str, Callable[[np.ndarray], np.ndarray]],
    name: str,
) -> Explorer:
    """Spread out the pre-activations of a layer, and see which slopes are left."""
    return Explorer(
        views.Saturation(z, slopes),
        name=choice("activation", slopes, name),
        scale=choice("spread", (0.1, 0.5, 1, 2, 5, 10, 20, 50), 1),
    )


def softmax(logits: np.ndarray, names: Sequence[str]) -> Explorer:
    """Heat logits, cool them, and add the same number to all."""
    return Explorer(
        views.Softmax(logits, names),
        temperature=choice("temperature", (0.05, 0.2, 0.5, 1, 2, 5, 20, 100), 1),
        shift=slider("added to all", 0, -150, 150, 5),
    )
