"""Registers of outlets, sources, units, topics and points rules: strict YAML in and out."""
