"""Words that stand around an English article and do not belong to it."""

import re

MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\\.?"
YEAR = r"(?:19|20)\d\d\b"
HEADINGS = (
    r"related(?: (?:articles?|posts?|stories|news|content|topics?|links?|reading))?",
    r"read (?:more|next|also)|more (?:from|on|in|stories|news|like)\b.{0,30}|you (?:might|may) also.{0,20}|up next|don['’]t miss",
    r"most (?:popular|read|viewed|shared)|trending(?: now)?|recommended(?: for you)?|editors?['’]? picks?",
    r"(?:recent|popular|latest|top|featured) (?:posts|stories|articles|comments|news|videos)|newsletter|tags?",
    r"(?:\d+ )?comments?(?: ?\(\d+\))?|(?:\d+ )?(?:thoughts?|responses?|replies) (?:on|to)\b.{0,80}|leave a (?:comment|reply)",
    r"join the (?:conversation|discussion)|share this(?: (?:article|story|post|page))?|about the author|elsewhere on the web|from our partners",
)
HEADING = re.compile(rf"^\W*(?:{'|'.join(HEADINGS)})\W*$", re.IGNORECASE)
CALLS = (
    r"share (?:this|on|via)|follow (?:us|me)|like us|sign up|subscribe|log ?in|print(?:er)?[- ]friendly|e-?mail this",
    r"download (?:the|our) app|advertisement|sponsored|filed under|tagged|posted (?:in|by)|categor(?:y|ies):",
    "skip to|continue reading|newer post|older post|click here to",
)
CALL = re.compile(rf"^\W*(?:{'|'.join(CALLS)})\b", re.IGNORECASE)
LEGAL = (
    "all rights reserved|reproduction without|without (?:prior |express )?written permission",
    "(?:agree to|accept|read|see) (?:the|our) (?:terms|privacy policy)|(?:we|site|website) uses? cookies",
)
BARS = (
    rf"^.{{0,40}}{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {YEAR}.{{0,40}}$",
    rf"^.{{0,40}}\b\d{{1,2}}(?:st|nd|rd|th)? {MONTH},? {YEAR}.{{0,40}}$",
    r"^(?:[Bb][Yy]|Words by|Story by|Written by)[: ]\s*(?:[A-Z][\w.’'-]*(?: [a-z]{2,3})?(?:,| and| &)?\s*){1,8}(?:\||$)",
)
BAR = re.compile("|".join(BARS))
SENTENCE_ENDS = (".", ".”", '."', "!", "?")


def is_heading(text: str) -> bool:
    """Whether a line heads a list of other articles or what readers say."""
    return len(text) < 100 and text[:1].isascii() and HEADING.match(text) is not None


def is_call(text: str) -> bool:
    """Whether a short line asks the reader to do something."""
    return len(text) < 60 and text[:1].isascii() and CALL.match(text) is not None


def is_bar(text: str) -> bool:
    """Whether a line gives the day or the writers, and is no sentence."""
    return len(text) < 100 and text[:1].isascii() and not text.endswith(SENTENCE_ENDS) and BAR.search(text) is not None
