"""Lists of people, captions and articles are answered by an index alone; no row changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0020_the_desk_from_indexes'),
        ('entities', '0026_name_the_kinds_of_quotes'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='appearance',
            name='appearance_newest',
        ),
        migrations.RemoveIndex(
            model_name='appearance',
            name='appearance_publisher',
        ),
        migrations.RemoveIndex(
            model_name='portrait',
            name='portrait_newest',
        ),
        migrations.RemoveIndex(
            model_name='voice',
            name='voice_newest',
        ),
        migrations.AddIndex(
            model_name='appearance',
            index=models.Index(fields=['person', 'published', 'article', 'mentions'], name='appearance_newest'),
        ),
        migrations.AddIndex(
            model_name='appearance',
            index=models.Index(fields=['person', 'publisher', 'published', 'article', 'mentions'], name='appearance_publisher'),
        ),
        migrations.AddIndex(
            model_name='appearance',
            index=models.Index(condition=models.Q(('mentions__gt', 0)), fields=['person', 'article'], name='appearance_named'),
        ),
        migrations.AddIndex(
            model_name='portrait',
            index=models.Index(fields=['person', 'published', 'article', 'start', 'caption'], name='portrait_newest'),
        ),
        migrations.AddIndex(
            model_name='portrait',
            index=models.Index(fields=['person', 'caption'], name='portrait_of'),
        ),
        migrations.AddIndex(
            model_name='voice',
            index=models.Index(fields=['person', 'published', 'article', 'start', 'said', 'about', 'heard', 'quote'], name='voice_newest'),
        ),
    ]
