"""What nobody needs to know any more: “nothing” answers after 30 days, places of former days."""

from django.db import connection


# house: authorship because the law orders it, by the role of the database that may do nothing else
def shred() -> int:
    """Shred what is due; say how many answers that were. The batch keeps their salted hashes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agencies_shred()")
        return int(cursor.fetchone()[0])
