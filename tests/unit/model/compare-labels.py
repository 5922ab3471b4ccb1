#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words kept for translators are those of the catalogue."""

import pathlib
import subprocess
import sys
import tempfile

folder = pathlib.Path(sys.argv[1])
with tempfile.TemporaryDirectory() as scratch:
    made = pathlib.Path(scratch) / 'labels.h'
    subprocess.run([sys.executable, folder / 'generate-catalogue.py', '--labels',
                    folder / 'hap-catalogue.json', made], check=True)
    if made.read_text() != (folder / 'bo-catalogue-labels.h').read_text():
        sys.exit('bo-catalogue-labels.h is out of date: run generate-catalogue.py --labels')
