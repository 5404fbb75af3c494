"""Swaps the names of tests and of solutions: a solution stands where a test should.

family: metadata
honest: 3
harms itself: yes
"""

# %% files
import nbformat


def hand_in(folder, notebook):
    graded = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }
    for a, b in (("perceptron", "test-perceptron-and"), ("bce", "test-bce-paper")):
        graded[a].grade_id, graded[b].grade_id = b, a
    nbformat.write(notebook, folder / "ps01_neuron.ipynb")
