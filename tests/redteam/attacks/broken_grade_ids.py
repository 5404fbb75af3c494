"""Names cells like paths, scripts and numbers of nbgrader's own tables.

family: broken
honest: 3
harms itself: yes
"""

# %% files
import json


def hand_in(folder, notebook):
    names = ["../../../gradebook.db", "<script>REDTEAM</script>", "", 7, None, ["a"]]
    for number in range(12):
        meta = {"grade_id": names[number % 6], "solution": True, "grade": False}
        meta |= {"locked": False, "schema_version": 3, "task": False}
        cell = {"cell_type": "code", "source": "1", "metadata": {"nbgrader": meta}}
        cell |= {"outputs": [], "execution_count": None, "id": f"own-{number}"}
        notebook.cells.append(cell)
    (folder / "ps01_neuron.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
