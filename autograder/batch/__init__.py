"""The process of `autograder grade`: many submissions, each once, one gradebook."""
