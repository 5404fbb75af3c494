"""Loops within one call of Python's C code, which never looks for an interrupt and
never lets another thread run.

family: loops
honest: 3
harms itself: yes
"""

# %% perceptron
from collections import deque
from itertools import repeat


def perceptron(X, y, passes=1000):
    deque(repeat(0), maxlen=0)
