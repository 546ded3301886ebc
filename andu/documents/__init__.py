"""Documents 公文: official documents from the first draft to the archive.

In whose name an office issues (发文名义), the series its numbers come from and every number there
is (发文字号), and the documents themselves. A document runs through a flow as a request does, so
this room stands over `approvals`; what it looks like on paper is `redhead`'s.
"""
