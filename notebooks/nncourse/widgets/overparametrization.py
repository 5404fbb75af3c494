"""The controls of lecture 9."""

from collections.abc import Mapping

import numpy as np

from .. import views
from .explorer import Explorer, Film, choice, slider


def widths(steps, losses: Mapping[str, np.ndarray], level: float) -> Explorer:
    """Choose a width, and see which of its runs learn."""
    names = list(losses)
    return Explorer(
        views.Starts(steps, losses, level, (1e-3, 3)),
        start=choice("network", names, names[1]),
    )


def circle_kernel(angle, kernels: Mapping[int, np.ndarray], limit, width: int) -> Film:
    """Choose the width of random networks, and compare their kernels."""
    return Film(
        views.CircleKernel(angle, kernels, limit),
        width=choice("width", kernels, width),
    )


def agreement(kernel, networks: Mapping[int, np.ndarray], y) -> Explorer:
    """Widen a trained network, and compare it with its kernel."""
    return Explorer(
        views.Agreement(kernel, networks, y),
        width=choice("width", networks, next(iter(networks))),
    )


def train_test(side, scores: Mapping[int, np.ndarray], X, y, n, right) -> Explorer:
    """Widen a network that learns noisy points, and look for overfitting."""
    return Explorer(
        views.TrainTest(side, scores, X, y, n, right),
        width=choice("width", scores, next(iter(scores))),
    )


def double_descent(features, sweeps, ridges, examples: int) -> Film:
    """Choose the number of features, the label noise and the ridge."""
    return Film(
        views.DoubleDescent(features, sweeps, ridges, examples),
        features=choice("features", features, features[0]),
        noise=choice("label noise", sweeps, next(iter(sweeps))),
        ridge=choice("ridge", ridges, ridges[0]),
    )


def tickets(shares, accuracy: Mapping[str, np.ndarray], masks) -> Film:
    """Choose a round of pruning, and see what is left and how well it does."""
    last = len(shares) - 1
    return Film(
        views.Tickets(shares, accuracy, masks), round=slider("round", 0, 0, last, 1)
    )
