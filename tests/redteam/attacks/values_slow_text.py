"""Raises an exception that takes for ever to say what it is.

family: values
honest: 3
harms itself: yes
"""


# %% perceptron
class Slow(Exception):
    def __str__(self):
        while True:
            pass


def perceptron(X, y, passes=1000):
    raise Slow
