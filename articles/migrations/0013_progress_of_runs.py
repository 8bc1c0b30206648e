from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0012_source_files'),
    ]

    operations = [
        migrations.AddField(
            model_name='ingestrun',
            name='files_done',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='ingestrun',
            name='files_found',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='ingestrun',
            name='heard',
            field=models.DateTimeField(blank=True, help_text='When it last told how far it has come.', null=True),
        ),
        migrations.AddField(
            model_name='ingestrun',
            name='stopped',
            field=models.TextField(blank=True, default='', help_text='Why it ended before its end.'),
            preserve_default=False,
        ),
    ]
