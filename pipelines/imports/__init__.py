"""Articles from files: rows that go through the same stages as pages do."""
