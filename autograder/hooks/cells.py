"""The cells of an assignment may change when it has submissions.

nbgrader then refuses, and has removed the release by then. `nbgrader_config.py` puts
`SaveChangedCells` in the place of nbgrader's own step.
"""

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Comment, Grade, MissingEntry, Notebook
from nbgrader.preprocessors import SaveCells


class SaveChangedCells(SaveCells):
    """Saves the cells of an assignment; submissions get the new ones too."""

    def _create_notebook(self, nb: NotebookNode) -> None:
        try:
            notebook = self.gradebook.find_notebook(
                self.notebook_id, self.assignment_id
            )
        except MissingEntry:
            notebook = None
        if notebook is not None and notebook.submissions:
            self._follow(notebook)
        super()._create_notebook(nb)

    def _follow(self, notebook: Notebook) -> None:
        """Remove cells that are gone and add new ones, in all submissions.

        Raises:
            RuntimeError: if somebody has marked a cell that is gone.
        """
        kinds = {
            "grade": (notebook.grade_cells, self.new_grade_cells),
            "solution": (notebook.solution_cells, self.new_solution_cells),
            "task": (notebook.task_cells, self.new_task_cells),
            "source": (notebook.source_cells, self.new_source_cells),
        }
        gone = {
            k: [c for c in old if c.name not in new] for k, (old, new) in kinds.items()
        }
        counted = [*gone["grade"], *gone["solution"], *gone["task"]]
        if marked := sorted({cell.name for cell in counted if _is_marked(cell)}):
            raise RuntimeError(
                f"{', '.join(marked)}: somebody has given marks or comments for it. Put"
                " the cell back, or take them out in Formgrader first."
            )
        added = []
        for kind, (old, new) in kinds.items():
            for cell in gone[kind]:
                if kind != "source":
                    for row in [*cell.grades, *cell.comments]:
                        self.gradebook.db.delete(row)
                self.gradebook.db.delete(cell)
            for name in new.keys() - {cell.name for cell in old}:
                add = getattr(self.gradebook, f"add_{kind}_cell")
                cell = add(name, self.notebook_id, self.assignment_id, **new[name])
                if kind != "source":
                    self._give(notebook, kind, cell)
                    added.append(name)
        self.gradebook.db.commit()
        if counted or added:
            self.log.warning(
                "The graded cells of %s have changed, and it has submissions: grade"
                " them again. Until then the points of what is new are said to wait.",
                self.assignment_id,
            )

    def _give(self, notebook: Notebook, kind: str, cell: Any) -> None:
        """Add a new cell's rows to each submission, as a new submission has them."""
        for submitted in notebook.submissions:
            if kind in ("solution", "task"):
                self.gradebook.db.add(Comment(cell_id=cell.id, notebook=submitted))
            if kind in ("grade", "task"):
                self.gradebook.db.add(Grade(cell_id=cell.id, notebook=submitted))


def _is_marked(cell: Any) -> bool:
    marks = any(grade.manual_score is not None for grade in cell.grades)
    return marks or any(comment.manual_comment for comment in cell.comments)
