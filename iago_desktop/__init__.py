"""IAGO Desktop: documentation of toxicities after CAR T-cell therapy."""

from datetime import date

__version__ = "0.1.0"
BUILT = date(2026, 1, 1)
"""No computer whose clock is right shows an earlier day; moved on with the version."""
