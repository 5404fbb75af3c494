"""What the page of each lecture must do, as data: see test_lectures.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

AWAY = "away"  # to the other end of a slider, by key
BACK = "back"  # one step from an end, by key
DRAG = "drag"  # into its other half, by mouse


class Move(NamedTuple):
    """What a hand does to a slider, and what the page then says and shows.

    Attributes:
        view: the picture's name in the lecture's list.
        slider: its label.
        key: a key, a number to type, or one of the constants above.
        words: part of what is read out once the hand has come to rest.
        drawn: part of the words in the picture.
        circles: how many circles the picture has; None if it does not matter.
    """

    view: str
    slider: str
    key: str = AWAY
    words: str = ""
    drawn: str = ""
    circles: int | None = None


class Answer(NamedTuple):
    """What is said when a question of a lecture is answered; both count from 0."""

    question: int
    answer: int
    words: str


@dataclass(frozen=True)
class Lecture:
    """One lecture's page.

    Attributes:
        views: names for its pictures, in order.
        moves: are made in this order; a later one may build on an earlier one.
        answers: are given by mouse.
        by_hand: whether all questions are answered, by keyboard and by mouse.
        film: the picture with a film that is played and paused, if one is.
        saved: whether it is saved after it was run, and opened again.
        least: the width of its smallest picture, in px.
    """

    views: Sequence[str]
    moves: Sequence[Move]
    answers: Sequence[Answer] = ()
    by_hand: bool = False
    film: str = ""
    saved: bool = False
    least: int = 300


def each(sliders: Mapping[str, Sequence[str]], *keys: str) -> list[Move]:
    """The same moves of each slider, by view."""
    return [
        Move(view, label, key)
        for view, labels in sliders.items()
        for label in labels
        for key in keys
    ]


NEURON = {
    "Certainty": ["scale"],
    "NeuronLine": ["w₁", "w₂", "b"],
    "Descent": ["learning rate", "step"],
    "Boundary": ["step"],
    "Template": ["step", "image"],
    "Memorizing": ["images n"],
}
ACTIVATIONS = {
    "Activation": ["activation", "z"],
    "Spread": ["activation", "spread"],
    "Temperature": ["temperature", "added to all"],
    "Sigmoid": ["logit z"],
    "Logits": ["logit z"],
}
STEPS = {"Path": ["step"], "Chosen": ["step"], "Surface": ["step"]}
OPTIMIZERS = {
    "Path": [],
    "Border": ["learning rate"],
    "Momentum": ["learning rate", "momentum"],
    "Chosen": [],
    "Turned": ["angle", "learning rate", "momentum", "start y"],
    "Surface": ["learning rate", "momentum", "start y"],
    "Neuron": ["learning rate", "momentum", "start w", "start b"],
}

LECTURES = {
    "01_neuron": Lecture(
        list(NEURON),
        [
            *each(NEURON, AWAY, BACK, DRAG),
            Move("NeuronLine", "w₁", "1"),
            Move("NeuronLine", "w₂", "-1"),
            Move("NeuronLine", "b", "-1", "75% of 200 points"),
        ],
        by_hand=True,
        film="Template",
    ),
    "02_activations": Lecture(
        list(ACTIVATIONS),
        [
            *each(ACTIVATIONS, "ArrowRight"),
            Move("Sigmoid", "logit z", "Home", "logit z 0:"),
            Move("Sigmoid", "logit z", "End", "shifted 0, logits"),
        ],
        [Answer(1, 1, "mean of both sides")],
        saved=True,
    ),
    "03_backprop": Lecture(
        ["Curves", "Graph", "Chain", "WorkedNetwork", "Losses"],
        [
            Move(
                "WorkedNetwork", "step", "End", "∂J/∂x = Wᵀ ∂J/∂z = (0.0403, −0.0805)"
            ),
            Move(
                *("WorkedNetwork", "W₁₁", "ArrowLeft"),
                *("largest difference from differences", "W₁₁ = 0.9"),
            ),
            Move("Curves", "step h", "End", "step h 1: one-sided"),
            Move("Graph", "step", "End", "∂e/∂a = 1 × 2 = 2"),
            Move("Chain", "weight w", "End", "w = 8, slope 20 back: sigmoid"),
        ],
    ),
    "04_mlp": Lecture(
        ["Folding", "ForwardPass", "UnitMaps", "Curves", "Starts", "Confusion"],
        [
            Move("Folding", "slope"),
            Move("ForwardPass", "step"),
            Move("UnitMaps", "step"),
            Move("Curves", "hidden units"),
            Move("Starts", "start"),
            Move("Confusion", "step"),
            Move("Folding", "slope", "0"),
            Move("Folding", "c", "1.2", "100% of 200 points"),
        ],
    ),
    "05_initialization": Lecture(
        ["Regions", "Twins", "Propagation", "Histograms", "Starts"],
        [
            Move("Propagation", "gain", "End", "ReLU, gain 3.00: signal"),
            Move("Propagation", "activation", "End", "linear, gain 3.00: signal"),
            Move(
                *("Twins", "apart at the start", "End"),
                "apart 0.5 at the start; step 1000",
            ),
            Move("Starts", "start", "End", "twice LeCun: 5 of 5 runs end in no number"),
        ],
    ),
    "06_optimizers": Lecture(
        list(OPTIMIZERS),
        [
            *each(STEPS, "ArrowLeft"),
            *each(OPTIMIZERS, "ArrowRight"),
            Move("Border", "learning rate", "0.015", "0.0243"),
            Move("Border", "learning rate", "0.025", "·10"),
        ],
        [Answer(0, 1, "Try 0.025")],
    ),
    "07_regularization": Lecture(
        ["Rescaled", "Penalties", "Patience", "Thinned", "Regions", "Curves"],
        [
            Move("Rescaled", "scale of feature 2", "End", "scale 10: curvatures 1 to"),
            Move(
                *("Penalties", "strength γ", "End"),
                "L2, γ = 0.1: at the end training loss",
            ),
            Move(
                "Penalties", "penalty", "End", "L1, γ = 0.1: at the end training loss"
            ),
            Move("Patience", "patience", "End", "patience 100: stops after step"),
            Move("Thinned", "drop rate", "End", "drop rate 0.95:"),
            Move("Regions", "drop rate", "End", "drop rate 0.95:"),
            Move("Curves", "rate", "End", "rate 1: plain, He × 0.1"),
        ],
    ),
    "08_capacity": Lecture(
        ["Separable", "Knots", "Sawtooth", "LabelNoise"],
        [
            Move("Separable", "weights d", "End", "30 points, 20 weights"),
            Move("Separable", "points n", "End", "60 points, 20 weights"),
            Move("Knots", "ReLUs m", "End", "128 ReLUs: root mean square error"),
            Move("Sawtooth", "ReLUs in one layer", "End", "64 in one layer"),
            Move("LabelNoise", "share of random labels", "End", "100% random: 0.1"),
        ],
    ),
    "09_overparametrization": Lecture(
        [
            *("Starts", "Curves", "CircleKernel", "Agreement", "TrainTest"),
            *("DoubleDescent", "Sweep", "Hump", "Tickets"),
        ],
        [
            Move("Starts", "network", "End", "width 128: 24 of 24 runs end"),
            Move("CircleKernel", "width", "End", "width 16,384: 8 random networks"),
            Move(
                *("DoubleDescent", "features", "End"),
                "1,000 features, noise 0%, ridge 0",
            ),
            Move(
                *("DoubleDescent", "label noise", "End"),
                "1,000 features, noise 20%, ridge 0",
            ),
            Move("Tickets", "round", "End", "round 14, 1.1% of the weights left"),
        ],
    ),
    "10_metric_learning": Lecture(
        ["Units", "Wines", "Signs", "Rates", "Digits", "Neighbours"],
        [
            Move("Units", "proline times", "Home", "proline times 0.0001"),
            Move("Wines", "step", "Home", "step 0: 1 of the 3 points"),
            Move("Signs", "distance", "End", "distance 2: positive 1.9"),
            Move("Rates", "learning rate", "End", "learning rate 0.1: contrastive 0."),
            Move("Digits", "step", "Home", "step 0: "),
            Move("Digits", "point", "End", "nearest to point 199"),
            Move("Neighbours", "image", "End", "image 199, a "),
        ],
    ),
    "11_frameworks": Lecture(
        ["Models", "Forgotten", "Recorded", "Race", "Softmax", "Log"],
        [
            Move("Models", "model", "End", "left → see, right → see, see → both"),
            Move("Forgotten", "step", "End", "step 199: zero_grad"),
            Move("Recorded", "input", "End", "input 9, 2 boxes"),
            Move("Softmax", "step", "Home", "step 0: with softmax"),
            Move("Log", "step", "End", "step 99: loss/train"),
            Move("Race", "width", "End", "steps a second, width 1,024: NumPy"),
            Move(
                *("Race", "show", "End", "first call, in seconds, width 1,024: NumPy"),
                circles=5,
            ),
        ],
        least=160,
    ),
}
