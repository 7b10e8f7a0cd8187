"""The site: one file a page."""
