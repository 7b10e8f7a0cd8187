"""What the bureau's news is about: one subject a file, with its own words."""
