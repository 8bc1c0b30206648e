"""The desk calls the kinds of quotes what lists call them; no row changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('entities', '0025_fold_nearly_the_same_words'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicalquote',
            name='kind',
            field=models.CharField(choices=[('direct', 'quoted'), ('mixed', 'partly quoted'), ('indirect', 'reported')], max_length=8),
        ),
        migrations.AlterField(
            model_name='quote',
            name='kind',
            field=models.CharField(choices=[('direct', 'quoted'), ('mixed', 'partly quoted'), ('indirect', 'reported')], max_length=8),
        ),
    ]
