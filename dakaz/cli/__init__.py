"""The command line. Every command works without a terminal; see ``dakaz --help``."""

from .program import main

__all__ = ["main"]
