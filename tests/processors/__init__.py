"""The course on other processors: every profile that one machine can play.

python -m tests.processors              # all: what `make processors` does
python -m tests.processors margins      # how far each claim is from failing
"""
