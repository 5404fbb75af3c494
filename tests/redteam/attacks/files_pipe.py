"""Hands in a named pipe beside the notebook: whoever reads it waits for ever.

family: files
honest: 3
harms itself: yes
"""

# %% files
import os


def hand_in(folder, notebook):
    os.mkfifo(folder / "data.csv")
