"""Every operation in every situation: whether it may be done, what comes of it, who is told.

The table is in `cells`, one file for each operation. `test_table.py` performs every cell with real
matters; the guide's pages are printed from it by `python -m tests.situations`.
"""
