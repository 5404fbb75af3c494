"""A view with its controls, in a kernel."""

import json
import os
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import anywidget
from traitlets import Dict, List, Unicode

from ..page import one_module
from ..views.controls import Control
from ..views.drawing import Drawing
from . import frames

PAGE = Path(__file__).parents[1] / "labextension" / "nncourse" / "static"
PARTS = "keys.js", "controls.js", "harmless.js", "explore.js", "model.js"
MIME = "application/vnd.nncourse.view+json"
# Where `autograder build` wants the frames of each view that is shown; else not set.
FRAMES = "NNCOURSE_FRAMES"


class Movable(Protocol):
    """A view that says what can be moved."""

    @property
    def controls(self) -> Mapping[str, Control]:
        """What can be moved, by the name of the argument."""

    def __call__(self, **state: Any) -> Drawing:
        """Draw a state; the same state gives the same drawing."""


class LiveView(anywidget.AnyWidget):
    """A view and the state of its controls.

    Args:
        view: what is drawn. It may have a `module` in static/views/ that draws the same
            in the page, from what its method `data` gives; and a `blank` drawing, which
            is stored in its place where each run gives other numbers.
        start: the state at first; by default what the controls say.

    Raises:
        TypeError: if the view has no such control.
        ValueError: if a control cannot have such a value.

    An error in the view is shown above the picture, which stays as it was.
    """

    _esm = one_module(*(PAGE / part for part in PARTS))
    _css = PAGE / "explore.css"
    spec = Dict().tag(sync=True)  # what the page needs to know of the view
    state = Dict().tag(sync=True)  # the page's hand writes it, or `move`
    drawing: List[str] = List().tag(sync=True)  # image and caption
    drawn = Dict().tag(sync=True)  # the state that they show
    problem = Unicode().tag(sync=True)  # what went wrong at the state
    name = Unicode().tag(sync=True)  # a random one: its outputs find it by that

    def __init__(self, view: Movable, **start):
        self.view, self.controls = view, dict(view.controls)
        if unknown := start.keys() - self.controls.keys():
            names = ", ".join(self.controls)
            raise TypeError(f"{type(view).__name__} moves {names}, not {unknown.pop()}")
        state = {name: control.start for name, control in self.controls.items()} | start
        state = {name: self.controls[name].nearest(state[name]) for name in state}
        shown = self._draw(state)
        super().__init__(state=state, spec=self._spec(), name=uuid4().hex, **shown)
        self.observe(self._follow, names="state")

    def move(self, **values) -> None:
        """Move some controls; raises ValueError if one cannot have such a value."""
        self.state = self.state | values
        if self.problem:
            raise ValueError(self.problem)

    @property
    def caption(self) -> str:
        """What the picture says, in words."""
        return self.drawing[1]

    def _spec(self) -> dict:
        module = getattr(self.view, "module", "")
        controls = [[name, control.spec()] for name, control in self.controls.items()]
        return {
            "view": type(self.view).__name__,
            # As text: a notebook would have a line for each of their numbers.
            "controls": json.dumps(controls, ensure_ascii=False),
            "module": module,
            "data": json.dumps(getattr(self.view, "data", dict)()),
        }

    def _draw(self, state: dict) -> dict:
        return {"drawing": list(self.view(**state)), "drawn": dict(state)}

    def _follow(self, change) -> None:
        """Draw the new state; it may come from a page, and be of any kind."""
        try:
            state = {n: c.nearest(self.state[n]) for n, c in self.controls.items()}
            shown = self._draw(state)
        except Exception:
            self.problem = traceback.format_exc()
            return
        with self.hold_sync():  # one message: words and picture never disagree
            self.drawing, self.drawn = shown["drawing"], dict(self.state)
            self.problem = ""

    def __repr__(self) -> str:
        name, blank = type(self.view).__name__, getattr(self.view, "blank", None)
        if blank:
            return f"{name}\n{blank().caption}"
        state = ", ".join(f"{name}={value!r}" for name, value in self.state.items())
        return f"{name}({state})\n{self.caption}"

    def _repr_mimebundle_(self, **kwargs):
        """For JupyterLab the view, elsewhere the widget; a still, and words."""
        blank = getattr(self.view, "blank", None)
        own_frames = not (self.spec["module"] or blank)
        if (folder := os.environ.get(FRAMES)) and own_frames:
            file = Path(folder) / f"{self.name}.json.gz"
            frames.write(file, self.view, self.controls, self.state)
        image, words = blank() if blank else self.drawing
        view = self.spec | {"state": self.state, "caption": words}
        view |= {"name": self.name}
        own = {MIME: view, "image/svg+xml": image, "text/plain": repr(self)}
        widget, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return widget | own, metadata


def explore(view: Movable, **start) -> LiveView:
    """Show a view with its controls; start says where they stand first."""
    return LiveView(view, **start)
