"""The controls of lecture 4; its films and curves are made by film and curves."""

from collections.abc import Sequence

from .. import views
from .explorer import Explorer, Film, slider


def forward_pass(stages: Sequence[views.Stage]) -> Film:
    """Fill a network with numbers, layer by layer."""
    last = len(stages) - 1
    return Film(views.ForwardPass(stages), step=slider("step", 0, 0, last, 1))


def folding(X, y, W, b, v, slope: float = 1.0, c: float = 0.0) -> Explorer:
    """Bend the plane of two hidden units, and slide a line over it."""
    return Explorer(
        views.Folding(X, y, W, b, v),
        slope=slider("slope", slope, 0.0, 1.0, 0.05),
        c=slider("c", c, -2.0, 2.0, 0.05),
    )
