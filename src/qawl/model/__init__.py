"""What things are: frozen dataclasses, standard library only. Every other package imports from here."""
