"""Webhooks 推送: other systems hear what happens to an organisation's matters. What is to be sent
is written in the transaction of the event, sent by a job, signed, again when it fails.
"""
