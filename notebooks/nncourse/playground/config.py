"""Everything that can be chosen in the playground, and what each choice may be."""

from dataclasses import asdict, dataclass, replace
from numbers import Integral, Real

GRID = 50  # points along a side of the drawn square
EDGE = 6.0  # the square is [-EDGE, EDGE] x [-EDGE, EDGE]

DATASETS = ("xor", "circle", "spirals", "gauss", "plane", "waves", "own")
FEATURES = ("x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)")
ACTIVATIONS = ("relu", "tanh", "sigmoid", "linear", "elu")
INITS = ("zero", "constant", "lecun", "glorot", "he")
OPTIMIZERS = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam")

MAX_LAYERS = 6
MAX_UNITS = 8
MAX_POINTS = 2000  # of one's own

# The kind of number, then the smallest and the largest that is allowed.
RANGES = {
    "noise": (Real, 0, 0.5),
    "train_share": (Real, 0.1, 0.9),
    "batch": (Integral, 1, 100),
    "l1": (Real, 0, 10),
    "l2": (Real, 0, 10),
    "dropout": (Real, 0, 0.9),
    "lr": (Real, 1e-6, 10),
    "seed": (Integral, 0, 2**31 - 1),
}


@dataclass(frozen=True)
class Config:
    """One setting of the playground. Hashable; a change makes a new one.

    Args:
        dataset: one of DATASETS. 'plane' and 'waves' are regression problems.
        noise: how far the data are disturbed, 0 to 0.5; no effect on own points.
        train_share: part of the points to train on, 0.1 to 0.9.
        batch: examples in one step, 1 to 100.
        features: any of FEATURES, at least one, none twice; the network's inputs.
        hidden: units of each hidden layer, 1 to 8; 0 to 6 layers.
        activations: one of ACTIVATIONS for each hidden layer.
        l1, l2: strength of the penalties l1 Σ|w| and l2/2 Σw², 0 to 10; weights only.
        dropout: probability that a hidden unit is left out of a step, 0 to 0.9.
        init: one of INITS, how the weights are drawn; biases start at 0.
        optimizer: one of OPTIMIZERS.
        lr: learning rate, 1e-6 to 10.
        seed: of the data, the first weights and the order of the batches.
        points: own points (x1, x2, y), at most 2000: x1 and x2 in [-6, 6], y -1 or 1.

    Raises:
        ValueError: one sentence on the first field that is out of range.
    """

    dataset: str = "circle"
    noise: float = 0.1
    train_share: float = 0.5
    batch: int = 10
    features: tuple[str, ...] = ("x1", "x2")
    hidden: tuple[int, ...] = (4, 2)
    activations: tuple[str, ...] = ("tanh", "tanh")
    l1: float = 0.0
    l2: float = 0.0
    dropout: float = 0.0
    init: str = "glorot"
    optimizer: str = "sgd"
    lr: float = 0.03
    seed: int = 0
    points: tuple[tuple[float, float, float], ...] = ()

    def __post_init__(self):
        _check_choice("dataset", self.dataset, DATASETS)
        _check_choice("init", self.init, INITS)
        _check_choice("optimizer", self.optimizer, OPTIMIZERS)
        for name, (kind, low, high) in RANGES.items():
            _check_number(name, getattr(self, name), kind, low, high)
        for name in ("features", "hidden", "activations", "points"):
            if not isinstance(getattr(self, name), tuple):
                raise ValueError(f"{name} is {getattr(self, name)!r}, not a tuple.")
        self._check_network()
        for point in self.points:
            _check_point(point)
        if len(self.points) > MAX_POINTS:
            raise ValueError(f"There are more than {MAX_POINTS} own points.")

    def _check_network(self) -> None:
        for feature in self.features:
            _check_choice("feature", feature, FEATURES)
        if not 1 <= len(self.features) == len(set(self.features)):
            raise ValueError("features must name at least one, and none twice.")
        if len(self.hidden) > MAX_LAYERS:
            raise ValueError(f"There are more than {MAX_LAYERS} hidden layers.")
        for units in self.hidden:
            _check_number("units", units, Integral, 1, MAX_UNITS)
        for activation in self.activations:
            _check_choice("activation", activation, ACTIVATIONS)
        if len(self.activations) != len(self.hidden):
            raise ValueError(
                f"{len(self.activations)} activations do not fit "
                f"{len(self.hidden)} hidden layers."
            )

    @property
    def regression(self) -> bool:
        """Whether y is any number, and the output unit linear."""
        return self.dataset in ("plane", "waves")

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units of every layer: the features, the hidden layers, the one output."""
        return len(self.features), *self.hidden, 1

    @property
    def layer_activations(self) -> tuple[str, ...]:
        """The activation of every layer: the hidden ones, then the output's."""
        return *self.activations, "linear" if self.regression else "tanh"

    def change(self, **fields) -> "Config":
        """The same with some fields replaced.

        If `hidden` is replaced and `activations` is not, the activations are cut to as
        many layers, or the last one (tanh if there is none) is repeated.

        Raises:
            ValueError: as Config does.
            TypeError: if there is no such field.
        """
        if "hidden" in fields and "activations" not in fields:
            kept = self.activations[: len(fields["hidden"])]
            missing = len(fields["hidden"]) - len(kept)
            last = self.activations[-1] if self.activations else "tanh"
            fields["activations"] = kept + (last,) * missing
        return replace(self, **fields)

    def to_dict(self) -> dict:
        """All fields as numbers, strings and lists, ready for JSON."""
        return {name: _to_lists(value) for name, value in asdict(self).items()}

    @classmethod
    def from_dict(cls, fields: dict) -> "Config":
        """The Config that to_dict made a dictionary of; fields may be missing.

        Raises:
            ValueError: as Config does, or if a field is not one of Config's.
        """
        if unknown := sorted(set(fields) - set(cls.__dataclass_fields__)):
            raise ValueError(f"There is no field {unknown[0]!r}.")
        return cls(**{name: to_tuples(value) for name, value in fields.items()})


def _check_choice(name: str, value, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise ValueError(f"{name} is {value!r}, not one of {', '.join(choices)}.")


def _check_number(name: str, value, kind: type, low: float, high: float) -> None:
    is_number = isinstance(value, kind) and not isinstance(value, bool)
    if not is_number:
        word = "a whole number" if kind is Integral else "a number"
        raise ValueError(f"{name} is {value!r}, not {word}.")
    if not low <= value <= high:  # also catches nan
        raise ValueError(f"{name} is {value!r}, not between {low} and {high}.")


def _check_point(point) -> None:
    if not isinstance(point, tuple) or len(point) != 3:
        raise ValueError(f"The point {point!r} is not a tuple (x1, x2, y).")
    for name, value in zip(("x1", "x2"), point, strict=False):
        _check_number(f"{name} of a point", value, Real, -EDGE, EDGE)
    if point[2] not in (-1, 1):
        raise ValueError(f"y of a point is {point[2]!r}, not -1 or 1.")


def _to_lists(value):
    """A tuple as a list, all the way down."""
    return [_to_lists(item) for item in value] if isinstance(value, tuple) else value


def to_tuples(value):
    """A list as a tuple, all the way down."""
    return tuple(map(to_tuples, value)) if isinstance(value, list | tuple) else value
