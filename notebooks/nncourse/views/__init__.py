"""The pictures that move: each a pure function of its state.

A view is made from arrays, once, and then called with the state of its controls. It
returns a Drawing: the picture, and one sentence that says the same in words. It does
not train, draw random numbers, read a file, keep anything between calls or know of
widgets.

Several views hold `frames`: data by the value of one control, whose name is `what`.
"""

from .charts import Curves, Histograms
from .drawing import Drawing
from .graph import Edge, Graph, Node
from .images import Images, Template
from .neuron import Boundary, Certainty, Memorizing, NeuronLine
from .plane import Descent, Embedding, Regions, Trajectories

__all__ = [
    "Boundary",
    "Certainty",
    "Curves",
    "Descent",
    "Drawing",
    "Edge",
    "Embedding",
    "Graph",
    "Histograms",
    "Images",
    "Memorizing",
    "NeuronLine",
    "Node",
    "Regions",
    "Template",
    "Trajectories",
]
