"""MiniStack, with the differences from AWS closed that Waypost's stacks and pipeline meet."""
