"""The outside world becomes documents: files and folders here; feeds, archives and fetching come with their issues."""
