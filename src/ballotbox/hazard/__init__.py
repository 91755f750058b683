"""Primitives: sharp on their own, so only `ballotbox` itself may import them."""
