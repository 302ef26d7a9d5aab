"""The pages in the browser, in Arabic and English."""
