"""Raises an exception whose message has 30 MB.

family: bombs
honest: 3
harms itself: yes
"""


# %% perceptron
def perceptron(X, y, passes=1000):
    raise ValueError("x" * (30 * 2**20))
