# SPDX-License-Identifier: GPL-3.0-or-later
"""tally.py [--leaky] BUILD-DIRECTORY LOG…

Counts the test cases of a run of meson test, shows the output of every test
that failed, and ends with "N passed, N failed". Exits 1 where one failed. Of a
test that is in several logs the last one counts; a log that is missing, or
empty, is a failure. --leaky: names the tests in which nothing failed but that
memory was not freed, one a line, and no more.
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
LEAK = 'ERROR: LeakSanitizer: detected memory leaks'
UNSOUND = re.compile(r'ERROR: AddressSanitizer|runtime error: ')
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


def only_leaks(test):
    output = (test.get('stdout') or '') + (test.get('stderr') or '')
    failed = count_tap(test.get('stdout') or '')[1]
    return test['result'] == 'ERROR' and failed == 0 and LEAK in output and not UNSOUND.search(output)


def show(test):
    print(f'\n{test["name"]}: {test["result"]} (status {test.get("returncode")})')
    lines = ((test.get('stdout') or '') + (test.get('stderr') or '')).splitlines()
    lines = [line for line in lines if not re.match(r'^ *(ok\b|1\.\.|# (Start|End) of )', line)]
    if len(lines) > SHOWN_LINES:
        print(f'  … {len(lines) - SHOWN_LINES} lines before')
    for line in lines[-SHOWN_LINES:]:
        print('  ' + line)


def read(directory, log):
    """The tests of one run, by name; none where it never came to an end."""
    try:
        with open(os.path.join(directory, 'meson-logs', f'{log}.json'), encoding='utf-8') as lines:
            tests = [json.loads(line) for line in lines if line.strip()]
    except FileNotFoundError:
        tests = []
    return {test['name']: test for test in tests}


def print_leaky(run):
    for name in [name for name, test in run.items() if only_leaks(test)]:
        print(name.rsplit(' / ', 1)[-1])
    return 0


def main():
    leaky = '--leaky' in sys.argv
    directory, *logs = [argument for argument in sys.argv[1:] if argument != '--leaky']
    runs = [read(directory, log) for log in logs]
    if leaky:
        return print_leaky(runs[0])
    if not all(runs):
        print('0 passed, 1 failed')
        return 1
    tests = {name: test for run in runs for name, test in run.items()}
    totals = [0, 0, 0]
    for test in tests.values():
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
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
