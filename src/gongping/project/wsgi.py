"""Django as a WSGI application, the only way in which it is served."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongping.project.settings")
application = get_wsgi_application()
