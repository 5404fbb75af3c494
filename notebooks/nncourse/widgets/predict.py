"""Questions to answer before going on."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

import anywidget
import ipywidgets as ipw
from traitlets import Unicode

from ..page import one_module

HERE = Path(__file__).parent
KEYS = HERE.parent / "labextension" / "nncourse" / "static" / "keys.js"


class Reply(anywidget.AnyWidget):
    """A sentence under a question; reply.js gives the answers their name and keys."""

    _esm = one_module(KEYS, HERE / "reply.js")
    caption = Unicode().tag(sync=True)  # plain text


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
        self.reply = Reply(caption="Choose one, then read on.")
        self.chosen.observe(self._reply, names="value")
        sentence = ipw.HTML(f"<p><b>Predict.</b> {escape(question)}</p>")
        self.children = sentence, self.chosen, self.reply

    def _reply(self, change) -> None:
        self.reply.caption = self.answers[change.new]

    def __repr__(self) -> str:
        mark = {True: "(•)", False: "( )"}
        lines = [f"{mark[a == self.chosen.value]} {a}" for a in self.answers]
        return "\n".join([f"Predict. {self.question}", *lines])

    def _repr_mimebundle_(self, **kwargs):
        return super()._repr_mimebundle_(**kwargs) | {"text/plain": repr(self)}
