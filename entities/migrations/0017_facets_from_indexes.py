
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0017_batches_of_runs'),
        ('entities', '0016_history'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='appearance',
            name='appearance_article',
        ),
        migrations.AddIndex(
            model_name='appearance',
            index=models.Index(fields=['article', 'person', 'mentions', 'quotes'], name='appearance_in_article'),
        ),
        migrations.AddIndex(
            model_name='voice',
            index=models.Index(fields=['quote', 'person', 'said', 'about', 'heard'], name='voice_of_quote'),
        ),
    ]
