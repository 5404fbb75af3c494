"""Things to move: what all lectures share, and the controls of each lecture."""

from .activations import activation, saturation, softmax
from .backprop import chain, worked_network
from .capacity import knots, label_noise, sawtooth, separable
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
from .frameworks import measured, structure
from .initialization import propagation, starts, twins
from .mlp import folding, forward_pass
from .neuron import boundary, certainty, descent, memorizing, neuron_line, template
from .optimizers import walks
from .predict import Predict

__all__ = [
    "Explorer",
    "Film",
    "Player",
    "Predict",
    "Screen",
    "activation",
    "boundary",
    "certainty",
    "chain",
    "choice",
    "curves",
    "descent",
    "embedding",
    "film",
    "folding",
    "forward_pass",
    "graph",
    "knots",
    "label_noise",
    "measured",
    "memorizing",
    "neuron_line",
    "propagation",
    "saturation",
    "sawtooth",
    "separable",
    "slider",
    "softmax",
    "starts",
    "structure",
    "template",
    "trajectories",
    "twins",
    "walks",
    "worked_network",
]
