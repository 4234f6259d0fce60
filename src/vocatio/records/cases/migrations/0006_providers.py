"""Identity providers of bodies, and whom they know (F11).

- Which provider a body has is not the application's to say, nor who is known there: like bodies
  and members, both are the owner's to write.
- Somebody whom the provider of a body signs in sits on that body from then on: the application
  asks a function for it, which seats them there and nowhere else, with no password and no role
  but that of a judge; and nobody while a former member has not been linked (F14).
- While a body has a provider, nobody signs for it from an account that it does not know.
"""

import django.db.models.deletion
from django.db import migrations, models

from vocatio.records.ledger.privileges import grant

SEATS = """
CREATE FUNCTION cases_unlinked(of_body text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.id FROM cases_provider p
    JOIN cases_body b ON b.code = p.body_id
    JOIN cases_member m ON m.body_id = b.code
    JOIN access_account a ON a.natural_person_id = m.human_id AND a.realm = b.realm AND a.active
    WHERE p.body_id = of_body AND NOT EXISTS (
        SELECT FROM cases_subject s WHERE s.account_id = a.id AND s.issuer = p.issuer)
$$;
REVOKE EXECUTE ON FUNCTION cases_unlinked FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_unlinked TO vocatio_app;

CREATE FUNCTION cases_seat(of_body text, by_issuer text, by_subject text, called text,
                           human uuid, account uuid, known_as uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    place text;
BEGIN
    SELECT b.realm INTO place FROM cases_provider p JOIN cases_body b ON b.code = p.body_id
    WHERE p.body_id = of_body AND p.issuer = by_issuer FOR UPDATE OF p;
    IF place IS NULL OR place = 'office' THEN
        PERFORM vocatio_refuse('F11', 'this is not the identity provider of that body');
    ELSIF EXISTS (SELECT FROM cases_unlinked(of_body)) THEN
        PERFORM vocatio_refuse('F14', 'a former member is linked first, or closed');
    END IF;
    INSERT INTO access_naturalperson (id, name) VALUES (human, called);
    INSERT INTO access_account (id, username, password, natural_person_id, roles, active, realm)
        VALUES (account, by_issuer || ' ' || by_subject, '!', human, '{judge}', true, place);
    INSERT INTO cases_member (human_id, body_id) VALUES (human, of_body);
    INSERT INTO cases_subject (id, issuer, subject, account_id, known_since)
        VALUES (known_as, by_issuer, by_subject, account, vocatio_now());
END $$;
REVOKE EXECUTE ON FUNCTION cases_seat FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_seat TO vocatio_app;

CREATE FUNCTION vocatio_check_provider() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM cases_provider p WHERE p.body_id = NEW.body_id) AND NOT EXISTS (
        SELECT FROM cases_casefact f
        JOIN cases_subject s
          ON s.account_id = (convert_from(f.canonical, 'UTF8')::jsonb #>> '{by,account}')::uuid
        JOIN cases_provider p ON p.issuer = s.issuer
        WHERE f.id = NEW.fact_id AND p.body_id = NEW.body_id) THEN
        PERFORM vocatio_refuse('F11', 'signed from an account that its provider does not know');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER provider BEFORE INSERT ON cases_signature
    FOR EACH ROW EXECUTE FUNCTION vocatio_check_provider();
"""

GONE = """
DROP TRIGGER provider ON cases_signature;
DROP FUNCTION vocatio_check_provider();
DROP FUNCTION cases_seat(text, text, text, text, uuid, uuid, uuid);
DROP FUNCTION cases_unlinked(text);
"""


class Migration(migrations.Migration):
    """Nobody has a provider yet: everything stays as it was until one is named."""

    dependencies = (("cases", "0005_document_note"), ("access", "0005_realms"))

    operations = (
        migrations.CreateModel(
            name="Provider",
            fields=[
                (
                    "body",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="provider",
                        serialize=False,
                        to="cases.body",
                    ),
                ),
                ("issuer", models.TextField()),
                ("client_id", models.TextField()),
                ("scope", models.TextField()),
                ("claim", models.TextField()),
                ("value", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("issuer", models.TextField()),
                ("subject", models.TextField()),
                ("known_since", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.account",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("issuer", "subject"), name="subject_of_issuer"),
                    models.UniqueConstraint(
                        fields=("account", "issuer"), name="subject_of_account"
                    ),
                ],
            },
        ),
        grant("cases_provider", app="SELECT"),
        grant("cases_subject", app="SELECT"),
        migrations.RunSQL(SEATS, GONE),
    )
