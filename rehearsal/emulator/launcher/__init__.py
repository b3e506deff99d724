"""MiniStack with the gaps closed that Waypost's stacks and pipeline fall into."""
