"""The pictures that move: each a pure function of its state.

A view is made from arrays, once, and then called with the state of its controls. It
returns a Drawing: the picture, and one sentence that says the same in words. It does
not train, draw random numbers, read a file, keep anything between calls or know of
widgets.

A view says what can be moved in `controls`, as data (controls.py). Several views hold
`frames`: data by the value of one control, whose name is `what`.
"""

from .activations import Activation, Saturation, Softmax
from .backprop import Chain, Passes, WorkedNetwork
from .capacity import Knots, LabelNoise, Sawtooth, Separable
from .charts import Curves, Histograms
from .controls import Choose, Slide
from .drawing import Drawing
from .frameworks import Measured, Structure
from .graph import Edge, Graph, Node
from .images import Images, Template
from .initialization import Propagation, Starts, Twins
from .metric_learning import Neighbours
from .mlp import Confusion, Folding, ForwardPass, Stage, UnitMaps
from .neuron import Boundary, Certainty, Memorizing, NeuronLine
from .optimizers import Race, Walks
from .overparametrization import (
    Agreement,
    CircleKernel,
    DoubleDescent,
    Tickets,
    TrainTest,
)
from .plane import Descent, Embedding, Regions, Trajectories
from .regularization import Patience, Penalties, Rescaled, Run, Thinned

__all__ = [
    "Activation",
    "Agreement",
    "Boundary",
    "Certainty",
    "Chain",
    "Choose",
    "CircleKernel",
    "Confusion",
    "Curves",
    "Descent",
    "DoubleDescent",
    "Drawing",
    "Edge",
    "Embedding",
    "Folding",
    "ForwardPass",
    "Graph",
    "Histograms",
    "Images",
    "Knots",
    "LabelNoise",
    "Measured",
    "Memorizing",
    "Neighbours",
    "NeuronLine",
    "Node",
    "Passes",
    "Patience",
    "Penalties",
    "Propagation",
    "Race",
    "Regions",
    "Rescaled",
    "Run",
    "Saturation",
    "Sawtooth",
    "Separable",
    "Slide",
    "Softmax",
    "Stage",
    "Starts",
    "Structure",
    "Template",
    "Thinned",
    "Tickets",
    "TrainTest",
    "Trajectories",
    "Twins",
    "UnitMaps",
    "Walks",
    "WorkedNetwork",
]
