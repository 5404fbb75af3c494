"""What nbgrader_config.py names: it runs inside nbgrader's commands, and in `grade`."""
