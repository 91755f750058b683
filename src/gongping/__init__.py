"""Gongping (公评): one organisation's review season, from plan to look-back."""

__version__ = "0.1.0"
