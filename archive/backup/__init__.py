"""Backups: everything of one installation that cannot be made again, in a folder that either database takes back."""
