"""Numbers that ended still find their person; the unique index has those alone that hold."""

# squawk: require-concurrent-index-creation because nothing is in production yet

from django.db import migrations

INDEX = """
CREATE INDEX identifier_ended ON register_identifier (scheme, keyed_hash)
    WHERE superseded_at IS NULL AND valid_until IS NOT NULL;
"""


class Migration(migrations.Migration):
    """After the look-alikes."""

    dependencies = (("register", "0007_look_alikes"),)

    operations = (migrations.RunSQL(INDEX, "DROP INDEX identifier_ended;"),)
