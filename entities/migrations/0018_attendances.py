import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0017_batches_of_runs'),
        ('entities', '0017_facets_from_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decided', models.BooleanField(help_text='An editor says so.')),
                ('article', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.article')),
                ('event', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='attendances', to='entities.event')),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='attendances', to='entities.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person'], name='attendance_person'), models.Index(fields=['article'], name='attendance_article')],
                'constraints': [models.UniqueConstraint(fields=('event', 'person', 'article'), name='attendance_once_per_article')],
            },
        ),
        migrations.CreateModel(
            name='AttendanceCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('articles', models.IntegerField(db_default=0, default=0)),
                ('decided', models.IntegerField(db_default=0, default=0)),
                ('event', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='attended', to='entities.event')),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='attended', to='entities.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'event'], name='attendance_count_person'), models.Index(models.F('event'), models.OrderBy(models.F('articles'), descending=True), models.F('person'), name='attendance_count_articles')],
                'constraints': [models.UniqueConstraint(fields=('event', 'person'), name='attendance_count_once')],
            },
        ),
        migrations.AddField(
            model_name='eventcount',
            name='people',
            field=models.IntegerField(db_default=0, default=0, help_text='People who were there.'),
        ),
        migrations.AddField(
            model_name='personcount',
            name='events',
            field=models.IntegerField(db_default=0, default=0, help_text='Events at which the person was.'),
        ),
        migrations.AddIndex(
            model_name='eventcount',
            index=models.Index(models.OrderBy(models.F('people'), descending=True), models.F('name'), models.F('event'), name='event_count_people'),
        ),
        migrations.AddIndex(
            model_name='personcount',
            index=models.Index(models.OrderBy(models.F('heard'), descending=True), models.F('sort_name'), name='person_count_heard'),
        ),
        migrations.AddIndex(
            model_name='personcount',
            index=models.Index(models.OrderBy(models.F('events'), descending=True), models.F('sort_name'), models.F('person'), name='person_count_events'),
        ),
    ]
