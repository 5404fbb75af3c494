"""Raises exceptions whose names, messages and terminal colours are HTML with a script.

family: feedback
honest: 3
harms itself: no
"""

# %% perceptron
Script = type("<script>REDTEAM</script>", (Exception,), {})


def perceptron(X, y, passes=1000):
    raise Script("\x1b[31m<img src=x onerror='REDTEAM'>\x1b]8;;javascript:REDTEAM\x07x")


# %% bce
def bce(z, y):
    print("\x1b[1m<script>REDTEAM</script>")
    raise ValueError("</pre></div><script>REDTEAM</script>")
