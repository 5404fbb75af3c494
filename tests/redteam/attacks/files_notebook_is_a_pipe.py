"""Hands in a named pipe in place of the notebook: whoever reads it waits for ever.

family: files
honest: 3
harms itself: yes
"""

# %% files
import os


def hand_in(folder, notebook):
    (folder / "ps01_neuron.ipynb").unlink()
    os.mkfifo(folder / "ps01_neuron.ipynb")
