"""One chapter of the monthly statistics a file."""
