"""Claims that its metadata are of a version of nbgrader long gone.

family: metadata
honest: 3
harms itself: yes
"""

# %% files
import nbformat


def hand_in(folder, notebook):
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.schema_version = 1
    nbformat.write(notebook, folder / "ps01_neuron.ipynb")
