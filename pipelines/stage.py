"""What a stage of the line is."""

from collections.abc import Callable, Sequence

from model.article import Article
from model.capture import Capture
from model.reading import Reading, Wanted
from model.source import PageRules

# Takes an article and returns one; raises Reject or Unreadable. Pure: it runs in a child process and again years later.
Stage = Callable[[Article], Article]

# The page reader: handed in from above, since reading belongs to the crawler.
Read = Callable[[Capture, Sequence[PageRules], Wanted], Reading]
