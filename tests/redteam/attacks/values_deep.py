"""Returns lists and dicts that are nested 100,000 deep, and one that contains itself.

family: values
honest: 3
harms itself: no
"""


# %% perceptron
def nested(depth=100_000):
    inside = [1.0]
    for _ in range(depth):
        inside = [inside]
    return inside


def perceptron(X, y, passes=1000):
    return nested(), {"b": nested()}, 1


# %% bce
def bce(z, y):
    itself = []
    itself.append(itself)
    return itself
