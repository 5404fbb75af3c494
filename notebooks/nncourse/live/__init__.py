"""Views that can be moved, before a kernel runs and after it has ended.

    explore(views.NeuronLine(X, y))

The view says what can be moved (views/controls.py). In JupyterLab the course's
extension (labextension/) makes the controls and draws: from stored frames, from a
module of the view's own, or by asking the kernel. Elsewhere anywidget shows the same.
"""

from .frames import MOST_FRAMES, grid
from .live_view import MIME, LiveView, explore

__all__ = ["MIME", "MOST_FRAMES", "LiveView", "explore", "grid"]
