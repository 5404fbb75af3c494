"""The playground as one SVG picture: what GitHub, exports and nbval see."""

import numpy as np

from .. import svg
from ..theme import COLOR

NODE, PITCH, COLUMN = 30, 40, 84  # px: a map, from row to row, from column to column
SIDE = 240  # px of the output
NAMES = {
    "x1": "x₁",
    "x2": "x₂",
    "x1^2": "x₁²",
    "x2^2": "x₂²",
    "x1*x2": "x₁x₂",
    "sin(x1)": "sin x₁",
    "sin(x2)": "sin x₂",
}


def still(session, title: str) -> str:
    """The network with its maps and weights, and the output with the training points.

    Args:
        session: a Session.
        title: what the picture shows, in words.

    Returns:
        SVG, the same bytes for the same network.
    """
    sizes = session.config.sizes
    left = 40 + COLUMN * (len(sizes) - 1)
    width, height = left + 40 + SIDE + 10, max(SIDE + 20, 20 + PITCH * max(sizes))
    marks = _weights(session, sizes, height) + _maps(session, sizes, height)
    marks += _output(session, left + 40, (height - SIDE) / 2)
    return svg.picture(width, height, marks, " ".join(title.split()))


def _middle(layer: int, unit: int, sizes, height: float) -> np.ndarray:
    """Where a unit's middle lies, in pixels; features are layer 0."""
    up = height / 2 + PITCH * (unit - (sizes[layer] - 1) / 2)
    return np.array([40 + COLUMN * layer, up])


def _weights(session, sizes, height: float) -> str:
    """A line for each weight: its width is the size, orange and whole above 0."""
    marks = ""
    for layer, (W, _) in enumerate(session.trainer.params):
        for unit, source in np.ndindex(W.shape):
            w = float(W[unit, source])
            half = np.array([NODE / 2, 0])
            ends = [
                _middle(layer, source, sizes, height) + half,
                _middle(layer + 1, unit, sizes, height) - half,
            ]
            thick = round(min(7.0, 0.6 + 2.2 * abs(w)), 1) if np.isfinite(w) else 0.6
            marks += svg.line(
                np.array(ends), COLOR[1 if w > 0 else -1], thick, "" if w > 0 else "7 5"
            )
    return f'<g opacity=".75">{marks}</g>'


def _maps(session, sizes, height: float) -> str:
    """The names of the features, and a small map for each hidden unit."""
    maps = iter(_coarse(np.asarray(session.evaluation.maps)[:-1], 5))
    marks = ""
    for row, name in enumerate(session.config.features):
        x, y = _middle(0, row, sizes, height)
        marks += svg.text(x + 10, y + 4, NAMES[name], "end")
    for layer, units in enumerate(sizes[1:-1], 1):
        for unit in range(units):
            x, y = _middle(layer, unit, sizes, height) - NODE / 2
            marks += _ground(x, y, NODE)
            marks += svg.pixels(_fit(next(maps)), x, y, NODE, 1.0)
    x, y = _middle(len(sizes) - 1, 0, sizes, height)
    return marks + svg.text(x, y + 4, "→", "middle", 18)


def _output(session, x: float, y: float) -> str:
    """The output over the square, faint, under the training points."""
    image = _fit(_coarse(np.asarray(session.evaluation.maps)[-1:], 2)[0])
    X, labels = session.data.X_train, session.data.y_train
    at = np.array([x, y]) + np.column_stack([X[:, 0] + 6, 6 - X[:, 1]]) * SIDE / 12
    inside = (np.abs(X) <= 6).all(axis=1)
    signs = np.where(labels > 0, 1, -1)
    points = svg.dots(at[inside], signs[inside], 2.5)
    picture = svg.pixels(image, x, y, SIDE, 1.0)
    return f'<g opacity=".45">{picture}</g>{points}'


def _ground(x: float, y: float, side: float) -> str:
    """White under a map, so that no line shines through."""
    box = f'x="{x:.1f}" y="{y:.1f}" width="{side}" height="{side}"'
    return f'<rect {box} fill="#fff"/>'


def _coarse(maps: np.ndarray, block: int) -> np.ndarray:
    """Maps of shape (units, n, n) as means over blocks: (units, n/block, n/block)."""
    units, n, _ = maps.shape
    cells = np.nan_to_num(maps).reshape(units, n // block, block, n // block, block)
    return cells.mean(axis=(2, 4))


def _fit(image: np.ndarray) -> np.ndarray:
    """An image scaled into [-1, 1] if it leaves it."""
    return image / max(1.0, float(np.abs(image).max()))
