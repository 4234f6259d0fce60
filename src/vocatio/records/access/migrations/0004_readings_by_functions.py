"""Functions that look into the register leave readings themselves, in the same statement."""

from django.db import migrations

# The bytes are those of `domain.readings.Look.canonical` (RFC 8785): keys in order, and strings
# as to_json writes them, which escapes what JSON must have escaped and nothing else. The salt
# is as random as three uuids are together, 366 bits from the server's own secure source.
WRITE = """
CREATE FUNCTION access_write_readings(
    looker uuid, why text, at_what text, looked_at timestamptz, people uuid[]
) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
    WITH look AS MATERIALIZED (
        SELECT gen_random_uuid() AS id, p.id AS person,
               sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
                      || uuid_send(gen_random_uuid())) AS salt
        FROM unnest(people) AS p (id)
    ), written AS MATERIALIZED (
        SELECT l.*, convert_to(format(
            '{"at":"%s","id":"%s","person":%s,"purpose":%s,"reader":"staff","reader_id":"%s","what":%s}',
            to_char(looked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), l.id,
            coalesce('"' || l.person || '"', 'null'), to_json(why), looker, to_json(at_what)
        ), 'UTF8') AS canonical
        FROM look AS l
    ), reading AS (
        INSERT INTO access_reading
            (id, at, reader, reader_id, purpose, what, person_id, canonical)
        SELECT id, looked_at, 'staff', looker, why, at_what, person, canonical FROM written
    ), salted AS (
        INSERT INTO ledger_salt (record_id, salt) SELECT id, salt FROM written
    )
    INSERT INTO ledger_commitment (record_id, held_in, entry)
    SELECT id, 'access_reading', sha256(salt || canonical) FROM written
$$;
REVOKE EXECUTE ON FUNCTION access_write_readings FROM PUBLIC;
"""


class Migration(migrations.Migration):
    """After the readings' bytes."""

    dependencies = (("access", "0003_reading_bytes"),)

    operations = (migrations.RunSQL(WRITE, "DROP FUNCTION access_write_readings;"),)
