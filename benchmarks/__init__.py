"""Measures the program side by side with its peers and with the least that the work can cost (benchmarks/README.md)."""
