"""What all tests share."""

import hypothesis

# The same examples on each run, and no deadline for one: a machine may be busy.
hypothesis.settings.register_profile("course", deadline=None, derandomize=True)
hypothesis.settings.load_profile("course")
