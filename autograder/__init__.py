"""Builds the course, and grades what comes back."""

import sys

# jsonschema would take a second to build a grammar for a format that no notebook has.
sys.modules.setdefault("rfc3987_syntax", None)
