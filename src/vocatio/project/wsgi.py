"""The web application, as each web worker loads it."""

import os

from django.core.wsgi import get_wsgi_application

from vocatio.project.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vocatio.project.settings")
# A worker must not outlive the master and keep its port.
die_with_parent()
application = get_wsgi_application()
