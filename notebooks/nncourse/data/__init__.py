"""What takes too long to compute while one reads, and how it was computed."""
