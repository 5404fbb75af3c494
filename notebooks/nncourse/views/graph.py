"""A computation graph, walked forward for values and backward for gradients."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .. import svg
from ..theme import BLUE, LIVE_GROUND, ORANGE
from .controls import Slide
from .drawing import Drawing, short


class Node(NamedTuple):
    """A number in a computation.

    column, row: its place, from 0; halves are allowed.
    value: what the forward pass finds.
    gradient: the derivative of the last node by this one.
    """

    column: float
    row: float
    value: float
    gradient: float


class Edge(NamedTuple):
    """An arrow from a number to one that is computed from it.

    start, end: names of nodes.
    slope: the derivative of end by start alone, all else held fast.
    """

    start: str
    end: str
    slope: float


class Graph:
    """A computation graph: values appear forward, then gradients backward.

    Args:
        nodes: by name, in an order of computation; the last one is the result.
        edges: what is computed from what.

    Raises:
        ValueError: if an edge runs against the order of the nodes, or if a gradient is
            not what the chain rule says: 1 for the last node, and for every other one
            the sum, over the edges that leave it, of slope times gradient at their end,
            to 9 digits.
    """

    WIDE, HIGH = 170, 84  # from node to node, in pixels
    BOX = np.array([84, 44])

    def __init__(self, nodes: Mapping[str, Node], edges: Sequence[Edge]):
        self.nodes = {name: Node(*node) for name, node in nodes.items()}
        self.edges = [Edge(*edge) for edge in edges]
        self.order = list(self.nodes)
        place = {name: k for k, name in enumerate(self.order)}
        for start, end, _ in self.edges:
            if place[start] >= place[end]:
                raise ValueError(f"{start} is needed before {end}: name it first")
        for name, node in self.nodes.items():
            rule = sum(a * b for a, b in self._terms(name))
            if name == self.order[-1]:
                rule = 1.0
            if not np.isclose(rule, node.gradient, rtol=1e-9, atol=1e-300):
                raise ValueError(
                    f"the gradient of {name} is given as {node.gradient:g}, and the "
                    f"chain rule says {rule:g}"
                )

    def _terms(self, name: str) -> list[tuple[float, float]]:
        """Slope and gradient at the end of every edge that leaves a node."""
        return [
            (edge.slope, self.nodes[edge.end].gradient)
            for edge in self.edges
            if edge.start == name
        ]

    def _middle(self, name: str) -> np.ndarray:
        column, row, *_ = self.nodes[name]
        return np.array([56 + self.WIDE * column, 36 + self.HIGH * row])

    @property
    def steps(self) -> int:
        """The number of the last step: every node forward, every node backward."""
        return 2 * len(self.order)

    @property
    def controls(self) -> dict[str, Slide]:
        """How many steps are shown."""
        return {"step": Slide("step", 0, 0, self.steps, 1, plays=True)}

    def __call__(self, step: int) -> Drawing:
        """Show the first steps, 0 to 2n: n values forward, then n gradients back."""
        n = len(self.order)
        values, gradients = self.order[:step], self.order[n - max(step - n, 0) :]
        back = step > n
        now = None if not step else gradients[0] if back else values[-1]
        marks = "".join(self._edge(edge, now, back, gradients) for edge in self.edges)
        for name in self.order:
            marks += self._node(name, name in values, name in gradients, name == now)
        columns, rows = (max(node[k] for node in self.nodes.values()) for k in (0, 1))
        size = (112 + self.WIDE * columns, 80 + self.HIGH * rows)
        caption = self._words(step, now, back)
        return Drawing(svg.picture(*size, marks, caption), caption)

    def _edge(self, edge: Edge, now, back: bool, gradients: Sequence[str]) -> str:
        """An arrow; its slope stands at it once a gradient has come back along it."""
        lit = now == (edge.start if back else edge.end)
        color = (ORANGE if back else BLUE) if lit else "currentColor"
        start, end = self._middle(edge.start), self._middle(edge.end)
        way = end - start
        # from border to border of the boxes, along the line between their middles
        cut = min((self.BOX / 2 + 2) / np.maximum(abs(way), 1e-9))
        marks = svg.arrow(start + cut * way, end - cut * way, color, 3 if lit else 1.5)
        if edge.start in gradients:
            x, y = (start + end) / 2
            words = svg.text(x, y + 4, "× " + short(edge.slope), "middle", 11)
            rim = f'style="stroke:{LIVE_GROUND}" stroke="#fff" stroke-width="5"'
            # the same words twice: the rim keeps them clear of the line
            behind = words.replace('stroke="none"', f'{rim} aria-hidden="true"')
            marks += behind + words
        return marks

    def _node(self, name: str, valued: bool, graded: bool, now: bool) -> str:
        """A box with the name, the value and the gradient, as far as they are known."""
        (x, y), (w, h) = self._middle(name), self.BOX
        node = self.nodes[name]
        color = ORANGE if graded else BLUE if valued else "currentColor"
        marks = (
            f'<rect x="{x - w / 2:.1f}" y="{y - h / 2:.1f}" width="{w}" height="{h}"'
            f' rx="8" style="fill:{LIVE_GROUND}" fill="#fff" stroke="{color}"'
            f' stroke-width="{4 if now else 1.5}"/>'
        )
        words = f"{name} = {short(node.value)}" if valued else name
        marks += svg.text(x, y + (-3 if graded else 4), words, "middle", 12)
        if graded:
            marks += svg.text(x, y + 14, f"∂ {short(node.gradient)}", "middle", 12)
        return marks

    def _words(self, step: int, now: str | None, back: bool) -> str:
        n, last = len(self.order), self.order[-1]
        if now is None:
            return f"before the first step: {n} nodes, {len(self.edges)} edges"
        if not back:
            sources = [edge.start for edge in self.edges if edge.end == now]
            origin = f", from {' and '.join(sources)}" if sources else ", given"
            value = short(self.nodes[now].value)
            return f"forward, step {step} of {n}: {now} = {value}{origin}"
        terms = self._terms(now)
        path = " + ".join(f"{short(a)} × {short(b)}" for a, b in terms)
        total = short(self.nodes[now].gradient)
        sum_ = f"{path} = {total}" if path else total
        return f"backward, step {step - n} of {n}: ∂{last}/∂{now} = {sum_}"
