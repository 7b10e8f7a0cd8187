from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0008_a_list_file_that_cannot_be_read'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='standby_version',
            field=models.IntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('version', models.F('standby_version')), _negated=True), fields=['number'], name='article_not_standing_by'),
        ),
    ]
