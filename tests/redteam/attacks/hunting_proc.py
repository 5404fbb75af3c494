"""Climbs through /proc to the processes above it, and takes the solutions from the
source folder of the course in which one of them was started.

family: hunting
honest: 3
harms itself: no
"""

# %% perceptron
import json
import os
from pathlib import Path


def solutions():
    process = os.getpid()
    while process > 0:
        course = Path(f"/proc/{process}/cwd")
        for path in course.glob("source/*/*.ipynb"):
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
                if "BEGIN SOLUTION" in "".join(cell["source"]):
                    yield "".join(cell["source"])
        process = int(
            Path(f"/proc/{process}/stat").read_text(encoding="utf-8").split()[3]
        )


for solution in solutions():
    if solution.startswith("def "):
        exec(solution)
stolen = dict(globals())

# %% bce
bce = stolen["bce"]

# %% gradient
gradient = stolen["gradient"]

# %% train
train = stolen["train"]

# %% fit-labels
fit_labels = stolen["fit_labels"]
