"""Counting and telling: statistics, and the formats they are printed in."""
