"""Nothing is taken out of the queue: a claim of conscience never stands in it (F24)."""

from django.db import migrations


class Migration(migrations.Migration):
    """After the first privileges."""

    dependencies = (("work", "0002_privileges"),)

    operations = (
        migrations.RunSQL(
            "REVOKE DELETE ON work_item FROM vocatio_app",
            "GRANT DELETE ON work_item TO vocatio_app",
        ),
    )
