from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0017_batches_of_runs'),
        ('entities', '0019_fill_attendances'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='quote',
            name='quote_by_words',
        ),
        migrations.AddIndex(
            model_name='quote',
            index=models.Index(fields=['words_key', 'speaker'], name='quote_by_words_and_speaker'),
        ),
    ]
