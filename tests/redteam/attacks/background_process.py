"""Leaves a process of its own behind, cut off from its parent, which outlives the
grading.

family: background
honest: 3
harms itself: no
"""

# %% perceptron
import subprocess
import sys

subprocess.Popen(
    [sys.executable, "-c", "import time; time.sleep(600)"],
    start_new_session=True,
    stdin=subprocess.DEVNULL,
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)
