"""What happened, when and where. What reads dates alone is imported without the language model: begin at `finding`."""
