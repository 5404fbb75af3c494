"""Things to move: controls, a view and the wire between them.

The view is a pure function of the state of the controls (see views.py). The widget
only carries values: it needs no browser to be tested, and its repr is its state.
"""

import traceback
from collections.abc import Callable, Mapping
from html import escape

import ipywidgets as ipw
import numpy as np

from . import views

WIDE = {"width": "350px", "max_width": "100%"}
WHOLE = {"description_width": "initial"}  # or a long name is cut


class Explorer(ipw.Box):
    """Controls beside a picture that follows them.

    Args:
        view: maps the values of the controls, by name, to a views.Drawing.
        controls: the widgets to move, by the name of the view's argument.

    An error in the view is shown above the picture, which stays as it was.
    """

    def __init__(self, view: Callable[..., views.Drawing], **controls: ipw.Widget):
        super().__init__(layout={"flex_flow": "row wrap", "align_items": "flex-start"})
        self.add_class("nncourse")
        self.view, self.controls = view, controls
        self.picture, self.caption, self.problem = ipw.HTML(), ipw.HTML(), ipw.HTML()
        self._show(view(**self.state()))
        for control in controls.values():
            control.observe(self._move, names="value")
        column = ipw.VBox(
            [*self._handles(), self.caption], layout={"flex": "0 1 360px"}
        )
        self.children = column, ipw.VBox([self.problem, self.picture])

    def state(self) -> dict:
        """The value of every control, by name."""
        return {name: control.value for name, control in self.controls.items()}

    def _handles(self) -> list[ipw.Widget]:
        """What is laid out in the column of controls."""
        return list(self.controls.values())

    def _move(self, change=None) -> None:
        try:
            drawing = self.view(**self.state())
        except Exception:
            words = escape(traceback.format_exc())
            self.problem.value = f'<pre role="alert">{words}</pre>'
        else:
            self.problem.value = ""
            self._show(drawing)

    def _show(self, drawing: views.Drawing) -> None:
        self.picture.value = drawing.image
        self.caption.value = f'<p role="status">{escape(drawing.caption)}</p>'
        self.drawing = drawing

    def __repr__(self) -> str:
        state = ", ".join(f"{name}={value!r}" for name, value in self.state().items())
        return f"{type(self.view).__name__}({state})\n{self.drawing.caption}"

    def _repr_mimebundle_(self, **kwargs):
        """The live view, and a still of it for GitHub, exports and nbval to compare."""
        still = {"image/svg+xml": self.drawing.image, "text/plain": repr(self)}
        return super()._repr_mimebundle_(**kwargs) | still


def slider(name: str, value: float, low: float, high: float, step: float):
    """A labelled slider, whose number can be typed as well."""
    kind = ipw.IntSlider if isinstance(step, int) else ipw.FloatSlider
    return kind(
        value, min=low, max=high, step=step, description=name, layout=WIDE, style=WHOLE
    )


def choice(name: str, options, value):
    """A slider over some given values, labelled with them."""
    labels = [(f"{option:,g}", option) for option in options]
    return ipw.SelectionSlider(
        options=labels, value=value, description=name, layout=WIDE, style=WHOLE
    )


def neuron_line(X: np.ndarray, y: np.ndarray, w=(1.0, 0.5), b=-0.5) -> Explorer:
    """Move the line of a neuron over a sample with labels in {-1, +1}."""
    return Explorer(
        views.NeuronLine(X, y),
        w1=slider("w₁", w[0], -2.0, 2.0, 0.05),
        w2=slider("w₂", w[1], -2.0, 2.0, 0.05),
        b=slider("b", b, -2.0, 2.0, 0.05),
    )


def certainty(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> Explorer:
    """Multiply the weights and the bias of a sigmoid neuron by the same number."""
    return Explorer(
        views.Certainty(X, y, w, b),
        scale=choice("scale", (0.1, 0.2, 0.5, 1, 2, 5, 10, 100), 1),
    )


def boundary(X, y, path: Mapping[int, np.ndarray], xlabel: str, ylabel: str):
    """Follow the line of a neuron, and its sharpness, through training."""
    return Explorer(
        views.Boundary(X, y, path, xlabel, ylabel),
        step=choice("step", path, sorted(path)[len(path) // 2]),
    )


def descent(w, b, loss, paths: Mapping[float, np.ndarray], losses) -> Explorer:
    """Choose the learning rate, and walk down the loss of two parameters."""
    rates, steps = list(paths), len(next(iter(losses.values()))) - 1
    return Explorer(
        views.Descent(w, b, loss, paths, losses),
        lr=choice("learning rate", rates, rates[len(rates) // 4]),
        step=slider("step", steps // 5, 0, steps, 1),
    )


class Training(Explorer):
    """An Explorer whose `step` can be played like a film."""

    def _handles(self) -> list[ipw.Widget]:
        step = self.controls["step"]
        film = ipw.Play(step.value, max=step.max, step=5, interval=100)
        ipw.jslink((film, "value"), (step, "value"))
        return [*super()._handles(), film]


def template(X, y, W: np.ndarray, b: np.ndarray, names) -> Explorer:
    """Watch the weights of a neuron on images grow, and try them on each image."""
    return Training(
        views.Template(X, y, W, b, names),
        step=slider("step", len(W) - 1, 0, len(W) - 1, 1),
        image=slider("image", 0, 0, len(X) - 1, 1),
    )


def memorizing(n: np.ndarray, curves: Mapping[str, np.ndarray], inputs: int):
    """Choose a sample size, and read off what the neuron learnt by heart."""
    return Explorer(
        views.Memorizing(n, curves, inputs),
        n=choice("images n", [int(k) for k in n], int(n[len(n) // 4])),
    )


class Predict(ipw.VBox):
    """A question to answer before going on; each answer leads to its own next look.

    Args:
        question: one sentence.
        answers: what can be predicted, each with what to look for next. The text does
            not say which is right: the next cell shows it.
    """

    def __init__(self, question: str, answers: Mapping[str, str]):
        super().__init__()
        self.add_class("nncourse")
        self.question, self.answers = question, dict(answers)
        self.chosen = ipw.RadioButtons(
            options=list(answers), value=None, layout={"width": "max-content"}
        )
        self.reply = ipw.HTML('<p role="status">Choose one, then read on.</p>')
        self.chosen.observe(self._reply, names="value")
        asked = ipw.HTML(f"<p><b>Predict.</b> {escape(question)}</p>")
        self.children = asked, self.chosen, self.reply

    def _reply(self, change) -> None:
        words = escape(self.answers[change.new])
        self.reply.value = f'<p role="status">{words}</p>'

    def __repr__(self) -> str:
        mark = {True: "(•)", False: "( )"}
        lines = [f"{mark[a == self.chosen.value]} {a}" for a in self.answers]
        return "\n".join([f"Predict. {self.question}", *lines])

    def _repr_mimebundle_(self, **kwargs):
        return super()._repr_mimebundle_(**kwargs) | {"text/plain": repr(self)}
