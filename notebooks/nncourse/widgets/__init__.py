"""Things to move: what all lectures share, and the controls of each lecture."""

from .activations import activation, saturation, softmax
from .backprop import chain
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
from .frameworks import measured, models, recorded
from .initialization import propagation, starts, twins
from .metric_learning import neighbours
from .mlp import folding, forward_pass
from .neuron import boundary, certainty, descent, memorizing, neuron_line, template
from .optimizers import walks
from .overparametrization import (
    agreement,
    circle_kernel,
    double_descent,
    tickets,
    train_test,
    widths,
)
from .predict import Predict
from .regularization import patience, penalties, rescaled, thinned

__all__ = [
    "Explorer",
    "Film",
    "Player",
    "Predict",
    "Screen",
    "activation",
    "agreement",
    "boundary",
    "certainty",
    "chain",
    "choice",
    "circle_kernel",
    "curves",
    "descent",
    "double_descent",
    "embedding",
    "film",
    "folding",
    "forward_pass",
    "graph",
    "knots",
    "label_noise",
    "measured",
    "memorizing",
    "models",
    "neighbours",
    "neuron_line",
    "patience",
    "penalties",
    "propagation",
    "recorded",
    "rescaled",
    "saturation",
    "sawtooth",
    "separable",
    "slider",
    "softmax",
    "starts",
    "template",
    "thinned",
    "tickets",
    "train_test",
    "trajectories",
    "twins",
    "walks",
    "widths",
]
