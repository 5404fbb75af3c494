"""Writes HTML with a script into its essay, and shows more as Markdown and LaTeX.

family: feedback
honest: 3
harms itself: no
"""

# %% [markdown] accuracy
# <script>REDTEAM</script> <img src=x onerror="REDTEAM">
# [your grade](javascript:REDTEAM) ![x](x" onerror="REDTEAM)

# %% after fires
from IPython.display import Latex, Markdown, display

display(Markdown("<script>REDTEAM</script> <b onclick='REDTEAM'>your grade</b>"))
display(Latex("$x$<script>REDTEAM</script>"))
