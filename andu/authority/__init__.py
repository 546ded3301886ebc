"""核决权限: tables that say, by kind of business, amount and attribute, which posts countersign and
which decides. Versions follow the regulations they come from; a flow's steps ask them (WF-13).
"""
