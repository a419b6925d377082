"""Who works in this vault."""

from __future__ import annotations

from dakaz.records.models import Role, User

WORKING_ROLES = [(role.value, role.label) for role in Role if role != Role.ADMINISTRATOR]
"""Code and words of each role but the administrator's."""


def users() -> list[User]:
    """Return everyone who can sign in."""
    return list(User.objects.filter(removed=False).order_by("name"))


def user(user_id: str) -> User | None:
    """Return one user."""
    return User.objects.filter(pk=user_id, removed=False).first()


def user_by_name(name: str) -> User | None:
    """Return the user who signs in with this name."""
    return User.objects.filter(name__iexact=" ".join(name.split()), removed=False).first()
