"""Adds a test of its own, worth 100 points, that passes.

family: metadata
honest: 3
harms itself: yes
"""

# %% files
import nbformat


def hand_in(folder, notebook):
    meta = {
        "grade": True,
        "grade_id": "test-of-my-own",
        "locked": True,
        "points": 100,
        "schema_version": 3,
        "solution": False,
        "task": False,
        "cell_type": "code",
    }
    cell = nbformat.v4.new_code_cell("pass", id="own", metadata={"nbgrader": meta})
    notebook.cells.append(cell)
    nbformat.write(notebook, folder / "ps01_neuron.ipynb")
