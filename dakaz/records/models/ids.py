"""Identifiers: UUID version 7 (RFC 9562, section 5.7), never reused, never personal."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime


def new_id(now: datetime) -> uuid.UUID:
    """Return a fresh UUIDv7 whose first 48 bits are ``now`` in milliseconds since 1970 UTC."""
    milliseconds = int(now.timestamp() * 1000) & 0xFFFF_FFFF_FFFF
    random = secrets.randbits(74)
    value = milliseconds << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & ((1 << 62) - 1)
    return uuid.UUID(int=value)
