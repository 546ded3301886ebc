"""Every operation in every situation: whether it may be done, what comes of it, who is told.

The table is in `cells`, one file for each operation. `test_cells.py` performs every cell with real
matters; the guide's pages are made from it. Whoever changes what an operation does runs
`pytest tests/situations --renew` (in one process), reads every line that has changed, and keeps it
when an office would expect it.
"""
