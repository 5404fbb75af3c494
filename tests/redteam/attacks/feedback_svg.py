"""Shows a drawing that runs a script.

family: feedback
honest: 3
harms itself: no
"""

# %% after fires
from IPython.display import SVG, display

SCRIPT = "<svg xmlns='http://www.w3.org/2000/svg' onload='REDTEAM'><script>REDTEAM"
display(SVG(SCRIPT + "</script></svg>"))
