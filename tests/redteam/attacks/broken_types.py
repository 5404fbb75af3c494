"""Hands in a notebook in which lists are numbers, texts are lists, and names are
objects.

family: broken
honest: 0
harms itself: yes
"""

# %% files
import json


def hand_in(folder, notebook):
    for number, cell in enumerate(notebook.cells):
        wrong = [None, 3, {"a": []}, ["a", 3], "NaN"][number % 5]
        cell["source" if number % 2 else "metadata"] = wrong
    (folder / "ps01_neuron.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
