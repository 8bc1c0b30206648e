import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0011_no_list_of_failures'),
    ]

    operations = [
        migrations.CreateModel(
            name='SourceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(help_text='Its path, relative to the project if inside.', max_length=1000, unique=True)),
                ('sample', models.BooleanField(db_index=True, default=False)),
                ('size', models.PositiveBigIntegerField(default=0, help_text='Bytes.')),
                ('digest', models.CharField(blank=True, help_text='SHA-256 of its bytes; empty until all is read.', max_length=64)),
                ('rules', models.CharField(blank=True, help_text='Rules, model and bounds that it was read with.', max_length=200)),
                ('holds', models.PositiveIntegerField(default=0, help_text='Articles that the archive has of it.')),
            ],
        ),
        migrations.AddField(
            model_name='article',
            name='file',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='articles.sourcefile'),
        ),
    ]
