"""Figures: official series as published, rates, breaks, figures in texts, claims recomputed."""
