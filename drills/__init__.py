"""Drills: what happens when things go wrong, with real processes (`./run drill`)."""
