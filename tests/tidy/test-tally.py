# SPDX-License-Identifier: GPL-3.0-or-later
"""The test of the count that ./dev test ends with (TAP)."""

import importlib.util
import sys

# name, TAP output, meson's verdict, (passed, failed, skipped)
CASES = [
    ('passes', '1..2\nok 1 /a\nok 2 /b\n', 'OK', (2, 0, 0)),
    ('failures', '1..3\nok 1 /a\nnot ok 2 /b\nok 3 /c\n', 'FAIL', (2, 1, 0)),
    ('a failure that ends the program counts once', '1..3\nok 1 /a\nnot ok 2 /b\n', 'ERROR', (1, 1, 0)),
    ('a crash', '1..3\nok 1 /a\n', 'ERROR', (1, 1, 0)),
    ('a time-out without output', '', 'TIMEOUT', (0, 1, 0)),
    ('skipped cases', '1..2\nok 1 /a\nok 2 /b # SKIP no bus\n', 'OK', (1, 0, 1)),
    ('a program skipped', '1..0 # SKIP no display\n', 'SKIP', (0, 0, 1)),
    ('a program without TAP', '', 'OK', (1, 0, 0)),
    ('a program without TAP that fails', 'error: no\n', 'FAIL', (0, 1, 0)),
    ('inner results, not what sums them up', '    ok 1 a\n    ok 2 b\n    1..2\nok 1 x\nok 2 y\n', 'OK', (3, 0, 0)),
    ('words that look like results', '# ok 1\nokay\nnothing\n1..1\nok 1 /a\n', 'OK', (1, 0, 0)),
]

LEAK = '==1==ERROR: LeakSanitizer: detected memory leaks\n'

# name, TAP output, errors, meson's verdict, whether to be run again with whole stacks
LEAKS = [
    ('a leak alone', '1..1\nok 1 /a\n', LEAK, 'ERROR', True),
    ('a leak of a program that was started', '1..1\nok 1 /a\n' + LEAK, '', 'ERROR', True),
    ('no leak', '1..1\nok 1 /a\n', 'killed\n', 'ERROR', False),
    ('a leak that was let pass', '1..1\nok 1 /a\n', LEAK, 'OK', False),
    ('a leak and a failure', '1..1\nnot ok 1 /a\n', LEAK, 'ERROR', False),
    ('a leak and memory used after it was freed', '1..1\nok 1 /a\n', LEAK + '==2==ERROR: AddressSanitizer: x\n',
     'ERROR', False),
    ('a leak and what is undefined', '1..1\nok 1 /a\n', LEAK + 'a.c:1:2: runtime error: x\n', 'ERROR', False),
]


def load(path):
    spec = importlib.util.spec_from_file_location('tally', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main():
    tally = load(sys.argv[1])
    results = [(name, tally.count({'stdout': output, 'result': result}), expected)
               for name, output, result, expected in CASES]
    results += [(name, tally.only_leaks({'stdout': output, 'stderr': errors, 'result': result}), expected)
                for name, output, errors, result, expected in LEAKS]
    print(f'1..{len(results)}')
    for number, (name, found, expected) in enumerate(results, 1):
        if found != expected:
            print(f'# {found}, not {expected}')
        print(f'{"ok" if found == expected else "not ok"} {number} - {name}')
    return 0 if all(found == expected for _, found, expected in results) else 1


sys.exit(main())
