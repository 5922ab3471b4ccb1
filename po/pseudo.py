#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A language nobody speaks, for finding what is not translated and what has no room.

    pseudo.py SOURCE-ROOT FOLDER [STAMP]

Every string that is marked for translation is taken from the sources of po/POTFILES, its letters get accents, it
becomes about a third longer, and brackets are put around it. FOLDER gets the locale en_XA.UTF-8 (for LOCPATH) and
en_XA/LC_MESSAGES/blowing-off.mo (for bindtextdomain ()). Nothing of it is installed.
"""

import ast
import os
import re
import subprocess
import sys
import tempfile

DOMAIN = 'blowing-off'
LONGER = 0.35

# xgettext's own preset of meson's i18n.gettext (preset: 'glib').
KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'g_dcgettext:2', 'g_dngettext:2,3', 'g_dpgettext2:2c,3']

# Letters that every font of a desktop has: another font for one letter measures like nothing else.
ACCENTS = str.maketrans('AaCcEeIiNnOoSsUuYyZz', 'ÅàÇçÉëÎïÑñÖôŠšÛüÝýŽž')

# What means something to a program: markup, entities, directives of printf and of dates, and a mnemonic's mark.
KEPT = re.compile(r"""
    <[^<>]*>
  | &(?:[a-z]+|\#\d+);
  | %(?:\d+\$)?[-+\ \#0'I]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh|h|ll|l|j|z|t|L|q)?(?:<PRI\w+>|[A-Za-z%])
  | _(?=[A-Za-z])
""", re.X)

FILLER = 'öñé twö thréé föür fïvé sïx sévéñ éïght ñïñé téñ élévéñ twélvé '


def shown(text):
    """How many characters of @text a person reads."""
    return len(KEPT.sub('', text))


def longer(length):
    more = max(1, round(length * LONGER) - 2)
    if more <= 3:
        return '~' * more
    return ' ' + (FILLER * (more // len(FILLER) + 1))[:more - 1].rstrip()


def pseudo(text):
    """@text in the language nobody speaks."""
    if not text.strip():
        return text
    body = text.strip('\n')
    before, after = text[:text.index(body)], text[text.index(body) + len(body):]
    out, at = [], 0
    for match in KEPT.finditer(body):
        out += [body[at:match.start()].translate(ACCENTS), match.group(0)]
        at = match.end()
    out.append(body[at:].translate(ACCENTS))
    return f'{before}[{"".join(out)}{longer(shown(body))}]{after}'


def entries(lines):
    """The entries of a .pot, each a list of [keyword, text]; flags are kept as ['#', line]."""
    entry = []
    for line in lines + ['']:
        if not line:
            if entry:
                yield entry
            entry = []
        elif line.startswith('#,'):
            entry.append(['#', line])
        elif line.startswith('"'):
            entry[-1][1] += ast.literal_eval(line)
        elif not line.startswith('#'):
            keyword, text = line.split(' ', 1)
            entry.append([keyword, ast.literal_eval(text)])


def quote(text):
    escaped = text.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n').replace('\t', '\\t')
    return f'"{escaped}"'


def translate(entry):
    """The entry with translations: both numbers where there are two."""
    texts = {keyword: text for keyword, text in entry if keyword in ('msgid', 'msgid_plural')}
    out = [line if keyword == '#' else f'{keyword} {quote(line)}'
           for keyword, line in entry if not keyword.startswith('msgstr')]
    if not texts['msgid']:
        out.append('msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=n != 1;\\n"')
    elif 'msgid_plural' in texts:
        out += [f'msgstr[0] {quote(pseudo(texts["msgid"]))}', f'msgstr[1] {quote(pseudo(texts["msgid_plural"]))}']
    else:
        out.append(f'msgstr {quote(pseudo(texts["msgid"]))}')
    return '\n'.join(out)


def extract(root, folder):
    """What the window's sources mark, as the lines of a .pot."""
    pot = os.path.join(folder, 'template.pot')
    with open(os.path.join(root, 'po', 'POTFILES'), encoding='utf-8') as potfiles:
        files = [line.strip() for line in potfiles if line.startswith('src/')]
    subprocess.run(['xgettext', '--from-code=UTF-8', '--add-comments', '--directory', root, '--output', pot]
                   + [f'--keyword={keyword}' for keyword in KEYWORDS]
                   + ['--flag=g_dngettext:2:pass-c-format', '--flag=N_:1:pass-c-format'] + files, check=True)
    with open(pot, encoding='utf-8') as text:
        return text.read().split('\n')


def write_catalogue(root, folder):
    catalogue = os.path.join(folder, 'en_XA', 'LC_MESSAGES')
    os.makedirs(catalogue, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        po = os.path.join(scratch, 'en_XA.po')
        with open(po, 'w', encoding='utf-8') as out:
            out.write('\n\n'.join(translate(entry) for entry in entries(extract(root, scratch))) + '\n')
        subprocess.run(['msgfmt', '--check-format', '--output-file', os.path.join(catalogue, f'{DOMAIN}.mo'), po],
                       check=True)


def write_locale(folder):
    """gettext translates for a locale that exists, and for no kind of C."""
    subprocess.run(['localedef', '--no-archive', '-i', 'en_US', '-f', 'UTF-8', os.path.join(folder, 'en_XA.UTF-8')],
                   check=True)


def main(root, folder, stamp=None):
    os.makedirs(folder, exist_ok=True)
    write_catalogue(root, folder)
    write_locale(folder)
    if stamp:
        with open(stamp, 'w', encoding='utf-8'):
            pass


if __name__ == '__main__':
    main(*sys.argv[1:])
