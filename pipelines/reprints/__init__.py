"""Reprints: whether two articles are the same text, and what that means for their stories.

plain      what is compared of a text: without page, punctuation and ways of writing
shingles   the keys under which an article is kept, so that a piece is found by its whole
prints     an article as it is compared, everything about it worked out once
shelf      what is asked of whoever keeps the articles: a file for `jianbao group`, the ledger for the line
ready      the prints of the articles met last, kept at hand
align      which stretches of two texts are the same
edits      how they differ inside these
slots      the differences sorted: figures, places, people, misprints, words
weigh      what these say: another issue of the text, or a reprint of it
judge      two articles: same, possible, apart
assign     an arriving article among all that are there: its story
first      which article of a story was the first publication, and why
"""
