"""Keeps what exercise 1 is called with, and from a last cell writes it over an output
above the first hidden test, once by an update and once by showing it again.

family: leaks
honest: 3
harms itself: no
leak: HIDDEN-INPUT
"""

# %% fires
from IPython.display import display, update_display

inputs = []
display("nothing yet", display_id="one")
display("nothing yet", display_id="two")


def fires(X, w, b):
    inputs.append((X, w, b))
    return np.where(X @ w + b > 0, 1, 0)


# %% after test-labels-square
for X, w, b in inputs:
    if X.shape not in ((4, 2), (5, 2), (6, 1)):
        update_display("HIDDEN-" + f"INPUT {X.tolist()}", display_id="one")
        display("HIDDEN-" + f"INPUT {X.tolist()}", display_id="two")
