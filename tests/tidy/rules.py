# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the source tree.

A rule is a function from a Tree to complaints, "file:line: what is wrong".
Rules read text, not syntax: comments and strings are blanked first where they
could mislead.
"""

import os
import re
import subprocess

# What a part may include beside itself and config.h.
ARROWS = {
    'base': set(),
    'model': {'base'},
    'sync': {'base'},
    'store': {'sync', 'base'},
    'net': {'sync', 'base'},
    'client': {'net', 'store', 'sync', 'model', 'base'},
    'hub': {'store', 'sync', 'base'},
    'cli': {'client', 'hub', 'model', 'base'},
    'ui': {'client', 'hub', 'model', 'base'},
}

# Foreign header -> the parts that may include it.
FENCES = [
    (re.compile(r'sqlite3\.h'), {'store', 'hub'}),
    (re.compile(r'libsoup/'), {'net', 'hub'}),
    (re.compile(r'(gtk/|gdk/|gsk/|adwaita)'), {'ui'}),
]

# The machine's clock and randomness are read in base/ (bo-clock.h) alone; that and
# timers serve the parts at the edge; nothing sleeps.
MACHINE_CALLS = re.compile(
    r'\b(g_get_real_time|g_get_monotonic_time|g_get_current_time|g_date_time_new_now\w*|g_rand_\w+|g_random_\w+'
    r'|g_uuid_string_random|clock_gettime|gettimeofday|time|s?rand|random|getrandom|getentropy|arc4random\w*'
    r'|randombytes\w*)\s*\(')
EDGE_PARTS = {'base', 'net', 'client', 'hub', 'cli', 'ui'}
EDGE_CALLS = re.compile(
    r'\b(bo_clock_now|bo_clock_monotonic|bo_random_\w+|bo_uuid_random|g_timeout_\w+)\s*\(')
SLEEPS = re.compile(r'\b(g_usleep|u?sleep|nanosleep|clock_nanosleep)\s*\(')

# Symbols that the engine's library must not need (the same, seen by the linker).
IMPURE_SYMBOLS = re.compile(
    r'^(g_get_real_time|g_get_monotonic_time|g_get_current_time|g_date_time_new_now\w*|g_rand_\w+|g_random_\w+'
    r'|g_uuid_string_random|g_timeout_\w+|g_source_\w+|g_main_\w+|g_idle_\w+|g_usleep|g_thread_\w+|g_task_\w+'
    r'|clock_gettime|gettimeofday|time|s?rand|random|getrandom|getentropy|arc4random\w*|randombytes\w*'
    r'|nanosleep|u?sleep|pthread_create|soup_\w+|sqlite3_\w+|bo_clock_\w+|bo_worker_\w+|bo_random_\w+'
    r'|bo_uuid_random)$')

GLIB_TYPES = re.compile(
    r'\b(gchar|guchar|gshort|gushort|gint|guint|glong|gulong|gfloat|gdouble|gsize|gu?int(8|16|32|64))\b')

MARKS = re.compile(r'\b(TO' r'DO|FIX' r'ME|XX' r'X)\b')
MAX_FILE = 800
MAX_FUNCTION = 70
TEXT = ('.c', '.h', '.py', '.sh', '.ui', '.css', '.build', '.in', '.xml', '.md')


def blank_comments(text):
    """Replaces comments and the inside of literals by spaces, keeping lines."""
    def blank(match):
        found = match.group(0)
        if found[0] in '"\'':
            return found[0] + ' ' * (len(found) - 2) + found[0]
        return re.sub(r'[^\n]', ' ', found)
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', blank, text, flags=re.S)


class Tree:
    def __init__(self, root, build=None):
        self.root = root
        self.build = build
        self.text = {}
        for top in ('src', 'tests', 'data', 'po'):
            for folder, _, names in sorted(os.walk(os.path.join(root, top))):
                for name in sorted(names):
                    self._read(os.path.join(folder, name))
        self.code = {p: blank_comments(t) for p, t in self.text.items() if p.endswith(('.c', '.h'))}

    def _read(self, path):
        relative = os.path.relpath(path, self.root)
        if path.endswith(TEXT) and '/fixtures/' not in path and '__pycache__' not in path:
            with open(path, encoding='utf-8') as file:
                self.text[relative] = file.read()

    def sources(self):
        return {p: t for p, t in self.code.items() if p.startswith('src/')}

    def part(self, path):
        pieces = path.split('/')
        return pieces[1] if len(pieces) > 2 else ''

    def includes(self, path):
        for number, line in enumerate(self.text[path].splitlines(), 1):
            match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
            if match:
                yield number, match.group(1)


def grep(pattern, texts):
    for path, text in texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            match = pattern.search(line)
            if match:
                yield path, number, match.group(0).strip()


def arrows(tree):
    """a part includes only what its arrows allow"""
    owner = {os.path.basename(p): tree.part(p) for p in tree.sources() if p.endswith('.h')}
    for path in tree.sources():
        part = tree.part(path)
        for number, header in tree.includes(path):
            to = owner.get(os.path.basename(header))
            if to and to != part and to not in ARROWS.get(part, set()):
                yield f'{path}:{number}: {part}/ may not include {header} of {to}/'


def fences(tree):
    """sqlite, libsoup and GTK stay in their parts"""
    for path in tree.sources():
        for number, header in tree.includes(path):
            for pattern, allowed in FENCES:
                if pattern.match(header) and tree.part(path) not in allowed:
                    yield f'{path}:{number}: {header} is only for {", ".join(sorted(allowed))}'


def clocks(tree):
    """clock, randomness and timers stay at the edges"""
    outside = {p: t for p, t in tree.sources().items() if tree.part(p) != 'base'}
    for path, number, call in grep(MACHINE_CALLS, outside):
        yield f'{path}:{number}: {call}) is only for base/, see bo-clock.h'
    inside = {p: t for p, t in tree.sources().items() if tree.part(p) not in EDGE_PARTS}
    for path, number, call in grep(EDGE_CALLS, inside):
        yield f'{path}:{number}: {call}) in {tree.part(path)}/'


def engine_symbols(tree):
    """the engine's library needs no clock, randomness, thread, timer or I/O"""
    library = os.path.join(tree.build or '', 'src/sync/libbo-sync.a')
    if not os.path.exists(library):
        return
    listing = subprocess.run(['nm', '-u', library], capture_output=True, text=True, check=True).stdout
    for line in listing.splitlines():
        symbol = line.strip().removeprefix('U ').split('@')[0]
        if IMPURE_SYMBOLS.match(symbol):
            yield f'libbo-sync.a: needs {symbol}'


def file_lengths(tree):
    """no file is longer than 800 lines"""
    for path, text in tree.text.items():
        lines = text.count('\n')
        if lines > MAX_FILE:
            yield f'{path}:{lines}: longer than {MAX_FILE} lines'


def function_lengths(tree):
    """no function is longer than 70 lines"""
    for path, text in tree.code.items():
        name, start = '', 0
        for number, line in enumerate(text.splitlines(), 1):
            declared = re.match(r'(?:\w[\w *]*?)?(\w+) \(', line)
            if declared and not start:
                name = declared.group(1)
            if line.startswith('{'):
                start = number
            elif line.startswith('}') and start:
                # Properties and template children are a list, not logic.
                if number - start > MAX_FUNCTION and not name.endswith('_class_init'):
                    yield f'{path}:{start}: {name} has {number - start} lines'
                start = 0


def licences(tree):
    """every source file says its licence"""
    for path, text in tree.text.items():
        if path.endswith(('.c', '.h')) and not text.startswith('/* SPDX-License-Identifier: GPL-3.0-or-later */\n'):
            yield f'{path}:1: begin with the SPDX line'
        elif path.endswith(('.py', '.sh', '.ui', '.in', '.xml')) and not path.endswith('.desktop.in') \
                and 'SPDX-License-Identifier: ' not in text[:300]:
            yield f'{path}:1: no SPDX-License-Identifier near the top'


def plain_types(tree):
    """C's own types, not GLib's names for them"""
    for path, number, word in grep(GLIB_TYPES, tree.code):
        yield f'{path}:{number}: {word}'


def whitespace(tree):
    """no tabs, no blanks at the end, a newline at the end"""
    for path, number, found in grep(re.compile(r'\t|[ \t]+$'), tree.text):
        yield f'{path}:{number}: ' + ('blank at the end of the line' if not found else 'blank or tab')
    for path, text in tree.text.items():
        if text and not text.endswith('\n'):
            yield f'{path}: no newline at the end'


def no_sleeps(tree):
    """programs and tests wait for conditions, not for time"""
    for path, number, call in grep(SLEEPS, tree.code):
        yield f'{path}:{number}: {call})'
    scripts = {p: t for p, t in tree.text.items() if p.endswith('.py')}
    for path, number, call in grep(re.compile(r'\btime\.sleep\b'), scripts):
        yield f'{path}:{number}: {call}'


def no_marks(tree):
    """nothing is left for later in the source"""
    for path, number, mark in grep(MARKS, tree.text):
        yield f'{path}:{number}: {mark}'


def translatable(tree):
    """po/POTFILES lists every file with words for people, in order"""
    with open(os.path.join(tree.root, 'po/POTFILES'), encoding='utf-8') as file:
        listed = [line.strip() for line in file if line.strip() and not line.startswith('#')]
    marked = re.compile(r'\b[NC]?_ ?\(\s*"|\bng?ettext ?\(|translatable="(yes|true)"')
    for path, text in tree.text.items():
        if path.startswith('src/') and path.endswith(('.c', '.ui')) and marked.search(text) and path not in listed:
            yield f'po/POTFILES: {path} is missing'
    for path in listed:
        if not os.path.exists(os.path.join(tree.root, path)):
            yield f'po/POTFILES: {path} does not exist'
    if listed != sorted(listed):
        yield 'po/POTFILES: not in alphabetical order'


# A sentence of an error that stands in the call as it is, and not as what is to be looked up.
SPOKEN = re.compile(r'\bg_(?:set|prefix)_error(?:_literal)? ?\((?:[^"();]|\([^"()]*\))*"([^"]*)"')


def spoken(tree):
    """what an error says can be translated; the hub speaks to programs, the tour to developers"""
    for path, text in tree.text.items():
        if not path.startswith('src/') or tree.part(path) == 'hub' or path.endswith(('.h', '/bo-tour.c')):
            continue
        for match in SPOKEN.finditer(text):
            if re.search('[A-Za-z]', re.sub(r'%[a-z0-9]+|\\[a-z]', '', match.group(1))):
                yield f'{path}:{text[:match.start()].count(chr(10)) + 1}: “{match.group(1)}” is not translatable'


# What stands over others, in code and in templates; and the words in it that stay small, but for the first and the last.
HEADINGS = re.compile(
    r'\b(?:_bo_gallery_add_section|adw_preferences_group_set_title|adw_preferences_page_set_title'
    r'|adw_status_page_set_title|bo_page_set_title|bo_kit_heading|gtk_window_set_title|add_flow) ?\([^;]*?;')
HEADED = re.compile(
    r'<object class="(?:Adw\w*Window|Adw(?:Preferences(?:Group|Page)|StatusPage)|GtkShortcuts(?:Section|Group))"[^>]*>\s*'
    r'(?:<property[^<]*</property>\s*)*?<property name="title" translatable="yes">([^<]*)<')
SMALL = set('a an and as at but by for from in into it its of off on or the to with'.split())


def is_heading(title):
    words = re.findall(r'[^\W\d_][\w’-]*', re.sub(r'%[\w$]+|“[^”]*”', '', title))
    return all(word[0].isupper() or (word in SMALL and 0 < i < len(words) - 1) for i, word in enumerate(words))


def headings(tree):
    """headings have capitals, as GNOME writes them"""
    for path, text in tree.text.items():
        if not path.startswith('src/ui/') or not path.endswith(('.c', '.ui')):
            continue
        for match in (HEADED if path.endswith('.ui') else HEADINGS).finditer(text):
            titles = [match.group(1)] if path.endswith('.ui') else re.findall(r'\b_ ?\("([^"]*)"', match.group(0))
            for title in titles:
                if not is_heading(title):
                    yield f'{path}:{text[:match.start()].count(chr(10)) + 1}: “{title}”'


def source_lists(tree):
    """lists of sources are in alphabetical order"""
    for path, text in tree.text.items():
        if not path.endswith('meson.build'):
            continue
        for block in re.finditer(r'files\((.*?)\)', text, re.S):
            names = re.findall(r"'([^']+)'", block.group(1))
            if names != sorted(names):
                first = next(b for a, b in zip(names, names[1:]) if b < a)
                yield f'{path}:{text[:block.start()].count(chr(10)) + 1}: {first} is out of order'


def built(tree):
    """every source file and every test is built"""
    lists = '\n'.join(t for p, t in tree.text.items() if p.endswith('meson.build'))
    for path in tree.text:
        name = os.path.basename(path)
        if path.endswith('.c') or (name.startswith('test-') and name.endswith(('.py', '.sh'))):
            stem = re.sub(r'^(test|fuzz)-', '', name.rsplit('.', 1)[0])
            if f"'{name}'" not in lists and f"'{stem}'" not in lists:
                yield f'{path}: named in no meson.build'


def settings(tree):
    """every key of the settings schema is used"""
    sources = '\n'.join(t for p, t in tree.text.items() if p.startswith('src/ui/'))
    if 'g_settings_new' not in sources:
        return
    for path, text in tree.text.items():
        if path.endswith('.gschema.xml'):
            for key in re.findall(r'<key name="([^"]+)"', text):
                if f'"{key}"' not in sources:
                    yield f'{path}: nothing uses {key}'


RULES = [arrows, fences, clocks, engine_symbols, file_lengths, function_lengths, licences, plain_types,
         whitespace, no_sleeps, no_marks, translatable, spoken, headings, source_lists, built, settings]
