"""What each role may do to claims: add them, and supersede each once."""

from django.db import migrations

from vocatio.records.ledger.privileges import fact_table, grant

CLAIMS = (
    *("name", "particulars", "merge", "guardianship", "registration", "language"),
    *("correspondenceneed", "liability", "liabilitystatus"),
)
#: Tables with an encrypted value, which is written again under a new key.
ENCRYPTED = {
    "identifier": "encrypted, keyed_hash",
    "contactpoint": "encrypted, keyed_hash",
    "address": "encrypted",
}

SUPERSEDED = """
CREATE FUNCTION register_refuse_revival() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a claim is superseded once: what holds again is a new claim'
        USING ERRCODE = '42501';
END $$;
"""


def once(table: str) -> migrations.RunSQL:
    """A claim that was superseded stays so, with its moment and its fact."""
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER superseded_once BEFORE UPDATE ON {table} FOR EACH ROW
            WHEN (OLD.superseded_at IS NOT NULL AND (OLD.superseded_at, OLD.superseded_by)
                  IS DISTINCT FROM (NEW.superseded_at, NEW.superseded_by))
            EXECUTE FUNCTION register_refuse_revival();
        """,
        f"DROP TRIGGER superseded_once ON {table};",
    )


def claim(table: str, more: str = "") -> tuple[migrations.RunSQL, ...]:
    """Privileges and trigger of one table of claims."""
    columns = ", ".join(filter(None, ("superseded_at, superseded_by", more)))
    allowed = f"SELECT, INSERT, UPDATE ({columns})"
    return once(table), grant(table, app=allowed, bulk=allowed)


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = (("register", "0003_claims"), ("ledger", "0002_clock_and_privileges"))

    operations = (
        migrations.RunSQL(SUPERSEDED, "DROP FUNCTION register_refuse_revival();"),
        *fact_table("register_personfact"),
        *(one for table in CLAIMS for one in claim(f"register_{table}")),
        *(one for table, more in ENCRYPTED.items() for one in claim(f"register_{table}", more)),
        grant(
            "register_sourcerecord",
            app="SELECT, INSERT, UPDATE",
            bulk="SELECT, INSERT, UPDATE",
        ),
        grant(
            "register_correction",
            app="SELECT, INSERT, UPDATE (outcome, decided_at, encrypted)",
            bulk="SELECT, INSERT, UPDATE (outcome, decided_at, encrypted)",
        ),
        # What is left of UPDATE is what a row lock needs.
        migrations.RunSQL(
            """REVOKE UPDATE ON register_person FROM vocatio_app, vocatio_bulk;
               GRANT UPDATE (id) ON register_person TO vocatio_app, vocatio_bulk;""",
            "GRANT UPDATE ON register_person TO vocatio_app, vocatio_bulk;",
        ),
    )
