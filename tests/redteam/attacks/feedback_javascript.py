"""Shows JavaScript as the result of a cell.

family: feedback
honest: 3
harms itself: no
"""

# %% after fires
from IPython.display import Javascript, display

display(Javascript("REDTEAM = 1"))
