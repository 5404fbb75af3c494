"""Results of computations that a lecture does not wait for, and what makes them."""
