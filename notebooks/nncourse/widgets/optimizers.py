"""The controls of lecture 6; curves and paths of one surface are made elsewhere."""

from collections.abc import Callable

import ipywidgets as ipw

from .. import views
from .explorer import Explorer, Film, slider


def walks(
    walk: Callable[..., views.Race], xlim, ylim, steps: int = 0, **controls: ipw.Widget
) -> Explorer:
    """Walk down a surface, several ways at once, anew at each move.

    Args:
        walk: maps the values of the controls to a views.Race; pure.
        xlim, ylim: the part of the plane that is shown.
        steps: if above 0, how many steps there are to play; otherwise all are shown.
        controls: the widgets to move, by the name of walk's argument.
    """
    for control in controls.values():
        if getattr(control, "step", 1) < 0.01:
            control.readout_format = ".4f"  # or 0.005 would read 0.01
    view = views.Walks(walk, xlim, ylim)
    if steps:
        widget = Film(view, step=slider("step", steps // 4, 0, steps, 1), **controls)
    else:
        widget = Explorer(view, **controls)
    widget.screen.layout.max_width = f"{view.WIDTH}px"  # nine names make a long caption
    return widget
