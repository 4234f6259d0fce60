from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0004_readings_by_functions")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="realm",
            field=models.TextField(db_default="office"),
        ),
    ]
