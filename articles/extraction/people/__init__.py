"""Who is in an article. What reads names alone is imported without the language model: begin at `finding`."""
