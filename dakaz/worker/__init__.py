"""Work that goes on beside the pages: taking files in and reading pictures, for those signed in.

Whoever serves a vault makes one ``Worker`` before anyone can sign in and gives it to ``put_to_work``.
"""

from .place import current, put_to_work
from .worker import Worker

__all__ = ["Worker", "current", "put_to_work"]
