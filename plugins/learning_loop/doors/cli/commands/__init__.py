"""What each command is given, and what it ends with; one module a group. A command loads what it needs when it runs: `--help` needs none of it."""
