from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0010_failures_as_rows'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='ingestrun',
            name='failures',
        ),
    ]
