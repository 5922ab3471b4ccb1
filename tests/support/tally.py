# SPDX-License-Identifier: GPL-3.0-or-later
"""tally.py BUILD-DIRECTORY

Counts the test cases of the last run of meson test, shows the output of every
test that failed, and ends with "N passed, N failed". Exits 1 where one failed.
A program that crashed, timed out or promised more than it ran counts as a
failed case of its own; skipped cases count as neither.
"""

import json
import os
import re
import sys

RESULT = re.compile(r'^( *)(not )?ok\b(.*)$')
SKIP = re.compile(r'#\s*(skip|todo)', re.I)
GOOD = ('OK', 'SKIP', 'EXPECTEDFAIL')
SHOWN_LINES = 120


def count_tap(output):
    """(passed, failed, skipped) of the innermost results of a TAP stream."""
    passed = failed = skipped = 0
    inner = {}    # depth -> whether results were seen since the last one outside them
    for line in output.splitlines():
        match = RESULT.match(line)
        if not match:
            continue
        depth = len(match.group(1))
        sums_up = any(inner.pop(d) for d in [d for d in inner if d > depth])
        inner[depth] = True
        if sums_up:
            continue
        if SKIP.search(match.group(3)):
            skipped += 1
        elif match.group(2):
            failed += 1
        else:
            passed += 1
    return passed, failed, skipped


def count(test):
    good = test['result'] in GOOD
    passed, failed, skipped = count_tap(test.get('stdout') or '')
    if passed + failed + skipped == 0:
        skip = test['result'] == 'SKIP'
        return int(good and not skip), int(not good), int(skip)
    return passed, max(failed, int(not good)), skipped


def show(test):
    print(f'\n{test["name"]}: {test["result"]} (status {test.get("returncode")})')
    lines = ((test.get('stdout') or '') + (test.get('stderr') or '')).splitlines()
    lines = [line for line in lines if not re.match(r'^ *(ok\b|1\.\.|# (Start|End) of )', line)]
    if len(lines) > SHOWN_LINES:
        print(f'  … {len(lines) - SHOWN_LINES} lines before')
    for line in lines[-SHOWN_LINES:]:
        print('  ' + line)


def main():
    with open(os.path.join(sys.argv[1], 'meson-logs/testlog.json'), encoding='utf-8') as log:
        tests = [json.loads(line) for line in log if line.strip()]
    totals = [0, 0, 0]
    for test in tests:
        counts = count(test)
        totals = [total + one for total, one in zip(totals, counts)]
        if counts[1]:
            show(test)
    passed, failed, skipped = totals
    if failed:
        print()
    if skipped:
        print(f'{skipped} skipped')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not tests else 0


if __name__ == '__main__':
    sys.exit(main())
