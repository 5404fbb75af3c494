"""The controls of lecture 1."""

from collections.abc import Mapping

import numpy as np

from .. import views
from .explorer import Explorer, Film, choice, slider


def neuron_line(X: np.ndarray, y: np.ndarray, w=(1.0, 0.5), b=-0.5) -> Explorer:
    """Move the line of a neuron over a sample with labels in {-1, +1}."""
    return Explorer(
        views.NeuronLine(X, y),
        w1=slider("w₁", w[0], -2.0, 2.0, 0.05),
        w2=slider("w₂", w[1], -2.0, 2.0, 0.05),
        b=slider("b", b, -2.0, 2.0, 0.05),
    )


def certainty(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> Explorer:
    """Multiply the weights and the bias of a sigmoid neuron by the same number."""
    return Explorer(
        views.Certainty(X, y, w, b),
        scale=choice("scale", (0.1, 0.2, 0.5, 1, 2, 5, 10, 100), 1),
    )


def boundary(
    X, y, path: Mapping[int, np.ndarray], xlabel: str, ylabel: str, widest=None
) -> Explorer:
    """Follow the line of a neuron through training, towards the widest margin."""
    return Explorer(
        views.Boundary(X, y, path, xlabel, ylabel, widest),
        step=choice("step", path, sorted(path)[len(path) // 2]),
    )


def descent(w, b, loss, paths: Mapping[float, np.ndarray], losses) -> Explorer:
    """Choose the learning rate, and walk down the loss of two parameters."""
    rates, steps = list(paths), len(next(iter(losses.values()))) - 1
    return Explorer(
        views.Descent(w, b, loss, paths, losses),
        lr=choice("learning rate", rates, rates[len(rates) // 4]),
        step=slider("step", steps // 5, 0, steps, 1),
    )


def template(X, y, W: np.ndarray, b: np.ndarray, names) -> Explorer:
    """Watch the weights of a neuron on images grow, and try them on each image."""
    return Film(
        views.Template(X, y, W, b, names),
        step=slider("step", len(W) - 1, 0, len(W) - 1, 1),
        image=slider("image", 0, 0, len(X) - 1, 1),
    )


def memorizing(n: np.ndarray, curves: Mapping[str, np.ndarray], inputs: int):
    """Choose a sample size, and read off what the neuron learnt by heart."""
    return Explorer(
        views.Memorizing(n, curves, inputs),
        n=choice("images n", [int(k) for k in n], int(n[len(n) // 4])),
    )
