"""A small press world on localhost, written by us; for the demo, the tests and the benchmarks."""
