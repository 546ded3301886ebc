from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflow", "0017_instructed_matters")]

    operations = [
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("state", "running")), fields=["due"], name="matter_running_due"
            ),
        ),
    ]
