# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the tree to the rules of rules.py, each a test of its own (TAP)."""

import sys

from rules import RULES, Tree


def main():
    tree = Tree(sys.argv[1], sys.argv[2])
    print(f'1..{len(RULES)}')
    failed = 0
    for number, rule in enumerate(RULES, 1):
        complaints = list(rule(tree))
        failed += bool(complaints)
        for complaint in complaints:
            print(f'# {complaint}')
        print(f'{"not ok" if complaints else "ok"} {number} - {rule.__doc__}')
    return 1 if failed else 0


sys.exit(main())
