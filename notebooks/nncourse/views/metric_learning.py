"""The view of lecture 10: the neighbours of an image in several spaces."""

from collections.abc import Mapping

import numpy as np

from .. import svg
from .controls import Slide
from .drawing import Drawing
from .images import titled


class Neighbours:
    """An image, and those nearest to it in several spaces: a row for each space.

    Args:
        X: images, shape (n, d), d a square number, values in [0, 1]; 1 is ink.
        y: their labels, whole numbers, shape (n,).
        spaces: by name, where the images lie, shape (n, m).
        k: how many neighbours to show.
    """

    def __init__(self, X: np.ndarray, y, spaces: Mapping[str, np.ndarray], k: int = 5):
        self.X, self.y, self.k = X, np.asarray(y, dtype=int), k
        self.spaces = {name: np.asarray(Z) for name, Z in spaces.items()}
        self.controls = {"point": Slide("image", 0, 0, len(X) - 1, 1)}

    def nearest(self, space: str, point: int) -> np.ndarray:
        """The k nearest to a point, nearest first, shape (k,); not the point itself."""
        Z = self.spaces[space]
        distance = np.linalg.norm(Z - Z[point], axis=1)
        distance[point] = np.inf
        return np.argsort(distance, kind="stable")[: self.k]

    def __call__(self, point: int) -> Drawing:
        """Show the neighbours of one image, underlined where the label is another."""
        side, marks, words = 58, "", []
        label = self.y[point]
        marks += titled(
            self.X[point], f"image: {label}", 10, 4, side, 1, "currentColor"
        )
        for row, name in enumerate(self.spaces):
            top, near = 4 + row * (side + 40), self.nearest(name, point)
            marks += svg.text(90, top + 16, name)
            for column, j in enumerate(near):
                x, title = 150 + column * (side + 10), str(self.y[j])
                marks += titled(self.X[j], title, x, top, side, 1, "currentColor")
                if self.y[j] != label:
                    low = top + side + 30
                    ends = np.array([[x, low], [x + side, low]])
                    marks += svg.line(ends, "currentColor", 3)
            words.append(f"{name} {', '.join(str(d) for d in self.y[near])}")
        size = 150 + self.k * (side + 10), len(self.spaces) * (side + 40) + 4
        caption = f"image {point}, a {label}; nearest by " + "; by ".join(words)
        return Drawing(svg.picture(*size, marks, caption), caption)
