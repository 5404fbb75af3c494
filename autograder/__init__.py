"""Builds the course, and grades what comes back."""
