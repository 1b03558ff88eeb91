"""IAGO Desktop: documentation of toxicities after CAR T-cell therapy."""

__version__ = "0.1.0"
