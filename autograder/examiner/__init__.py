"""The trusted process that runs the tests, and asks the student's for answers."""
