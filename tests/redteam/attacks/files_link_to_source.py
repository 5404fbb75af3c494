"""Hands in a link to the instructor's notebook, under an innocent name, and a folder
that is a link to the whole course; then runs the solutions that it finds there.

family: files
honest: 3
harms itself: no
"""

# %% perceptron
import json
from pathlib import Path

stolen = {}
for path in (Path("notes.txt"), Path("data/source/ps01_neuron/ps01_neuron.ipynb")):
    if path.exists() and not stolen:
        for some_cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if "BEGIN SOLUTION" in "".join(some_cell["source"]):
                if some_cell["cell_type"] == "code":
                    exec("".join(some_cell["source"]), globals(), stolen)

# %% bce
bce = stolen["bce"]

# %% gradient
gradient = stolen["gradient"]

# %% fit-labels
fit_labels = stolen["fit_labels"]


# %% files
def hand_in(folder, notebook):
    (folder / "notes.txt").symlink_to("../../../source/ps01_neuron/ps01_neuron.ipynb")
    (folder / "data").symlink_to("../../..")
