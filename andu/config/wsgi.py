"""The entrance for pages and API."""

import os

from django.core.wsgi import get_wsgi_application

from andu.config.serve import lifeline

lifeline.hold()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "andu.config.settings")
application = get_wsgi_application()
