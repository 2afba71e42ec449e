"""Pythagorean triples of the size that school problems use."""

TRIPLES = [
    (3, 4, 5),
    (6, 8, 10),
    (5, 12, 13),
    (9, 12, 15),
    (8, 15, 17),
    (12, 16, 20),
    (15, 20, 25),
    (7, 24, 25),
    (10, 24, 26),
    (20, 21, 29),
    (18, 24, 30),
]
