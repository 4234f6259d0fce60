"""What each role may do here, and the rules of a release that SQL can hold."""

# squawk: constraint-missing-not-valid because the tables were made just before, empty
# squawk: adding-foreign-key-constraint because the tables were made just before, empty

from django.db import migrations

from vocatio.records.ledger.privileges import append_only, fact_table, grant

# An approval names accounts and their humans; a pair that does not belong together is refused.
FOUR_EYES = """
ALTER TABLE callups_approval
    ADD CONSTRAINT approval_submitter FOREIGN KEY (submitted_by_id, submitted_by_human_id)
        REFERENCES access_account (id, natural_person_id),
    ADD CONSTRAINT approval_approver FOREIGN KEY (approved_by_id, approved_by_human_id)
        REFERENCES access_account (id, natural_person_id);
"""

# F25: nobody is summoned beside the draw. The manifest is written from the draw, and no
# summons enters that is not on a manifest, under its own id, for its own person and slot.
ONLY_THE_DRAWN = """
CREATE FUNCTION vocatio_check_summons() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM callups_manifestentry e
                   WHERE e.summons_id = NEW.id AND e.person_id = NEW.person_id
                     AND e.slot_id = NEW.slot_id AND e.manifest_id = NEW.callup_id) THEN
        RAISE EXCEPTION 'no summons beside an approved manifest'
            USING ERRCODE = '23514', CONSTRAINT = 'summons_on_manifest';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER on_manifest BEFORE INSERT ON summonses_summons
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_summons();

CREATE FUNCTION vocatio_check_manifest_entry() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM callups_drawn d
                   JOIN callups_allocation a USING (callup_id, person_id)
                   WHERE d.callup_id = NEW.manifest_id AND d.person_id = NEW.person_id
                     AND a.slot_id = NEW.slot_id) THEN
        RAISE EXCEPTION 'a manifest lists only people who were drawn, at their place'
            USING ERRCODE = '23514', CONSTRAINT = 'manifest_entry_drawn';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER drawn BEFORE INSERT ON callups_manifestentry
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_manifest_entry();
"""

# What was fixed stays fixed: the draw and its places cannot change once a manifest exists,
# and an entry is carried out once.
FIXED = """
CREATE FUNCTION vocatio_check_entry_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.outcome <> '' THEN
        RAISE EXCEPTION 'this entry of the manifest was carried out already'
            USING ERRCODE = '23514', CONSTRAINT = 'manifest_entry_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER carried_out_once BEFORE UPDATE ON callups_manifestentry
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_entry_outcome();
"""

SELECT_INSERT = {"app": "SELECT, INSERT", "bulk": "SELECT"}


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = (
        ("access", "0002_privileges"),
        ("callups", "0001_initial"),
        ("ledger", "0002_clock_and_privileges"),
        ("summonses", "0001_initial"),
    )

    operations = (
        migrations.RunSQL(
            FOUR_EYES,
            """ALTER TABLE callups_approval
                   DROP CONSTRAINT approval_submitter, DROP CONSTRAINT approval_approver;""",
        ),
        migrations.RunSQL(
            ONLY_THE_DRAWN,
            """DROP TRIGGER drawn ON callups_manifestentry;
               DROP FUNCTION vocatio_check_manifest_entry();
               DROP TRIGGER on_manifest ON summonses_summons;
               DROP FUNCTION vocatio_check_summons();""",
        ),
        migrations.RunSQL(
            FIXED,
            """DROP TRIGGER carried_out_once ON callups_manifestentry;
               DROP FUNCTION vocatio_check_entry_outcome();""",
        ),
        *fact_table("callups_callupfact"),
        *(
            append_only(table)
            for table in (
                "callups_order",
                "callups_poolmember",
                "callups_setaside",
                "callups_drawn",
                "callups_allocation",
                "callups_approval",
                "callups_manifest",
            )
        ),
        grant("callups_order", **SELECT_INSERT),
        # Locking a row (SELECT … FOR UPDATE) asks for the privilege to update some column of it.
        grant("callups_callup", app="SELECT, INSERT, UPDATE (jurisdiction)", bulk="SELECT"),
        grant("callups_poolmember", **SELECT_INSERT),
        grant("callups_setaside", **SELECT_INSERT),
        grant("callups_drawn", **SELECT_INSERT),
        grant("callups_allocation", **SELECT_INSERT),
        grant("callups_approval", **SELECT_INSERT),
        grant("callups_manifest", app="SELECT, INSERT", bulk="SELECT, INSERT"),
        grant(
            "callups_manifestentry",
            app="SELECT, INSERT, UPDATE (outcome, code, basis)",
            bulk="SELECT, INSERT, UPDATE (outcome, code, basis)",
        ),
    )
