"""API 接口: the same verbs for machines. This room keeps the tokens and the way in; what there is
to ask and to do stands in each room's own `api.py`, and is mounted in `config/api.py`.
"""
