"""The line in which a task is written, on whatever page shows a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

if TYPE_CHECKING:
    from django.template.context import Context

register = template.Library()


@register.inclusion_tag("people/task_line.html", takes_context=True)
def task_line(context: Context, case: Any) -> dict[str, Any]:
    """Show the line for a case; ``{% task_line record %}``."""
    from dakaz.web.views.people.task_line import TaskForm  # noqa: PLC0415 - tables load after the settings

    request = context["request"]
    form = TaskForm(seen_by=request.user, initial={"on": request.today})
    return {"task_form": form, "case": case, "back": "case", "csrf_token": context["csrf_token"]}
