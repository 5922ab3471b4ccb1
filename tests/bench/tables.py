#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmarks of the last run printed: tables.py BUILD-DIRECTORY"""

import json
import os
import sys

with open(os.path.join(sys.argv[1], 'meson-logs', 'testlog.json'), encoding='utf-8') as log:
    for line in log:
        print(json.loads(line).get('stdout', ''), end='')
