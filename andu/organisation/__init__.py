"""Organisation 组织: who sits where, with which post and duty, under whom, holding which rights.

Several independent organisations live in one installation. People point at Member; what a person
may do is carried by their Actor, built here for each request.
"""
