"""The nouns of the press archive: frozen records without I/O that travel between all other packages."""
