"""Pages for people in need: what can still be done, and until when. No sign-in, no script, nothing kept.

A door of its own: it may be served alone (``serve``), be mounted in the app (``patterns``), or be written as
files for any web space or a USB stick (``write_site``). It knows the law room and the report's typesetter; it
reaches neither records nor any key.
"""

from __future__ import annotations
