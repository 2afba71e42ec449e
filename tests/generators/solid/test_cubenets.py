"""Nets of a cube: the eleven, and opposite faces by folding against the rules that are taught."""

from __future__ import annotations

from random import Random

from generators.solid.cubenets import hexominoes, lettered, nets, opposite


def test_there_are_eleven_nets_among_the_thirty_five_hexominoes() -> None:
    assert len(hexominoes()) == 35
    assert len(nets()) == 11


def test_opposite_faces_follow_the_rules_of_the_straight_strip_and_the_z() -> None:
    """Squares two apart in a straight strip are opposite. Of the others, neighbours (by an edge, or around a corner)
    never are; what then remains are pairs."""
    for seed in range(300):
        net = lettered(Random(seed))
        across, at = opposite(net), {square: p for p, square in net.items()}
        for p, (x, y) in net.items():
            assert across[across[p]] == p
            for dx, dy in ((1, 0), (0, 1)):
                if (x + dx, y + dy) in at and (x + 2 * dx, y + 2 * dy) in at:
                    assert across[p] == at[x + 2 * dx, y + 2 * dy]
            for q, (a, b) in net.items():
                if p != q and max(abs(a - x), abs(b - y)) <= 1:
                    assert across[p] != q
