"""Controls, a view that follows them, and the wire between the two.

The view is a pure function of the state of the controls (see views/). The widget
only carries values: it needs no browser to be tested, and its repr is its state.
"""

import json
import time
import traceback
import zlib
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as ipw
from traitlets import Instance, Int, List, Unicode

from .. import views
from ..page import one_module

HERE = Path(__file__).parent
PAGE = HERE.parent / "labextension" / "nncourse" / "static"
WIDE = {"width": "350px", "max_width": "calc(100% - 4px)"}  # its margins
WHOLE = {"description_width": "initial"}  # or a long name is cut
AHEAD = 0.01  # seconds: what one request may take, and a view that is drawn ahead


class Screen(anywidget.AnyWidget):
    """A picture with its caption, and the error of its view if there was one.

    The page's half is screen.js. It names the controls beside it for screen readers,
    leaves to JupyterLab the keys that they do not use (keys.js), and reads a caption
    out once the hand has come to rest. ipywidgets.HTML does none of that, sends
    picture and words apart, and looks for formulas in each picture.

    While the hand rests, the page also asks for the drawings that neighbour this one,
    so that the next move need not wait for the kernel. They stay in the page.
    """

    _esm = one_module(PAGE / "keys.js", HERE / "ahead.js", HERE / "screen.js")
    image = Unicode().tag(sync=True)  # SVG
    caption = Unicode().tag(sync=True)  # plain text, as is the problem
    problem = Unicode().tag(sync=True)
    controls = List(Instance(ipw.Widget)).tag(sync=True, **ipw.widget_serialization)
    # where the controls stood when it was drawn
    places: List[Any] = List().tag(sync=True)


class Explorer(ipw.Box):
    """Controls beside a picture that follows them.

    Args:
        view: maps the values of the controls, by name, to a views.Drawing. The same
            values always give the same drawing: it is also called ahead of a move.
        controls: the widgets to move, by the name of the view's argument.

    An error in the view is shown above the picture, which stays as it was.
    """

    def __init__(self, view: Callable[..., views.Drawing], **controls: ipw.Widget):
        super().__init__(layout={"flex_flow": "row wrap", "align_items": "flex-start"})
        self.add_class("nncourse")
        self.view, self.controls = view, controls
        self.seconds: deque[float] = deque(
            maxlen=2
        )  # of drawing; one may be large by chance
        fits = {"flex": "0 1 auto", "min_width": "0", "max_width": "100%"}
        self.screen = Screen(controls=list(controls.values()), layout=fits)
        self.screen.on_msg(self._draw_ahead)
        self._show(self._draw(self.state()))
        for control in controls.values():
            control.observe(self._move, names="value")
        # in a narrow page it shrinks with its sliders, and the picture goes below
        narrow = {"flex": "0 1 360px", "min_width": "0", "max_width": "100%"}
        column = ipw.VBox(self._handles(), layout=narrow)
        self.children = column, self.screen

    def state(self) -> dict:
        """The value of every control, by name."""
        return {name: control.value for name, control in self.controls.items()}

    def _handles(self) -> list[ipw.Widget]:
        """The widgets in the column of controls, from the top."""
        return list(self.controls.values())

    def _move(self, change=None) -> None:
        try:
            drawing = self._draw(self.state())
        except Exception:
            self.screen.problem = traceback.format_exc()
        else:
            self._show(drawing)

    def _show(self, drawing: views.Drawing) -> None:
        with self.screen.hold_sync():  # one message: words and picture never disagree
            self.screen.image, self.screen.caption = drawing
            self.screen.places = [_place(c) for c in self.controls.values()]
            self.screen.problem = ""
        self.drawing = drawing

    def _draw(self, state: dict) -> views.Drawing:
        start = time.perf_counter()
        try:
            return self.view(**state)
        finally:
            self.seconds.append(time.perf_counter() - start)

    def _draw_ahead(self, screen: Screen, states: list[list], buffers) -> None:
        """Draw the first of some states; the page asks again for the others.

        Answers come in order, so a move waits for one such request at most.
        """
        end, drawings = time.perf_counter() + AHEAD, []
        for places in states:
            if min(self.seconds) > AHEAD or time.perf_counter() > end:
                break
            values = map(_value, self.controls.values(), places)
            try:
                drawing = self._draw(dict(zip(self.controls, values, strict=True)))
            except Exception:
                drawing = None  # to be shown when a move leads there
            drawings.append((places, drawing))
        screen.send({}, [zlib.compress(json.dumps(drawings).encode(), level=1)])

    def __repr__(self) -> str:
        state = ", ".join(f"{name}={value!r}" for name, value in self.state().items())
        return f"{type(self.view).__name__}({state})\n{self.drawing.caption}"

    def _repr_mimebundle_(self, **kwargs):
        """The live view, and a still of it for GitHub, exports and nbval to compare."""
        still = {"image/svg+xml": self.drawing.image, "text/plain": repr(self)}
        return super()._repr_mimebundle_(**kwargs) | still


def _place(control: ipw.Widget):
    """Where a control stands, as the page says it: a choice's index, or a value."""
    return getattr(control, "index", control.value)


def _value(control: ipw.Widget, place):
    """The value of a control at a place that came from the page."""
    if not hasattr(control, "index"):
        return type(control.value)(place)  # 1.0 comes as 1
    option = control.options[place]
    return option[1] if isinstance(option, tuple) else option


def slider(name: str, value: float, low: float, high: float, step: float):
    """A labelled slider, whose number can be typed as well."""
    kind = ipw.IntSlider if isinstance(step, int) else ipw.FloatSlider
    return kind(
        value, min=low, max=high, step=step, description=name, layout=WIDE, style=WHOLE
    )


def choice(name: str, options, value):
    """A slider over some given values, numbers or words, labelled with them."""
    labels = [(_label(option), option) for option in options]
    return ipw.SelectionSlider(
        options=labels, value=value, description=name, layout=WIDE, style=WHOLE
    )


def _label(option: float | str) -> str:
    if isinstance(option, str):
        return option
    return f"{option:,.0f}" if abs(option) >= 1000 else f"{option:.4g}"


class Player(anywidget.AnyWidget):
    """Play, step and step back for one slider.

    Args:
        control: a slider over whole numbers, or a choice.
    """

    _esm = HERE / "player.js"
    control = Instance(ipw.Widget).tag(sync=True, **ipw.widget_serialization)
    moved = Unicode("value").tag(sync=True)  # the trait of control that is moved
    low, high = Int().tag(sync=True), Int().tag(sync=True)
    stride = Int(1).tag(sync=True)  # of a move, while it plays
    interval = Int(100).tag(sync=True)  # between moves, in ms

    def __init__(self, control: ipw.Widget):
        if isinstance(control, ipw.SelectionSlider):
            moved, low, high = "index", 0, len(control.options) - 1
        else:
            moved, low, high = "value", control.min, control.max
        way = high - low
        stride = max(1, way // 100)
        pace = 10_000 * stride // max(way, 1)  # all of it in about ten seconds
        pace = min(max(pace, 100), 800)
        place = {"moved": moved, "low": low, "high": high}
        super().__init__(control=control, stride=stride, interval=pace, **place)


class Film(Explorer):
    """An Explorer whose first control can be played."""

    def _handles(self) -> list[ipw.Widget]:
        first, *others = self.controls.values()
        return [first, Player(first), *others]


def film(view, value=None, **controls: ipw.Widget) -> Film:
    """Play a view through its frames.

    Args:
        view: one that holds frames: Regions, Images, Histograms or Embedding.
        value: the frame shown first; by default the last.
        controls: more widgets to move, by the name of the view's argument.
    """
    keys = list(view.frames)
    first = keys[-1] if value is None else value
    return Film(view, frame=choice(view.what, keys, first), **controls)


def curves(view: views.Curves, value: float | None = None) -> Explorer:
    """Read the curves off at a marker; value is where it stands first."""
    options = view.x.tolist()
    first = options[len(options) // 2] if value is None else value
    return Explorer(view, x=choice(view.xlabel, options, first))


def trajectories(view: views.Trajectories) -> Film:
    """Walk down a surface several ways at once."""
    steps = max(map(len, view.paths.values())) - 1
    return Film(view, step=slider("step", steps // 5, 0, steps, 1))


def graph(view: views.Graph) -> Film:
    """Walk through a computation, forward and back."""
    return Film(view, step=slider("step", 0, 0, view.steps, 1))


def embedding(view: views.Embedding, point: int = 0) -> Film:
    """Watch points find their neighbours, and choose whose to look at."""
    points = slider("point", point, 0, len(view.y) - 1, 1)
    return film(view, point=points)
