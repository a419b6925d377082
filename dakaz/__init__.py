"""Dakaz: document and defend people in exile."""

VERSION = "0.1.0"
