"""People in full: birth, citizenships, ways to reach them, documents, ties, consents, needs, offers, merging."""

import dakaz.records.models.record
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0005_deadlines'),
    ]

    operations = [
        migrations.AddField(
            model_name='party',
            name='born',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='party',
            name='citizenships',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='party',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_parties', to='records.party'),
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('compartment', dakaz.records.models.record.CompartmentField(max_length=36)),
                ('entry', models.BigIntegerField(db_index=True)),
                ('purpose', models.CharField(choices=[('statistics', 'to be counted in statistics'), ('quote_without_name', 'to be quoted without name'), ('quote_with_name', 'to be quoted with name'), ('be_named', 'to be named in what we publish'), ('be_pictured', 'to be shown in a picture or film'), ('show_to_lawyer', 'to be shown to a lawyer'), ('show_to_court', 'to be shown to a court'), ('tell_authority', 'to be brought before an authority'), ('refer', 'to be told to an organisation that may help'), ('tell_bodies', 'to be told to international bodies')], max_length=18)),
                ('scope', models.CharField(blank=True, max_length=200)),
                ('language', models.CharField(blank=True, max_length=3)),
                ('asked', models.TextField(blank=True)),
                ('how', models.CharField(choices=[('spoken', 'spoken'), ('written', 'in writing'), ('recorded', 'spoken, recorded'), ('message', 'in a message'), ('guardian', 'by a guardian'), ('attorney', 'by an authorised person')], max_length=8)),
                ('given', models.CharField(max_length=40)),
                ('withdrawn', models.CharField(blank=True, max_length=40)),
                ('withdrawn_how', models.CharField(blank=True, max_length=200)),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='records.item')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='records.party')),
            ],
        ),
        migrations.CreateModel(
            name='ContactWay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('phone', 'phone'), ('signal', 'Signal'), ('telegram', 'Telegram'), ('whatsapp', 'WhatsApp'), ('viber', 'Viber'), ('email', 'e-mail'), ('address', 'postal address'), ('through', 'through someone'), ('other', 'other way')], default='phone', max_length=8)),
                ('value', models.CharField(max_length=200)),
                ('safety', models.CharField(choices=[('ask', 'ask them first'), ('safe', 'safe to use'), ('sometimes', 'only as noted'), ('never', 'not to be used')], default='ask', max_length=9)),
                ('safe_when', models.CharField(blank=True, max_length=300)),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='records.party')),
            ],
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('compartment', dakaz.records.models.record.CompartmentField(max_length=36)),
                ('entry', models.BigIntegerField(db_index=True)),
                ('kind', models.CharField(choices=[('passport', 'passport'), ('identity_card', 'identity card'), ('aliens_passport', "alien's passport"), ('travel_document', 'refugee travel document'), ('temporary_permit', 'temporary residence permit'), ('permanent_permit', 'permanent residence permit'), ('applicant_card', "asylum applicant's registration"), ('visa', 'visa'), ('work_permit', 'work permit'), ('power_of_attorney', 'power of attorney'), ('notice', 'notice or wanted listing'), ('summons', 'summons'), ('birth', 'birth certificate'), ('marriage', 'marriage certificate'), ('education', 'diploma or school certificate'), ('work_book', 'work book'), ('military', 'military card'), ('driving', 'driving licence'), ('certificate', 'other certificate'), ('other', 'other document')], max_length=18)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('issuer', models.CharField(blank=True, max_length=160)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('issued', models.CharField(blank=True, max_length=40)),
                ('expires', models.CharField(blank=True, max_length=40)),
                ('expires_on', models.DateField(null=True)),
                ('whereabouts', models.CharField(choices=[('with_person', 'with the person'), ('held', 'held by an authority'), ('with_us', 'with us'), ('lawyer', 'with the lawyer'), ('left_behind', 'in Belarus'), ('lost', 'lost'), ('destroyed', 'destroyed or cancelled'), ('unknown', 'not known')], default='unknown', max_length=12)),
                ('since', models.CharField(blank=True, max_length=40)),
                ('replaced', models.BooleanField(default=False)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('held_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents_held', to='records.party')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='records.item')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='records.party')),
            ],
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('compartment', dakaz.records.models.record.CompartmentField(max_length=36)),
                ('entry', models.BigIntegerField(db_index=True)),
                ('moved', models.JSONField(blank=True, default=list)),
                ('before', models.JSONField(blank=True, default=dict)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('undone', models.BooleanField(default=False)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='records.party')),
                ('merged', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merged_by', to='records.party')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NamedTie',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('compartment', dakaz.records.models.record.CompartmentField(max_length=36)),
                ('entry', models.BigIntegerField(db_index=True)),
                ('kind', models.CharField(choices=[('conscript', 'served as a conscript'), ('army', 'served in the army under contract'), ('police', 'worked for the police or interior ministry'), ('security', 'worked for a security service'), ('border', 'worked for border guard or customs'), ('justice', 'worked for a court, prosecutor or prison'), ('state_office', 'worked in a state office'), ('state_company', 'worked for a state company'), ('state_media', 'worked for state media'), ('state_study', 'studied at a state institution'), ('state_union', 'member of a pro-state organisation'), ('kin', 'relative in state service'), ('travel', 'journeys to Belarus or Russia'), ('business', 'business or property there'), ('contacts', 'contacts there'), ('unnamed', 'a tie is claimed, none is named'), ('other_tie', 'other tie')], max_length=14)),
                ('words', models.TextField(blank=True)),
                ('answer', models.TextField(blank=True)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='named_ties', to='records.decision')),
                ('passage', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='named_ties', to='records.passage')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('compartment', dakaz.records.models.record.CompartmentField(max_length=36)),
                ('entry', models.BigIntegerField(db_index=True)),
                ('kind', models.CharField(choices=[('medical', 'medical'), ('psychiatric', 'psychiatric or psychological'), ('housing', 'housing'), ('work', 'work'), ('legal', 'legal'), ('language', 'language course'), ('schooling', 'school or study'), ('food', 'food and clothes'), ('money', 'money'), ('documents', 'documents and translation'), ('transport', 'transport'), ('safety', 'safety')], max_length=12)),
                ('state', models.CharField(choices=[('open', 'open'), ('referred', 'someone was asked'), ('met', 'met'), ('not_wanted', 'they want no help'), ('gone', 'no longer there')], default='open', max_length=10)),
                ('since', models.CharField(blank=True, max_length=40)),
                ('asks_for', models.CharField(blank=True, max_length=200)),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='records.party')),
            ],
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('compartment', dakaz.records.models.record.CompartmentField(max_length=36)),
                ('entry', models.BigIntegerField(db_index=True)),
                ('kind', models.CharField(choices=[('medical', 'medical'), ('psychiatric', 'psychiatric or psychological'), ('housing', 'housing'), ('work', 'work'), ('legal', 'legal'), ('language', 'language course'), ('schooling', 'school or study'), ('food', 'food and clothes'), ('money', 'money'), ('documents', 'documents and translation'), ('transport', 'transport'), ('safety', 'safety')], max_length=12)),
                ('what', models.CharField(blank=True, max_length=200)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('place_fold', models.CharField(blank=True, max_length=200)),
                ('languages', models.JSONField(blank=True, default=list)),
                ('conditions', models.CharField(blank=True, max_length=300)),
                ('how_to_ask', models.CharField(blank=True, max_length=300)),
                ('as_of', models.CharField(blank=True, max_length=40)),
                ('ended', models.BooleanField(default=False)),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='records.party')),
            ],
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.CharField(max_length=40)),
                ('answer', models.CharField(choices=[('waiting', 'no answer yet'), ('helped', 'they help'), ('later', 'they help later'), ('refused', 'they cannot help'), ('declined', 'the person did not want it after all')], default='waiting', max_length=8)),
                ('answered', models.CharField(blank=True, max_length=40)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='records.consent')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='records.need')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='records.party')),
            ],
        ),
        migrations.CreateModel(
            name='RiskAtHome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('protest', 'took part in protests'), ('prosecuted', 'criminal or administrative case there'), ('listed', 'listed as extremist or terrorist'), ('journalism', 'journalist or blogger'), ('rights_work', 'human rights or civic work'), ('opposition', 'political opposition'), ('strike', 'strike or independent union'), ('solidarity', 'donations or help to the persecuted'), ('words_online', 'words or subscriptions online'), ('draft', 'refuses military service'), ('left_service', 'left state service in protest'), ('relative', 'relative of someone persecuted'), ('minority', 'faith, language, origin or orientation'), ('abroad', 'asked for protection or spoke out abroad'), ('other_risk', 'other reason')], max_length=12)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='risks', to='records.party')),
            ],
        ),
        migrations.CreateModel(
            name='Tie',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('compartment', dakaz.records.models.record.CompartmentField(max_length=36)),
                ('entry', models.BigIntegerField(db_index=True)),
                ('kind', models.CharField(choices=[('spouse', 'husband or wife of'), ('partner', 'partner of'), ('parent', 'parent of'), ('child', 'child of'), ('sibling', 'brother or sister of'), ('relative', 'other relative of'), ('guardian', 'guardian of'), ('ward', 'in the care of'), ('friend', 'friend of'), ('colleague', 'colleague of'), ('member', 'member of'), ('has_member', 'has among its members'), ('works_for', 'works for'), ('employs', 'employs'), ('vouches', 'vouches for'), ('vouched', 'is vouched for by'), ('acts_for', 'acts for'), ('is_acted_for', 'lets act for them'), ('part', 'part of'), ('has_part', 'has as its part'), ('other', 'has to do with')], max_length=12)),
                ('since', models.CharField(blank=True, max_length=40)),
                ('until', models.CharField(blank=True, max_length=40)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ties_back', to='records.party')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ties', to='records.party')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(fields=['purpose', 'withdrawn'], name='consents_by_purpose'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['replaced', 'expires_on'], name='documents_by_expiry'),
        ),
        migrations.AddIndex(
            model_name='need',
            index=models.Index(fields=['state', 'kind'], name='needs_by_state'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['kind', 'country'], name='offers_by_kind'),
        ),
    ]
