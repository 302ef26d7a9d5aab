"""Arabic script: folding, tokens, sentences, quotations. Knows nothing of news."""
