"""What a web page says: its blocks of text, the article among them, and the facts around it."""
