"""Stops its own process by SIGSTOP: it does not end, and does not hear an interrupt.

family: exits
honest: 3
harms itself: yes
"""

# %% perceptron
import os
import signal


def perceptron(X, y, passes=1000):
    os.kill(os.getpid(), signal.SIGSTOP)
