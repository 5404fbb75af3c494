"""The controls of lecture 10."""

from collections.abc import Mapping

import numpy as np

from .. import views
from .explorer import Explorer, slider


def neighbours(X, y, spaces: Mapping[str, np.ndarray], point: int = 0) -> Explorer:
    """Choose an image, and see those nearest to it in each space."""
    return Explorer(
        views.Neighbours(X, y, spaces),
        point=slider("image", point, 0, len(X) - 1, 1),
    )
