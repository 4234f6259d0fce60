"""The application that agencies ask, as each worker process loads it."""

import gc
import os

import django

from vocatio.project.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vocatio.project.settings")
# Each batch is one short transaction in the thread of the loop, on purpose: see portals/agency/app.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# The same few statements run for ever: they are planned once, not anew for each size of a batch.
os.environ["PGOPTIONS"] = "-c plan_cache_mode=force_generic_plan"
# A worker must not outlive the master and keep its port.
die_with_parent()
django.setup()

from vocatio.actions.agency.desk import Desk  # noqa: E402 because Django comes first
from vocatio.actions.clock import now  # noqa: E402 because Django comes first
from vocatio.portals.agency.app import Application  # noqa: E402 because Django comes first

application = Application(Desk(at=now()))
# What is loaded by now stays, and a batch leaves no circles: there is little to look for.
gc.collect()
gc.freeze()
gc.set_threshold(10_000)
