"""The REST API: one module a resource; each route parses, calls one function and renders what it gave."""
