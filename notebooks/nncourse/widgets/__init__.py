"""Things to move: what all lectures share, and the controls of each lecture."""

from .explorer import (
    Explorer,
    Film,
    Player,
    Screen,
    choice,
    curves,
    embedding,
    film,
    graph,
    slider,
    trajectories,
)
from .neuron import boundary, certainty, descent, memorizing, neuron_line, template
from .predict import Predict

__all__ = [
    "Explorer",
    "Film",
    "Player",
    "Predict",
    "Screen",
    "boundary",
    "certainty",
    "choice",
    "curves",
    "descent",
    "embedding",
    "film",
    "graph",
    "memorizing",
    "neuron_line",
    "slider",
    "template",
    "trajectories",
]
