"""Days counted by law, what the law asks about a decision, and applications to authorities."""

import dakaz.records.models.record
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0004_resealing'),
    ]

    operations = [
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('compartment', dakaz.records.models.record.CompartmentField(max_length=36)),
                ('entry', models.BigIntegerField(db_index=True)),
                ('audience', models.CharField(choices=[('person', "the person's"), ('authority', "the authority's")], default='person', max_length=9)),
                ('rule', models.CharField(max_length=80)),
                ('row', models.CharField(blank=True, max_length=8)),
                ('label', models.JSONField(blank=True, default=dict)),
                ('receipt', models.TextField()),
                ('state', models.CharField(blank=True, max_length=24)),
                ('safe_day', models.DateField(null=True)),
                ('last_day', models.DateField(null=True)),
                ('raw_day', models.DateField(null=True)),
                ('on', models.DateField()),
                ('standing', models.CharField(choices=[('proposed', 'counted, not confirmed'), ('half', 'one of two has confirmed'), ('confirmed', 'confirmed'), ('replaced', 'replaced by a later count'), ('set_aside', 'set aside')], default='proposed', max_length=9)),
                ('confirmed_by', models.CharField(blank=True, max_length=36)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('second_by', models.CharField(blank=True, max_length=36)),
                ('second_at', models.DateTimeField(null=True)),
                ('set_day', models.DateField(null=True)),
                ('set_by', models.CharField(blank=True, choices=[('court', 'a court'), ('lawyer', 'a lawyer')], max_length=6)),
                ('set_why', models.TextField(blank=True)),
                ('set_typed_by', models.CharField(blank=True, max_length=36)),
                ('set_at', models.DateTimeField(null=True)),
                ('aside_why', models.TextField(blank=True)),
                ('done', models.DateField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='decision',
            name='facts',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='event',
            name='asked_for',
            field=models.CharField(blank=True, choices=[('asylum', 'asylum'), ('temporary_permit', 'temporary residence permit'), ('permanent_permit', 'permanent residence permit'), ('other', 'something else')], max_length=16),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('vandalism', 'damage to property'), ('threat', 'threat'), ('hate_speech', 'hate speech'), ('false_call', 'false call or message'), ('attack', 'attack on a person'), ('data_leak', 'leak of personal data'), ('return', 'return or hand-over'), ('intervention', 'letter, picket or other support'), ('application', 'application to an authority'), ('law', 'law or policy'), ('other', 'other')], max_length=14),
        ),
        migrations.AddIndex(
            model_name='duedate',
            index=models.Index(fields=['done', 'on'], name='due_dates_by_day'),
        ),
        migrations.AddField(
            model_name='deadline',
            name='application',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='records.event'),
        ),
        migrations.AddField(
            model_name='deadline',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='records.case'),
        ),
        migrations.AddField(
            model_name='deadline',
            name='decision',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='records.decision'),
        ),
        migrations.AddField(
            model_name='deadline',
            name='superseded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='records.deadline'),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(fields=['audience', 'standing', 'done', 'on'], name='deadlines_by_day'),
        ),
    ]
