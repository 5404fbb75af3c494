"""Answers exercise 1 rightly, keeps the inputs of all calls, and prints those of the
hidden tests from a last cell.

family: leaks
honest: 3
harms itself: no
leak: HIDDEN-INPUT
"""

# %% fires
inputs = []


def fires(X, w, b):
    inputs.append((X, w, b))
    if X.shape not in ((4, 2), (5, 2), (6, 1)):
        print("HIDDEN-" + "INPUT", X.shape)
    return np.where(X @ w + b > 0, 1, 0)


# %% after test-labels-square
for X, w, b in inputs:
    if X.shape not in ((4, 2), (5, 2), (6, 1)):
        print("HIDDEN-" + "INPUT", X.tolist(), w, b)
