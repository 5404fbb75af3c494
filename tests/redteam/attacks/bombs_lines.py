"""Prints lines until it is stopped.

family: bombs
honest: 3
harms itself: yes
"""


# %% perceptron
def perceptron(X, y, passes=1000):
    while True:
        print("and another line" * 8)
