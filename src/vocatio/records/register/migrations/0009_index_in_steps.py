"""Names are indexed person by person through indexes, however many at once and without statistics.

A register that fills up has no statistics yet, and joins that are planned without them take the
square of the number of people. Many at once are faster: what is sorted goes side by side into
the indexes.
"""

from django.db import migrations

STEPS = """
ALTER FUNCTION register_index_names SET enable_seqscan = off SET enable_hashjoin = off
    SET enable_mergejoin = off SET enable_material = off;
"""

BACK = """
ALTER FUNCTION register_index_names RESET enable_seqscan RESET enable_hashjoin
    RESET enable_mergejoin RESET enable_material;
"""


class Migration(migrations.Migration):
    """After the numbers that ended."""

    dependencies = (("register", "0008_ended_numbers"),)

    operations = (migrations.RunSQL(STEPS, BACK),)
