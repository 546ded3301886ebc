"""A Django app for the rivals that live in Django: the same leave in viewflow and in django-fsm."""
