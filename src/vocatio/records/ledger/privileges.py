"""Who may do what to which table, as operations for migrations.

Nothing is granted that is not asked for here, table by table. `owner` owns everything
and nobody signs in as it; `app` and `bulk` own nothing.
"""

from django.db.migrations import RunSQL

APP, BULK, RETENTION = "vocatio_app", "vocatio_bulk", "vocatio_retention"
SEQUENCER = "vocatio_sequencer"


def grant(
    table: str, *, app: str = "", bulk: str = "", retention: str = "", sequencer: str = ""
) -> RunSQL:
    """Grant the listed privileges, such as `app="SELECT, INSERT"`, and those on the sequence.

    Columns may be named: `app="SELECT, UPDATE (outcome, code)"`.
    """
    wanted = ((APP, app), (BULK, bulk), (RETENTION, retention), (SEQUENCER, sequencer))
    granted = [(role, privileges) for role, privileges in wanted if privileges]
    return RunSQL(
        [f"GRANT {privileges} ON {table} TO {role}" for role, privileges in granted],
        [f"REVOKE ALL ON {table} FROM {role}" for role, _ in granted],
    )


def append_only(table: str) -> RunSQL:
    """Refuse UPDATE, DELETE and TRUNCATE by trigger, to the owner as well."""
    return RunSQL(
        f"""
        CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION vocatio_refuse_change();
        CREATE TRIGGER append_only_table BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION vocatio_refuse_change();
        """,
        f"""
        DROP TRIGGER append_only_table ON {table};
        DROP TRIGGER append_only_rows ON {table};
        """,
    )


def fact_table(table: str) -> list[RunSQL]:
    """Everything a table of facts needs: checked on entry, append-only, no more than INSERT."""
    return [
        RunSQL(
            f"""
            CREATE TRIGGER check_fact BEFORE INSERT ON {table}
                FOR EACH ROW EXECUTE FUNCTION vocatio_check_fact();
            """,
            f"DROP TRIGGER check_fact ON {table};",
        ),
        append_only(table),
        grant(table, app="SELECT, INSERT", bulk="SELECT, INSERT", retention="SELECT"),
    ]
