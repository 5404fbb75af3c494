"""Ends its kernel again and again, in its cells and in functions, so that the grader is
at starting kernels all the time.

family: exits
honest: 3
harms itself: yes
"""

# %% perceptron
import os


def perceptron(X, y, passes=1000):
    os._exit(0)


# %% bce
def bce(z, y):
    os.abort()


# %% gradient
def gradient(w, b, X, y):
    os.kill(os.getpid(), 9)


# %% after test-bce-large
os._exit(1)

# %% after test-bce-large
os._exit(2)

# %% after test-bce-large
os._exit(3)
