"""Take it with you: any list as a file, a feed or references, any article, quote and caption as a citation."""
