"""Figures in running text: found, measured, dated and attributed, in five languages, by tables and rules."""

from dakaz.figures.text.extract import Figure, extract

__all__ = ["Figure", "extract"]
