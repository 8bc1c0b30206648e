import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_search_starts'),
    ]

    operations = [
        migrations.CreateModel(
            name='FailedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('file', models.CharField(db_index=True, help_text='The file, as SourceFile names it.', max_length=1000)),
                ('source', models.CharField(help_text='The file, or the article in it.', max_length=1000)),
                ('line', models.PositiveIntegerField(blank=True, null=True)),
                ('problem', models.TextField()),
                ('remedy', models.TextField(blank=True)),
                ('digest', models.CharField(blank=True, help_text='SHA-256 of the file where the fault lies in it: as it is, it stays failed.', max_length=64)),
                ('rules', models.CharField(blank=True, help_text='Rules, model and bounds that it was read with.', max_length=200)),
                ('waits', models.BooleanField(db_index=True, default=True, help_text='Nothing has come of it since.')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='failed', to='articles.ingestrun')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('waits', True)), fields=('source',), name='failedfile_waits_once')],
            },
        ),
    ]
