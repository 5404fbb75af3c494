"""The controls of lecture 3."""

from collections.abc import Callable, Mapping

import ipywidgets as ipw
import numpy as np

from .. import views
from .explorer import Film, Player, choice, film, slider

LOW = views.backprop.LOW
HALF = {"width": "calc(100% - 4px)", "min_width": "0"}  # of a column of two


class Network(Film):
    """A Film with its weights below, in two columns."""

    def _handles(self) -> list[ipw.Widget]:
        step, *others = self.controls.values()
        rows = ipw.GridBox(others, layout={"grid_template_columns": "50% 50%"})
        return [step, Player(step), rows]


def worked_network(
    x: np.ndarray,
    W: np.ndarray,
    V: np.ndarray,
    run: Callable[..., views.Passes],
    step: int = 0,
) -> Network:
    """Walk through a 2-3-1 network, and change its weights.

    Args:
        x: the input, shape (2,).
        W, V: the weights at first, shapes (3, 2) and (3,), between -5 and 5.
        run: both passes, as for views.WorkedNetwork.
        step: where the walk stands first.
    """
    view = views.WorkedNetwork(x, run)
    names = {f"W{j}{i}": W[j - 1, i - 1] for j in (1, 2, 3) for i in (1, 2)}
    names |= {f"V{j}": V[j - 1] for j in (1, 2, 3)}
    weights = {name: _weight(name.translate(LOW), w) for name, w in names.items()}
    label = choice("label", (0, 1), 1)
    label.layout, label.style.description_width = HALF, "34px"
    steps = slider("step", step, 0, view.steps, 1)
    return Network(view, step=steps, **weights, label=label)


def chain(frames: Mapping[float, Mapping[str, np.ndarray]], w: float) -> Film:
    """Choose the weight of every neuron in a chain; it is w at first."""
    return film(views.Chain(frames), w)


def _weight(name: str, value: float) -> ipw.FloatSlider:
    """A narrow slider for one weight."""
    return ipw.FloatSlider(
        value,
        min=-5.0,
        max=5.0,
        step=0.1,
        description=name,
        readout_format=".1f",
        layout=HALF,
        style={"description_width": "34px"},
    )
