"""Documents 公文: official documents, so far in whose name they go out and which number they have.

In whose name an office issues (发文名义), the series its numbers come from, and every number there
is (发文字号). A document will run through a flow as a request does, so this room stands over
`approvals`.
"""
