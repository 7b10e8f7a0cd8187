"""Finding articles: one interface, one file an engine."""
