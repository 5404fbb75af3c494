"""Prints one line of 50 MB. nbgrader limits outputs by their lines.

family: bombs
honest: 3
harms itself: yes
"""


# %% perceptron
def perceptron(X, y, passes=1000):
    print("x" * (50 * 2**20))
