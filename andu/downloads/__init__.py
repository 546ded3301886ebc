"""Downloads 下载: what was made for a person to take away, small at once, large by a job.

A room declares a `Maker` in its `downloads.py`: it writes a file for one person, through that
person's rights, and says how far it is. Lists to spreadsheets, many papers as one PDF, all files
of a matter as one archive come this way. Each person sees their own only; what lies too long is
cleared away.
"""
