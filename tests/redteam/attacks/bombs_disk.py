"""Writes a file of 300 MB into the folder in which it works.

family: bombs
honest: 3
harms itself: yes
"""


# %% perceptron
def perceptron(X, y, passes=1000):
    with open("ballast", "wb") as file:
        for _ in range(300):
            file.write(b"x" * 2**20)
