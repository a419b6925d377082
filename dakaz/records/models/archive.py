"""What we hold: sources, items (bytes and how they were obtained), texts, passages, imports."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .link import Link
from .record import CompartmentField, Record


class SourceKind(models.TextChoices):
    AUTHORITY = "authority", _("authority")
    ORGANISATION = "organisation", _("organisation")
    MEDIA = "media", _("media")
    PUBLIC_RECORD = "public_record", _("public record")
    HANDED_OVER = "handed_over", _("handed over")
    OTHER = "other", _("other")


class Source(Record):
    """Who published or handed over."""

    kind = models.CharField(max_length=20, choices=SourceKind)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=1000, blank=True)
    note = models.TextField(blank=True)
    public = models.BooleanField(default=False)


class Reading(models.TextChoices):
    """How far the program got with reading an item's bytes."""

    READ = "read", _("text read")
    NO_TEXT = "no_text", _("no text in it")
    DAMAGED = "damaged", _("damaged, read in part or not at all")
    LOCKED = "locked", _("locked with a password")
    TOO_LARGE = "too_large", _("too large to read")
    KEPT = "kept", _("kept as it is")


class Within(models.TextChoices):
    """How an item is part of another."""

    PAGE = "page", _("page")
    MEMBER = "member", _("packed inside")
    ATTACHMENT = "attachment", _("attachment")


class Item(Record):
    """Bytes and how they were obtained; the bytes and ``record`` never change.

    ``record`` is canonical JSON (RFC 8785) of what was true when the bytes came in.
    ``row`` is the number of the log entry that took it in: it grows with time and names the
    item's row in the full-text index.
    """

    later = frozenset({"mapping", "mapping_name"})

    row = models.BigIntegerField(unique=True)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    object_name = models.CharField(max_length=64)
    record = models.BinaryField()
    name = models.CharField(max_length=255)
    within = Link("self", null=True, on_delete=models.PROTECT, related_name="parts")
    within_as = models.CharField(max_length=10, choices=Within, blank=True)
    position = models.IntegerField(default=0)
    turn = models.IntegerField(default=0)
    # What people add and may change:
    title = models.CharField(max_length=300)
    source = Link(Source, null=True, on_delete=models.PROTECT, related_name="items")
    case = Link("Case", null=True, on_delete=models.PROTECT, related_name="items")
    dated = models.CharField(max_length=40, blank=True)
    cite = models.CharField(max_length=60, blank=True)
    tags = models.JSONField(default=list)
    note = models.TextField(blank=True)
    # What reading gave:
    reading = models.CharField(max_length=10, choices=Reading)
    reading_notes = models.JSONField(default=list)
    language = models.CharField(max_length=3, blank=True)
    pages = models.IntegerField(null=True)
    # How its columns are read as a series, and what that way of reading is called:
    mapping = models.JSONField(default=dict, blank=True)
    mapping_name = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("compartment", "sha256"), name="same_bytes_are_one_item", violation_error_message=""
            ),
            models.UniqueConstraint(
                fields=("compartment", "cite"), condition=~models.Q(cite=""), name="citation_keys_differ"
            ),
        )
        # An index begins with what a list is sorted or found by; the compartment and ``within_as``
        # stand in it so that counting and paging read nothing else.
        indexes = (
            models.Index(fields=("within", "position")),
            models.Index(fields=("row", "compartment", "within_as"), name="items_by_row"),
            models.Index(fields=("dated", "compartment", "within_as"), name="items_by_date"),
            models.Index(fields=("title", "compartment", "within_as"), name="items_by_title"),
            models.Index(fields=("media_type", "compartment", "within_as"), name="items_by_kind"),
            models.Index(fields=("reading", "compartment", "within_as"), name="items_by_reading"),
            models.Index(fields=("language", "compartment"), name="items_by_language"),
            models.Index(fields=("object_name",), name="items_by_object"),
        )


class Origin(models.Model):
    """One way in which an item's bytes came to us; ``record`` is canonical JSON and never changes."""

    item = Link(Item, on_delete=models.CASCADE, related_name="origins")
    entry = models.BigIntegerField()
    import_run = Link("ImportRun", null=True, on_delete=models.SET_NULL, related_name="origins")
    how = models.CharField(max_length=20)
    name = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = models.CharField(max_length=36)
    record = models.BinaryField()


class ItemText(models.Model):
    """An item's text as one program read it; may be read again, passages survive by their words."""

    item = models.OneToOneField(Item, primary_key=True, on_delete=models.CASCADE, related_name="text")
    compartment = CompartmentField()
    content = models.TextField()
    anchors = models.JSONField(default=list)
    extractor = models.CharField(max_length=60)
    words_checked = models.BooleanField(default=True)


class Passage(Record):
    """An exact quote and its position in an item's text (W3C Web Annotation: text quote and position)."""

    item = Link(Item, on_delete=models.PROTECT, related_name="passages")
    label = models.CharField(max_length=40)
    start = models.IntegerField()
    end = models.IntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    place = models.CharField(max_length=80, blank=True)
    record = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("item", "label"), name="passage_labels_differ"),)


class Ground(models.Model):
    """A link from a record to what it rests on: a passage, or a whole item."""

    compartment = CompartmentField()
    kind = models.CharField(max_length=20)
    subject = models.UUIDField(db_index=True)
    field = models.CharField(max_length=40, blank=True)
    passage = Link(Passage, null=True, on_delete=models.PROTECT, related_name="grounds")
    item = Link(Item, on_delete=models.PROTECT, related_name="grounds")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("subject", "field", "passage", "item"), name="grounds_differ"),
        )


class ImportState(models.TextChoices):
    RUNNING = "running", _("running")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("done")
    UNDONE = "undone", _("undone")


class ImportRun(models.Model):
    """One act of adding files; can be stopped, resumed, reported on and undone."""

    id = models.UUIDField(primary_key=True)
    compartment = CompartmentField()
    how = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=ImportState)
    started = models.DateTimeField()
    by = models.CharField(max_length=36)
    case = Link("Case", null=True, on_delete=models.SET_NULL)


class FileState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    ADDED = "added", _("added")
    KNOWN = "known", _("was here already")
    FAILED = "failed", _("failed")
    UNDONE = "undone", _("undone")


class ImportFile(models.Model):
    """One file of an import and what came of it."""

    run = Link(ImportRun, on_delete=models.CASCADE, related_name="files")
    position = models.IntegerField()
    name = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, choices=FileState)
    item = Link(Item, null=True, on_delete=models.SET_NULL)
    staged = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(null=True)
    problem = models.JSONField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("run", "state", "position")),
            models.Index(fields=("staged",), name="files_by_object"),
        )
