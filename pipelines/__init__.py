"""Deciding: one stage a file, and one file that lists the stages in order."""
