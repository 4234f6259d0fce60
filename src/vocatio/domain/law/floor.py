"""Constants of the floor: not settings, not data, the same in every jurisdiction.

Source: the floor's text, rules F1 to F26. Only the constants that code already
rests on stand here; a rule arrives together with the code that holds it.
"""

from datetime import timedelta

#: F22: nobody younger is ever called to military service.
MINIMUM_AGE_YEARS = 18

#: F4: from evidenced receipt to appearance, before absence can have consequences.
MINIMUM_NOTICE = timedelta(days=14)

#: F22: any of these, true or unknown, stops the issue of a summons.
STATUS_GATE = ("dead", "detained", "hospitalised", "protected")

#: “URLs, QR codes and typed codes carry random references of 60 bits or more”.
REFERENCE_BITS = 80

#: F2: how far the time a fact says it was recorded may lie behind the database's own clock.
RECORDING_TOLERANCE = timedelta(minutes=10)
