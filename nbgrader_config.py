"""nbgrader runs from the repository root: source/, release/, then submitted/ and on."""

from pathlib import Path

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "nn-fundamentals"
c.CourseDirectory.root = str(Path(__file__).resolve().parent)  # must be absolute
c.Exchange.root = str(Path(__file__).resolve().parent / "exchange")
c.ExecutePreprocessor.timeout = 60  # seconds a cell
