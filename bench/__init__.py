"""Benchmarks: each prints ratios to a named peer or limit, measured in one run."""
