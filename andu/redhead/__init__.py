"""Red heads 公文版式: official documents on paper, to the millimetre of GB/T 9704-2012.

What an official document says comes in as plain data (`paper`): its eighteen elements and a body
of paragraphs, tables, pictures and quotations. It goes out as PDF/A and OFD pages. What a finished
PDF measures is read from its pages alone (`conform`), so that the report believes no typesetter.
Knows neither flows nor people.
"""
