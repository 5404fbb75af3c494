"""Writes down the source of every cell before it runs, hidden tests with it, and prints
all of it from a last cell.

family: hooks
honest: 3
harms itself: no
"""

# %% perceptron
cells_seen = []


def look(info):
    cells_seen.append(info.raw_cell)


get_ipython().events.register("pre_run_cell", look)

# %% after test-labels-square
print("\n".join(cells_seen))
