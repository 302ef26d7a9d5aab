"""Scoring a reading against reference annotations: what is measured, how it is printed, and the gate.

``python -m qawl.evaluate REFERENCE.jsonl`` runs the reader over the texts of a reference and prints the
figures; ``--gate evaluation/floors.json`` compares them with the floors. What a right answer is stands in
``docs/accuracy.md`` and ``evaluation/README.md``.
"""
