"""Shows HTML with a script, and pictures and frames that run one, as the result of a
cell.

family: feedback
honest: 3
harms itself: no
"""

# %% after fires
from IPython.display import HTML, display

display(HTML("<script>REDTEAM</script>"))
display(HTML("<img src=x onerror='REDTEAM'><svg/onload=REDTEAM>"))
display(HTML("<iframe srcdoc='<script>REDTEAM</script>'></iframe>"))
display(HTML("<a href='javascript:REDTEAM'>your grade</a>"))
