from django.db import migrations, models

# A document carries its own seal: those of contents are of batches, and are compared with them.
# squawk: ban-drop-column because nothing outside of demos has rows yet


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_signed_by_the_body")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE cases_document DROP COLUMN seal_id;"
            "ALTER TABLE cases_document ADD COLUMN note bytea NOT NULL DEFAULT '';",
            state_operations=[
                migrations.RemoveField(model_name="document", name="seal"),
                migrations.AddField(
                    model_name="document",
                    name="note",
                    field=models.BinaryField(default=b""),
                    preserve_default=False,
                ),
            ],
        ),
    ]
