"""BPMN 2.0 for the engine's definitions: read, write, check, draw.

`reading.read` makes a definition of a drawing and says of everything in it whether it runs here, is
carried along or is refused; `writing.write` makes a drawing of a definition; `checking.check` says
what stands in the way of publishing; `drawing.picture` draws. Rules of ours stand in extension
elements of our own namespace (docs/guide/bpmn.md).
"""
