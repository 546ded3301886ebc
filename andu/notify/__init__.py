"""Notify 通知: tells people what happened that concerns them, in the product and beyond it.

A notice is a row in the person's own list (the bell). Other ways to reach people (mail, SMS) are
channels that rooms above declare in their notify.py; what goes there waits in an outbox and is
sent by a job, again when it fails. Rooms call `notify.telling.tell` in their own transaction.
"""
