"""Refuses to end: it ignores SIGTERM and SIGINT, and waits at exit.

family: loops
honest: 3
harms itself: no
"""

# %% perceptron
import atexit
import signal
import time

signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)
atexit.register(time.sleep, 600)
