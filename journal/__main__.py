"""`python -m journal` is the same as the `journal` command."""

from journal.cli import main

raise SystemExit(main())
