"""Search: from the words in the box to rows, over articles, quotes, captions, people and events."""
