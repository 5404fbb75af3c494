"""The colours, markers and dashes of every figure and view.

Blue and orange, the two classes, are Okabe and Ito's (Color Universal Design, 2008),
which all common kinds of colour vision tell apart. Green and purple are theirs too, a
little darker: every colour keeps 3:1 against the light and the dark ground of
JupyterLab, also where a class tints it. Classes also differ by marker and curves by
dash, so that nothing rests on colour alone. tests/test_theme.py measures all of this.
"""

from io import BytesIO

from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

INK = "#222222"
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#D55E00", "#008F68", "#C4639A"
COLOR = {-1: BLUE, 0: BLUE, 1: ORANGE}  # of a class, whether it is called -1 or 0
MARKER = {-1: "o", 0: "o", 1: "s"}
GROUND = ListedColormap(["#D9EAF3", "#F9E7D9"])  # the same at 15 %, under the points

# A live view lies in the page and follows JupyterLab's theme; a stored still lies in
# an <img>, where no such variable exists, and is dark ink on white.
LIVE_INK = "var(--jp-ui-font-color1, #222222)"
LIVE_GROUND = "var(--jp-layout-color0, #ffffff)"

TINT = 0.15  # of a class's half of the plane
FAINT = 0.6  # of the ink, for lines that others are drawn over
SERIES = (  # colour and dash of the first, second, … curve
    (ORANGE, ""),
    (BLUE, "7 4"),
    (GREEN, "2 3"),
    (PURPLE, "10 3 2 3"),
    ("currentColor", "1 5"),
)


class Picture(Figure):
    """A figure of matplotlib that a cell shows, once, if it is the cell's last value.

    It belongs to no pyplot state and needs no `plt.show()` and no semicolon. Its repr
    is its caption in words with its main number: nbval skips images and compares that.
    """

    caption = ""

    def __init__(self, width: float = 4.0, height: float = 4.0):
        """Args: width and height in inches of 72 px; stored at twice that density."""
        super().__init__(figsize=(width, height), dpi=144, layout="constrained")

    def png(self) -> bytes:
        """The picture as PNG, the same bytes each time."""
        buffer = BytesIO()
        self.savefig(buffer, format="png")
        return buffer.getvalue()

    def _repr_png_(self):
        width, height = self.get_size_inches() * 72
        return self.png(), {"width": round(width), "height": round(height)}

    def __repr__(self) -> str:
        return self.caption or super().__repr__()
