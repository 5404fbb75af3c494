"""Loops, and catches whatever is raised to stop it.

family: loops
honest: 3
harms itself: yes
"""

# %% perceptron
import time


def perceptron(X, y, passes=1000):
    while True:
        try:
            time.sleep(1)
        except BaseException:
            pass
