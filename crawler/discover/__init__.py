"""One way of finding links a file."""
