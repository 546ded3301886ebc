"""Stationery 笔墨: what a person writes with, whatever they write on: signature and ready phrases.

A signature is a picture with transparent ground, drawn by hand or uploaded, and it has versions: an
act keeps the one that was in force when it was done. Phrases are one's own and the organisation's.
Rooms above ask `signatures.signatures_at` and `queries.phrases_of`.
"""
