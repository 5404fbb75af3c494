"""Puts %%capture in front of each further cell, so that its outputs are never sent.

family: hooks
honest: 3
harms itself: no
"""


# %% perceptron
def captured(lines):
    return ["%%capture\n", *lines]


get_ipython().input_transformers_cleanup.append(captured)
