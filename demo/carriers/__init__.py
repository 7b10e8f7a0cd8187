"""A simulated site of every carrier: lists, papers, feeds, searches and accounts in their own shapes, with good and bad manners.

Each host of it is one shape. Everything on it is ours; the bureau is the demo world's.
"""
