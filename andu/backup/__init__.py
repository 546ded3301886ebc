"""Backup 备份: everything of an installation in one file, and back into an empty place (BK-01).

The database as its own engine copies it, the stored files, the signing key, and a list of hashes;
what is damaged is refused before anything is written.
"""
