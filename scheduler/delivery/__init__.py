"""Delivery: one file a way of telling people, and the work of sending what the ledger says is to be sent."""
