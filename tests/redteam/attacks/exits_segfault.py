"""Reads the memory at address 0.

family: exits
honest: 3
harms itself: yes
"""

# %% perceptron
import ctypes


def perceptron(X, y, passes=1000):
    ctypes.string_at(0)
