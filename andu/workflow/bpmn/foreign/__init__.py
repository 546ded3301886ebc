"""What other makers' extensions say in a drawing, as rules of ours where the meaning is the same.

`taking.taken` reads a task, `expressions.condition_in` a condition, `settling.settled` puts the
codes of an organisation to the names a drawing uses, `others.about` names what has no counterpart
here. Nothing is run: expressions are parsed by our own small grammar, and what does not fit it is
a finding (to be completed) with reason and remedy. The drawing itself stays as it is.
"""
