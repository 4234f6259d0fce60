"""What is planted for each house rule: lines that break it, marked, and lines that do not."""

from dataclasses import dataclass, field

BROKEN = "  # <-"


@dataclass(frozen=True, slots=True)
class Planted:
    """A module below `src/vocatio/` (or the checkout, for `tests/`) and its clean twin.

    Exactly the lines marked `# <-` break the rule. `beside` are other files of the tree.
    """

    rule: str
    path: str
    broken: str
    clean: str
    beside: dict[str, str] = field(default_factory=dict)

    def lines(self) -> list[int]:
        """The numbers of the marked lines."""
        numbered = enumerate(self.broken.splitlines(), start=1)
        return [number for number, line in numbered if line.endswith(BROKEN)]


RULES = [
    Planted(
        "clock",
        "domain/law/periods.py",
        """
import datetime as dt
import time
from datetime import date, datetime, timedelta

STARTED = time.monotonic()  # <-

def due() -> datetime:
    return datetime.now(dt.UTC) + timedelta(days=14)  # <-

def day() -> date:
    return date.today()  # <-

def second() -> float:
    return time.time()  # <-

def again(day: date) -> date:
    return type(day).today()  # <-

def naive() -> datetime:
    return dt.datetime.utcnow()  # <-
""",
        """
from datetime import datetime, time, timedelta

OPENS = time(8)

def due(*, at: datetime) -> datetime:
    # date.today() would make this answer differ tomorrow
    return at + timedelta(days=14)
""",
    ),
    Planted(
        "clock",
        "records/summonses/models.py",
        """
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

class Summons(models.Model):
    made_at = models.DateTimeField(auto_now_add=True)  # <-
    sent_at = models.DateTimeField(db_default=Now())  # <-
    seen_at = models.DateTimeField(default=timezone.now)  # <-

DUE = "SELECT id FROM summons WHERE next_due_at <= now()"  # <-
LATE = "DELETE FROM slot WHERE starts_at < CURRENT_TIMESTAMP"  # <-
""",
        '''
"""Due is what next_due_at says, never `now()`."""
import time
from django.db import models

class Summons(models.Model):
    made_at = models.DateTimeField()

DUE = "SELECT id FROM summons WHERE next_due_at <= vocatio_now()"
TAKEN = time.perf_counter()
''',
        {"gateways/clock.py": "from datetime import UTC, datetime\nNOW = datetime.now(UTC)\n"},
    ),
    Planted(
        "randomness",
        "domain/callup/draw.py",
        """
import random  # <-
import uuid
from secrets import token_bytes  # <-
from cryptography.hazmat.primitives.asymmetric import ed25519

def fresh() -> object:
    return uuid.uuid4()  # <-

def key() -> object:
    return ed25519.Ed25519PublicKey.generate()  # <-
""",
        """
import hashlib
from uuid import UUID, uuid5

def ticket(seed: bytes, person: UUID) -> bytes:
    return hashlib.sha256(seed + uuid5(person, "draw").bytes).digest()
""",
        {"gateways/identity.py": "import secrets\nSALT = secrets.token_bytes(32)\n"},
    ),
    Planted(
        "pure-domain",
        "domain/evidence/seal.py",
        """
import os  # <-
from urllib.request import urlopen  # <-
import django.conf  # <-
from holidays import country_holidays  # <-
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # <-

def load(name: str) -> str:
    with open(name) as file:  # <-
        return file.read()
""",
        """
import hashlib
import json
from urllib.parse import quote
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from vocatio.domain.errors import Refusal
from .tree import Tree
""",
        {"verify/__main__.py": "import sys\nfrom pathlib import Path\n"},
    ),
    Planted("pure-domain", "verify/__main__.py", "import click  # <-\n", "import argparse\n"),
    Planted(
        "data-access",
        "entry/commands/demo.py",
        """
from importlib import import_module  # <-
import psycopg  # <-
from django.apps import apps  # <-
from django.db import connection  # <-
from vocatio import records  # <-
from vocatio.gateways.clock import now  # <-
from ...records.register.models import Person  # <-

def count(model: type) -> int:
    return model.objects.count()  # <-

def hidden() -> object:
    return __import__("vocatio.records")  # <-
""",
        """
from importlib import resources
from django.core.management import call_command
from vocatio.actions.callup.order import decide
from vocatio.domain.errors import Refusal

objects = resources.files("vocatio")
""",
    ),
    Planted(
        "data-access",
        "portals/office/views.py",
        """
import django.shortcuts
from django.contrib.auth import get_user_model  # <-
from django import forms

class Edit(forms.ModelForm):  # <-
    pass

def page(request: object, key: str) -> object:
    return django.shortcuts.get_object_or_404(Edit, pk=key)  # <-
""",
        """
from django import forms
from django.shortcuts import redirect, render
from vocatio.actions.inspect import day
""",
    ),
    Planted(
        "signals",
        "records/summonses/apps.py",
        """
from django.db.models.signals import post_save  # <-
from django import dispatch  # <-
import blinker

@dispatch.receiver(post_save)  # <-
def saved(sender: object) -> None: ...

@blinker.receiver  # <-
def heard(sender: object) -> None: ...
""",
        """
import signal

def receiver(number: int) -> None:
    signal.signal(number, signal.SIG_IGN)
""",
    ),
    Planted(
        "model-methods",
        "records/offices/models.py",
        """
from django.db import models

class Office(models.Model):
    def save(self, *args: object) -> None:  # <-
        super().save(*args)

class Offices(models.QuerySet):
    async def adelete(self) -> None:  # <-
        pass
""",
        """
from django.db import models

class Office(models.Model):
    def save_path(self) -> str:
        return "offices"
""",
        {"gateways/queue.py": "class Store:\n    def save(self) -> None: ...\n"},
    ),
    Planted(
        "foreign-keys",
        "records/summonses/models.py",
        """
from django.conf import settings
from django.db import models
from django.db.models import ForeignKey
from vocatio.records.register.models import Person
from vocatio.records import offices

class Summons(models.Model):
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="+")  # <-
    same = ForeignKey(Person, models.PROTECT)  # <-
    office = models.OneToOneField(to=offices.Office, related_name="summons")  # <-
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")  # <-
""",
        """
from django.db import models
from vocatio.records.register.models import Person
from vocatio.records.summonses.templates import Template

class Summons(models.Model):
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    template = models.ForeignKey(Template, models.PROTECT, related_name="summonses")
    replaces = models.ForeignKey("self", models.PROTECT)
    fact = models.ForeignKey("Fact", models.PROTECT)
""",
        {
            "records/summonses/migrations/0001_initial.py": "from django.db import models\n"
            'FIELD = models.ForeignKey(to="register.person", related_name="+")\n'
        },
    ),
    Planted(
        "authorship",
        "actions/callup/release.py",
        """
def release(callup: str) -> None: ...  # <-

def approve(callup: str, by: str, at: str) -> None: ...  # <-

async def submit(callup: str, *, by: str, at: str = "") -> None: ...  # <-
""",
        """
def release(callup: str, *, by: str, at: str) -> None:
    def inner() -> None: ...

def _batch(callup: str) -> None: ...

class Manifest:
    def entries(self) -> int: ...
""",
        {"actions/law.py": "def profile_of(version: str) -> str: ...\n"},
    ),
    Planted(
        "authorship",
        "actions/inspect/person.py",
        "def person(key: str, *, by: str, at: str) -> None: ...  # <-\n",
        "def person(key: str, *, by: str, at: str, purpose: str) -> None: ...\n",
    ),
    Planted(
        "authorship",
        "portals/office/views.py",
        "from vocatio.actions import law  # <-\n"
        "from vocatio.actions.recording import record  # <-\n",
        "from vocatio.actions.callup import release\nfrom vocatio.actions import lawful\n",
    ),
    Planted(
        "patched-clock",
        "tests/domain/test_periods.py",
        """
import time
from unittest import mock
from unittest.mock import patch as replaced
from freezegun import freeze_time  # <-
import time_machine  # <-
from vocatio.gateways import clock

def test_patched(monkeypatch, mocker):
    monkeypatch.setattr("vocatio.gateways.clock.now", lambda: 0)  # <-
    monkeypatch.setattr(clock, "read", lambda: 0)  # <-
    monkeypatch.setattr(time, "time", lambda: 0)  # <-
    monkeypatch.setattr("time.time", "noon")  # <-
    mocker.patch("x.utcnow")  # <-
    mock.patch.object(clock.Clock, "read")  # <-
    clock.now = lambda: 0  # <-

@replaced("vocatio.domain.now")  # <-
def test_decorated(_): ...
""",
        """
from unittest import mock
from vocatio.gateways import clock, clockwork

def test_advanced(monkeypatch, at):
    monkeypatch.setenv("VOCATIO_NOW", "1")
    monkeypatch.setattr("vocatio.gateways.mail.known", lambda: 0)
    monkeypatch.setattr("vocatio.gateways.mail.send", clock)
    mock.patch.object(clockwork.Sealing, "seal")
    clock.advance(14)
    at.replace(now="clock")
""",
    ),
    Planted(
        "jurisdiction-names",
        "domain/law/service.py",
        """
def served(profile: object, ARRIVAL: str) -> bool:  # <-
    if profile.code == "arrival":  # <-
        return True
    load("jurisdictions/arrival/profile.toml")  # <-
    return profile.arrival  # <-
""",
        '''
"""Service on arrival."""

def served(profile: object, day_of_arrival: str) -> bool:
    return profile.basis == "received on arrival in the inbox"
''',
        {
            "jurisdictions/arrival/profile.toml": 'code = "arrival"\n',
            "jurisdictions/default.toml": 'demo = "arrival"\n',
        },
    ),
    Planted(
        "words",
        "records/callups/models.py",
        """
class SummonsNotification: ...  # <-

def close_campaign(penalties: int) -> None:  # <-
    conscription_status = 1  # <-
""",
        """
from library import Notification, campaign

def close_callup(measures: int) -> None:
    status = Notification(campaign(measures))
""",
    ),
]
