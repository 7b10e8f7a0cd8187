"""Keeping: the ledger (the truth), the evidence, the registers and the index that is derived from them."""
