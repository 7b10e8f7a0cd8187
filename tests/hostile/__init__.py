"""Which row of the list of hostile inputs has which test."""
