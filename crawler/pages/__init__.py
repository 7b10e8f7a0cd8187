"""Reading pages: from the bytes of a capture to what they say. The entrance is read.py, which only those import who read: its patterns take a while."""
