"""Raises exceptions that do harm when they are looked at: their text raises or never
ends, and their class is not what they say.

family: values
honest: 3
harms itself: no
"""


# %% perceptron
class Textless(Exception):
    def __str__(self):
        raise SystemExit

    __repr__ = __str__


def perceptron(X, y, passes=1000):
    raise Textless


# %% bce
class Liar(Exception):
    @property
    def __class__(self):
        return type(None)


def bce(z, y):
    raise Liar("all is well") from Liar()


# %% gradient
class Meta(type):
    def __instancecheck__(cls, thing):
        return True

    def __getattribute__(cls, name):
        raise KeyboardInterrupt


class Nameless(Exception, metaclass=Meta):
    pass


def gradient(w, b, X, y):
    raise Nameless
