"""A second, plain reading of the flow rules to compare the engine with. It shares no code with it.

Written from the words (decisions 0010 to 0013, 0080, 0081, the guide's page on operations), not
from the engine's code. Only the frozen data classes of definitions and commands are the engine's.

Representation, on purpose another one: a mutable tree. A `Trail` is one region: the stands that
passed in it (`done`) and the one where it stands (`now`). A `Stand` is one visit of a step or fork;
a step's has chairs, a fork's has one trail for each chosen branch. What a return strikes is taken
out of the tree; what a straight return puts aside hangs at the stand that will bring it back.
"""
