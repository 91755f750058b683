"""The live hub: tells open pages what changed. Bare ASGI, no Django, no room."""
