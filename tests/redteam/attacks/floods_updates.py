"""Shows 200 small outputs under one name, and then makes each of them 5 MB large.

family: floods
honest: 3
harms itself: no
"""

# %% perceptron
from IPython.display import display, update_display

for _ in range(200):
    display("small", display_id="one")
update_display("x" * 5_000_000, display_id="one")
