"""The views of lecture 11: computation graphs, and measured times."""

from collections.abc import Mapping, Sequence

import numpy as np

from .. import svg
from ..theme import BLUE, LIVE_GROUND
from .controls import Choose, Control, Film
from .drawing import Drawing, count, short


class Structure(Film):
    """Boxes that are computed from other boxes, the first at the top.

    Args:
        frames: for each value of the control the boxes by their name, in an order of
            computation: a few words, and the names of the boxes it is computed from.
        what: the name of the control.

    Raises:
        ValueError: if a box needs one that does not stand before it.

    A box stands below all that it needs, and arrows lead to it.
    """

    BOX = np.array([150, 38])
    STEP = np.array([170, 58])  # from middle to middle, in pixels

    def __init__(
        self,
        frames: Mapping[float | str, Mapping[str, tuple[str, Sequence[str]]]],
        *,
        what: str,
    ):
        self.frames, self.what, self.places = dict(frames), what, {}
        for key, boxes in self.frames.items():
            self.places[key] = self._places(boxes)
        middles = [
            place for places in self.places.values() for place in places.values()
        ]
        self.size = np.max(middles, axis=0) + self.BOX / 2 + 8

    @classmethod
    def of_models(cls, named: Mapping[str, object]) -> "Structure":
        """The layers of Keras models, by the models' names."""
        return cls({n: _layers(model) for n, model in named.items()}, what="model")

    @classmethod
    def of_tensors(cls, results: Mapping[float, object], what: str) -> "Structure":
        """What PyTorch has recorded for each tensor, by the control's value."""
        return cls({k: _recorded(tensor) for k, tensor in results.items()}, what=what)

    @property
    def controls(self) -> dict[str, Control]:
        """The frame that is shown, at first the first."""
        keys = list(self.frames)
        return {"frame": Choose(self.what, keys[0], keys, plays=True)}

    def _places(self, boxes) -> dict[str, np.ndarray]:
        """The middle of every box, in pixels."""
        rows: dict[str, int] = {}
        for name, (_, needs) in boxes.items():
            for other in needs:
                if other not in rows:
                    raise ValueError(f"{other} is needed before {name}: name it first")
            rows[name] = max((rows[other] + 1 for other in needs), default=0)
        count_in = np.bincount(list(rows.values()))
        columns, places = np.zeros(len(count_in)), {}
        for name, row in rows.items():
            left = (count_in.max() - count_in[row]) / 2  # in the middle of its row
            at = np.array([left + columns[row], row])
            places[name] = self.BOX / 2 + 8 + self.STEP * at
            columns[row] += 1
        return places

    def __call__(self, frame: float | str) -> Drawing:
        """Show one frame, a key of frames."""
        boxes, places = self.frames[frame], self.places[frame]
        arrows = [(a, b) for b, (_, needs) in boxes.items() for a in needs]
        ways = ", ".join(f"{a} → {b}" for a, b in arrows)
        caption = f"{self.what} {count(frame)}, {len(boxes)} boxes: {ways}"
        half = np.array([0, self.BOX[1] / 2 + 1])
        marks = ""
        for a, b in arrows:
            marks += svg.arrow(places[a] + half, places[b] - half, BLUE)
        for name, (words, _) in boxes.items():
            marks += self._box(name, words, places[name])
        width, height = self.size
        return Drawing(svg.picture(width, height, marks, caption), caption)

    def _box(self, name: str, words: str, middle: np.ndarray) -> str:
        (x, y), (w, h) = middle, self.BOX
        high = 3 if words else -4
        return (
            f'<rect x="{x - w / 2:.1f}" y="{y - h / 2:.1f}" width="{w}" height="{h}"'
            f' rx="8" style="fill:{LIVE_GROUND}" fill="#fff" stroke="currentColor"'
            f' stroke-width="1.5"/>{svg.text(x, y - high, name, "middle", 13)}'
            f"{svg.text(x, y + 13, words, 'middle', 11)}"
        )


class Measured:
    """Measurements of several contestants, on a logarithmic scale.

    Args:
        quantities: by the name of a quantity with its unit, by the size of a problem,
            by contestant: a number above 0; the same sizes and contestants throughout.
        size: the name of what differs between the sizes.
    """

    def __init__(
        self,
        quantities: Mapping[str, Mapping[int, Mapping[str, float]]],
        size: str,
    ):
        self.quantities, self.size, self.axes = dict(quantities), size, {}
        shows, sizes = list(quantities), list(next(iter(quantities.values())))
        self.controls = {
            "show": Choose("show", shows[0], shows),
            "size": Choose(size, sizes[0], sizes),
        }
        for name, by_size in self.quantities.items():
            values = [list(row.values()) for row in by_size.values()]
            rows = list(next(iter(by_size.values())))
            self.axes[name] = svg.Axes(
                *((np.min(values) / 2, np.max(values) * 12), (0, 1), name, ""),
                size=(420, 58 + 34 * len(rows)),
                xscale="log",
                rows=rows,
            )

    def __call__(self, show: str, size: int) -> Drawing:
        """Show one quantity, a key of quantities, for one size."""
        values, axes = self.quantities[show][size], self.axes[show]
        caption = f"{show}, {self.size} {count(size)}: " + ", ".join(
            f"{name} {_three_digits(value)}" for name, value in values.items()
        )
        rows = len(values) - 0.5 - np.arange(len(values))
        marks = ""
        for (x, y), value in zip(
            axes.at(list(values.values()), rows), values.values(), strict=True
        ):
            marks += svg.line(np.array([[axes.left, y], [x, y]]), BLUE, 3)
            marks += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{BLUE}"/>'
            marks += svg.text(x + 9, y + 4, _three_digits(value))
        return Drawing(axes.picture("", marks, caption), caption)

    def blank(self) -> Drawing:
        """The contestants by name, without numbers: what is stored of a measurement."""
        rows = list(next(iter(next(iter(self.quantities.values())).values())))
        words, note = ", ".join(rows) + ":", "run the cell to measure them here"
        caption = f"{words} {note}"
        marks = svg.text(12, 22, words) + svg.text(12, 42, note)
        return Drawing(svg.picture(420, 56, marks, caption), caption)


def _three_digits(value: float) -> str:
    """A number above 0 as a person would write it: 17,000 and not 1.70e+04."""
    return f"{float(f'{value:.3g}'):,.0f}" if value >= 1000 else short(value)


def _layers(model) -> dict[str, tuple[str, list[str]]]:
    """The layers of a Keras model, for a frame of Structure.

    Read from the model's own description: a Sequential model says nothing of what a
    layer is computed from, since it is always the one before.
    """
    boxes: dict[str, tuple[str, list[str]]] = {}
    before: list[dict] = []
    for entry in model.get_config()["layers"]:
        name, size = entry["config"]["name"], ""
        if entry["class_name"] != "InputLayer":
            size = f", {model.get_layer(name).count_params():,} numbers"
        needs = _sources(entry.get("inbound_nodes", before))
        boxes[name] = entry["class_name"] + size, list(dict.fromkeys(needs))
        before = [{"keras_history": [name]}]
    return boxes


def _recorded(result) -> dict[str, tuple[str, list[str]]]:
    """The operations that PyTorch has recorded for a tensor, for a frame of Structure.

    Each is named by its place in an order of computation, and by its kind. What needs
    no gradient has none.
    """
    boxes: dict[str, tuple[str, list[str]]] = {}
    names: dict[object, str] = {}

    def visit(node) -> str:
        if node not in names:
            needs = [visit(other) for other, _ in node.next_functions if other]
            kind = node.name().removesuffix("Backward0").split("::")[-1]
            names[node] = f"{len(names)} · {kind}"
            boxes[names[node]] = "", list(dict.fromkeys(needs))
        return names[node]

    visit(result.grad_fn)
    return boxes


def _sources(part) -> list[str]:
    """The layers that a part of a model's description refers to."""
    if isinstance(part, dict):
        if "keras_history" in part:
            return [part["keras_history"][0]]
        part = list(part.values())
    if isinstance(part, (list, tuple)):
        return [name for one in part for name in _sources(one)]
    return []
