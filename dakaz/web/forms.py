"""How forms are drawn: label, why we ask, control, and what to mend under it."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws each field with our own template; forms write ``{{ form.name.as_field_group }}``."""

    field_template_name = "parts/field.html"
    form_template_name = "parts/form.html"
