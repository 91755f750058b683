"""`python -m gongping` is the same door as the `gongping` command."""

from gongping.project.cli import main

raise SystemExit(main())
