"""Makes the course: notebooks, problem sets, their proof, and a student's folder."""
