"""The points of the playground: drawn from a seed, and the inputs made of them.

The functions that draw take n, the noise and a generator, and return X of shape (n, 2)
and y of shape (n,), float64. They need nothing but NumPy: code.py shows them as they
stand. Noise moves a point after its label is known, so labels near a border are wrong.
"""

from typing import NamedTuple

import numpy as np

from .config import Config

POINTS = 500


class Data(NamedTuple):
    """Points to train on and points to test with: X (n, 2), y (n,), float32."""

    X_train: np.ndarray
    y_train: np.ndarray
    X_test: np.ndarray
    y_test: np.ndarray


def xor(n, noise, rng):
    """+1 where the signs of x1 and x2 differ, -1 where they agree."""
    X = rng.uniform(-5, 5, (n, 2))
    y = np.where(X[:, 0] * X[:, 1] < 0, 1.0, -1.0)
    X += 0.3 * np.sign(X)  # a gap along the axes
    return X + 5 * noise * rng.uniform(-1, 1, (n, 2)), y


def circle(n, noise, rng):
    """+1 in a disk of radius 2.5, -1 in a ring from 3.5 to 5 around it."""
    y = np.where(np.arange(n) < n // 2, 1.0, -1.0)
    r = np.where(y > 0, rng.uniform(0, 2.5, n), rng.uniform(3.5, 5, n))
    angle = rng.uniform(0, 2 * np.pi, n)
    X = r[:, None] * np.column_stack([np.sin(angle), np.cos(angle)])
    return X + 5 * noise * rng.uniform(-1, 1, (n, 2)), y


def spirals(n, noise, rng):
    """Two spirals of 1¾ turns, one labelled +1 and the other -1."""
    y = np.where(np.arange(n) < n // 2, 1.0, -1.0)
    t = np.arange(n) % (n // 2) / (n // 2)  # how far out, from 0 to 1
    angle = 3.5 * np.pi * t
    X = (5 * t * y)[:, None] * np.column_stack([np.sin(angle), np.cos(angle)])
    return X + 2 * noise * rng.uniform(-1, 1, (n, 2)), y


def gauss(n, noise, rng):
    """Two Gaussian clouds: +1 around (2, 2), -1 around (-2, -2)."""
    y = np.where(np.arange(n) < n // 2, 1.0, -1.0)
    deviation = np.sqrt(0.5 + 7 * noise)
    return 2 * y[:, None] + deviation * rng.standard_normal((n, 2)), y


def plane(n, noise, rng):
    """y = (x1 + x2) / 10: a plane, with noise on y."""
    X = rng.uniform(-6, 6, (n, 2))
    return X, X.sum(axis=1) / 10 + noise * rng.uniform(-1, 1, n)


def waves(n, noise, rng):
    """y = (sin x1 + sin x2) / 2: waves both ways, with noise on y."""
    X = rng.uniform(-6, 6, (n, 2))
    return X, np.sin(X).sum(axis=1) / 2 + noise * rng.uniform(-1, 1, n)


DRAW = {f.__name__: f for f in (xor, circle, spirals, gauss, plane, waves)}


def make(config: Config) -> Data:
    """The points of a config: 500, or one's own; the same for the same seed.

    The points are shuffled; the first `train_share` of them are to train on. At least
    one is on each side.

    Raises:
        ValueError: if there are fewer than two own points.
    """
    rng = np.random.default_rng(config.seed)
    if config.dataset == "own":
        if len(config.points) < 2:
            raise ValueError("Draw at least two points of your own.")
        points = np.array(config.points, float)
        X, y = points[:, :2], points[:, 2]
    else:
        X, y = DRAW[config.dataset](POINTS, config.noise, rng)
    order = rng.permutation(len(y))
    X, y = X[order].astype(np.float32), y[order].astype(np.float32)
    split = train_size(config, len(y))
    return Data(X[:split], y[:split], X[split:], y[split:])


def train_size(config: Config, n: int) -> int:
    """How many of n points, at least 2, are to train on: 1 to n - 1."""
    return min(max(round(config.train_share * n), 1), n - 1)


FORMULAS = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1^2": lambda x1, x2: x1**2,
    "x2^2": lambda x1, x2: x2**2,
    "x1*x2": lambda x1, x2: x1 * x2,
    "sin(x1)": lambda x1, x2: np.sin(x1),
    "sin(x2)": lambda x1, x2: np.sin(x2),
}


def features(X: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """The inputs of the network: columns made of points.

    Args:
        X: points of shape (n, 2).
        names: any of config.FEATURES.

    Returns:
        Shape (n, len(names)), of the type of X, the columns in the order of the names.

    Raises:
        KeyError: if a name is not one of config.FEATURES.
    """
    return np.column_stack([FORMULAS[name](X[:, 0], X[:, 1]) for name in names])
