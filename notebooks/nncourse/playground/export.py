"""A notebook as HTML whose playgrounds train in the browser, without a kernel:

    jupyter nbconvert --to html notebooks/playground.ipynb \\
        --HTMLExporter.preprocessors=nncourse.playground.export.LivePlaygrounds

A plain `nbconvert --to html` shows the still. The widget's own export would fetch its
code from a network; here code and style lie in the page. For one playground alone, call
`Playground.save_html(path)`.
"""

from nbconvert.preprocessors import Preprocessor

from .page import MIME, fragment


class LivePlaygrounds(Preprocessor):
    """Puts a playground that trains in the page where a notebook has a still."""

    def preprocess_cell(self, cell, resources, index):
        """Replace the outputs of one cell."""
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if MIME in data:
                still = data.get("image/svg+xml", "")
                output["data"] = {"text/html": fragment(data[MIME], "".join(still))}
        return cell, resources
