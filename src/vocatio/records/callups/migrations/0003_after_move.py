"""An order says who governs an open summons after a move."""

# squawk: constraint-missing-not-valid because nothing is in production yet

from django.db import migrations, models


class Migration(migrations.Migration):
    """After the privileges."""

    dependencies = (("callups", "0002_privileges"),)

    operations = (
        migrations.AddField(
            model_name="order",
            name="governs_after_move",
            field=models.TextField(db_default="issuing", default="issuing"),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(governs_after_move__in=("issuing", "registration")),
                name="order_after_move",
            ),
        ),
    )
