"""The controls of lecture 11."""

from collections.abc import Mapping

from .. import views
from .explorer import Explorer, Film, choice, film


class Measurement(Explorer):
    """An Explorer of measured times: what is stored of it holds none of them."""

    view: views.Measured

    def __repr__(self) -> str:
        return f"{type(self.view).__name__}\n{self.view.blank().caption}"

    def _repr_mimebundle_(self, **kwargs):
        still = {"image/svg+xml": self.view.blank().image, "text/plain": repr(self)}
        return super()._repr_mimebundle_(**kwargs) | still


def measured(
    quantities: Mapping[str, Mapping[int, Mapping[str, float]]], size: str
) -> Measurement:
    """Compare what was measured: choose the quantity, and the size of the problem.

    Args:
        quantities: as for views.Measured.
        size: what the sizes are.
    """
    view = views.Measured(quantities, size)
    shows, by_size = list(quantities), next(iter(quantities.values()))
    sizes = list(by_size)
    return Measurement(
        view,
        show=choice("show", shows, shows[0]),
        size=choice(size, sizes, sizes[0]),
    )


def models(named: Mapping[str, object]) -> Film:
    """Look at the layers of Keras models, by the models' names."""
    frames = {name: views.frameworks.layers(model) for name, model in named.items()}
    return _structure(frames, "model")


def recorded(results: Mapping[float, object], what: str) -> Film:
    """Look at what PyTorch has recorded for each tensor, by the control's value."""
    frames = {key: views.frameworks.recorded(tensor) for key, tensor in results.items()}
    return _structure(frames, what)


def _structure(frames: Mapping, what: str) -> Film:
    return film(views.Structure(frames, what=what), next(iter(frames)))
