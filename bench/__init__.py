"""Benchmarks: run by hand, figures to read, never a test that can fail for a busy machine."""
