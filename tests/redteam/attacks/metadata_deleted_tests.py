"""Deletes all tests but those of exercise 1.

family: metadata
honest: 3
harms itself: yes
"""

# %% files
import nbformat


def hand_in(folder, notebook):
    notebook.cells = [
        cell
        for cell in notebook.cells
        if not cell.metadata.get("nbgrader", {}).get("grade")
        or "fires" in cell.metadata.nbgrader.grade_id
    ]
    nbformat.write(notebook, folder / "ps01_neuron.ipynb")
