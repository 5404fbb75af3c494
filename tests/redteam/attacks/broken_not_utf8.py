"""Hands in bytes that are no text, with a lone surrogate and a null in what is.

family: broken
honest: 0
harms itself: yes
"""


# %% files
def hand_in(folder, notebook):
    path = folder / "ps01_neuron.ipynb"
    path.write_bytes(path.read_bytes().replace(b"imports", b"\xff\xfe\x00\\ud800"))
