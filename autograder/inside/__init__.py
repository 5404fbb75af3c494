"""All modules of this package that a student's process can see; it imports no other."""
