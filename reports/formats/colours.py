"""The colours of charts: told apart in grey, too."""

BAR, HIGHLIGHT = "7398C6", "B3262B"
