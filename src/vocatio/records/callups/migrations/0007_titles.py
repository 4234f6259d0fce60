"""What people are called to, in each language of the profile."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """After an order could have another call-up."""

    dependencies = (("callups", "0006_called_again"),)

    operations = (
        migrations.AddField(
            model_name="order",
            name="titles",
            field=models.JSONField(db_default={}, default=dict),
        ),
    )
