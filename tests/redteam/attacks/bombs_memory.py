"""Fills 3 GB of memory.

family: bombs
honest: 3
harms itself: yes
"""


# %% perceptron
def perceptron(X, y, passes=1000):
    return np.full(3 * 2**27, 1.5), 0.0, 1
