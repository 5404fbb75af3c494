"""Writes what takes quadratic time to clean, to read as Markdown and to highlight.

family: feedback
honest: 3
harms itself: no
"""

# %% perceptron
from IPython.display import HTML, Markdown, display

display(HTML("<div>" * 11_000))
display(HTML("<script>" * 100_000))
display(Markdown("[" * 100_000))
print("\x1b[31m" * 100_000)


# %% files
def hand_in(folder, notebook):
    import nbformat

    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name == "accuracy":
            cell.source = "a" + " " * 90_000 + "<div>" * 11_000 + "[" * 40_000
        if name == "bce":
            cell.source = "names = '''" + "a." * 90_000 + "'''"
    nbformat.write(notebook, folder / "ps01_neuron.ipynb")
