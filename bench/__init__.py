"""Measuring programs: each is run by `./run bench NAME`."""
