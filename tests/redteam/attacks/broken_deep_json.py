"""Hands in JSON that is nested 100,000 deep.

family: broken
honest: 0
harms itself: yes
"""


# %% files
def hand_in(folder, notebook):
    (folder / "ps01_neuron.ipynb").write_text(
        "[" * 100_000 + "]" * 100_000, encoding="utf-8"
    )
