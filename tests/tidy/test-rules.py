# SPDX-License-Identifier: GPL-3.0-or-later
"""The test of the rules: each catches what it is there for, and spares what is right (TAP)."""

import os
import sys
import tempfile

import rules

SPDX = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'

# rule, file, text, whether the rule complains
CASES = [
    (rules.arrows, 'src/model/bo-a.c', SPDX + '#include "bo-store.h"\n', True),
    (rules.arrows, 'src/client/bo-a.c', SPDX + '#include "bo-store.h"\n', False),
    (rules.arrows, 'src/ui/bo-a.c', SPDX + '#include "bo-store.h"\n', True),
    (rules.fences, 'src/client/bo-a.c', SPDX + '#include <sqlite3.h>\n', True),
    (rules.fences, 'src/client/bo-a.c', SPDX + '#include <libsoup/soup.h>\n', True),
    (rules.fences, 'src/cli/bo-a.c', SPDX + '#include <adwaita.h>\n', True),
    (rules.fences, 'src/hub/bo-a.c', SPDX + '#include <sqlite3.h>\n#include <libsoup/soup.h>\n', False),
    (rules.clocks, 'src/sync/bo-a.c', SPDX + 'int64_t t = g_get_real_time ();\n', True),
    (rules.clocks, 'src/store/bo-a.c', SPDX + 'x = rand ();\n', True),
    (rules.clocks, 'src/store/bo-a.c', SPDX + '/* time (NULL) */ bo_store_time (self); strand (x);\n', False),
    (rules.clocks, 'src/ui/bo-a.c', SPDX + 'int64_t t = g_get_monotonic_time ();\n', True),
    (rules.clocks, 'src/store/bo-a.c', SPDX + 'int64_t t = bo_clock_now ();\n', True),
    (rules.clocks, 'src/client/bo-a.c', SPDX + 'int64_t t = bo_clock_now ();\n', False),
    (rules.clocks, 'src/net/bo-a.c', SPDX + 'g_timeout_add (1, a_cb, NULL);\n', False),
    (rules.file_lengths, 'src/ui/bo-a.c', SPDX + '\n' * 800, True),
    (rules.file_lengths, 'src/ui/bo-a.c', SPDX + '\n' * 799, False),
    (rules.function_lengths, 'src/ui/bo-a.c', SPDX + 'void\nbo_a (void)\n{\n' + '  b ();\n' * 71 + '}\n', True),
    (rules.function_lengths, 'src/ui/bo-a.c', SPDX + 'void\nbo_a (void)\n{\n' + '  b ();\n' * 69 + '}\n', False),
    (rules.licences, 'src/ui/bo-a.c', '#include <glib.h>\n', True),
    (rules.licences, 'src/ui/bo-a.ui', '<interface/>\n', True),
    (rules.licences, 'src/ui/bo-a.c', SPDX, False),
    (rules.plain_types, 'src/ui/bo-a.c', SPDX + 'gchar *a;\n', True),
    (rules.plain_types, 'src/ui/bo-a.c', SPDX + 'guint64 a;\n', True),
    (rules.plain_types, 'src/ui/bo-a.c', SPDX + '/* gint */ gboolean a = g_str ("gint");\n', False),
    (rules.whitespace, 'src/ui/bo-a.c', SPDX + '\tint a;\n', True),
    (rules.whitespace, 'src/ui/bo-a.c', SPDX + 'int a; \n', True),
    (rules.whitespace, 'src/ui/bo-a.c', SPDX + 'int a;', True),
    (rules.whitespace, 'src/ui/bo-a.c', SPDX + 'int a;\n', False),
    (rules.no_sleeps, 'tests/unit/test-a.c', SPDX + 'g_usleep (5);\n', True),
    (rules.no_sleeps, 'tests/unit/test-a.c', SPDX + '/* sleep (5) */\n', False),
    (rules.no_marks, 'src/ui/bo-a.c', SPDX + '/* FIX' 'ME */\n', True),
    (rules.no_marks, 'src/ui/bo-a.c', SPDX + 'g_mkdtemp ("a-XXXXXX");\n', False),
    (rules.translatable, 'src/ui/bo-a.c', SPDX + 'a (_("Hall"));\n', True),
    (rules.translatable, 'src/ui/bo-a.ui', '<property translatable="yes">Hall</property>\n', True),
    (rules.translatable, 'src/ui/bo-listed.c', SPDX + 'a (_("Hall"));\n', False),
    (rules.spoken, 'src/sync/bo-a.c', SPDX + 'g_set_error (error, BO_ERROR, a (b),\n  "No %s.", c);\n', True),
    (rules.spoken, 'src/sync/bo-a.c', SPDX + 'g_prefix_error (error, "It failed. ");\n', True),
    (rules.spoken, 'src/sync/bo-a.c', SPDX + 'g_set_error (error, BO_ERROR, a, _("No %s."), c);\n', False),
    (rules.spoken, 'src/sync/bo-a.c', SPDX + 'g_set_error (error, BO_ERROR, a, "%s %s", b, c);\n', False),
    (rules.spoken, 'src/hub/bo-a.c', SPDX + 'g_set_error (error, BO_ERROR, a, "Bad JSON");\n', False),
    (rules.headings, 'src/ui/bo-a.c', SPDX + 'bo_page_set_title (a,\n  b ? _("Things to do") : c);\n', True),
    (rules.headings, 'src/ui/bo-a.c', SPDX + 'bo_page_set_title (a, _("Things to See and Do"));\n', False),
    (rules.headings, 'src/ui/bo-a.c', SPDX + 'bo_page_set_title (a, _("What It Looks at"));\n', True),
    (rules.headings, 'src/ui/bo-a.c', SPDX + 'gtk_label_set_text (a, _("Things to do"));\n', False),
    (rules.headings, 'src/ui/bo-a.ui', '<object class="AdwStatusPage">\n<property name="icon-name">a</property>\n'
     '<property name="title" translatable="yes">Nothing here</property>\n', True),
    (rules.headings, 'src/ui/bo-a.ui', '<object class="AdwActionRow">\n'
     '<property name="title" translatable="yes">Serial number</property>\n', False),
    (rules.source_lists, 'src/ui/meson.build', "files(\n  'b.c',\n  'a.c',\n)\n", True),
    (rules.source_lists, 'src/ui/meson.build', "files(\n  'a.c',\n  'b.c',\n)\n", False),
    (rules.built, 'src/ui/bo-a.c', SPDX, True),
    (rules.built, 'tests/unit/ui/test-listed.c', SPDX, False),
    (rules.settings, 'src/ui/bo-a.c', SPDX + 'g_settings_new ("a"); b ("other");\n', True),
    (rules.settings, 'src/ui/bo-a.c', SPDX + 'g_settings_new ("a"); b ("width");\n', False),
]


def write(root, path, text):
    path = os.path.join(root, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def complains(rule, path, text):
    with tempfile.TemporaryDirectory() as root:
        write(root, 'src/store/bo-store.h', SPDX)
        write(root, 'src/ui/bo-listed.c', SPDX)
        write(root, 'data/a.gschema.xml', '<!-- SPDX-License-Identifier: CC0-1.0 -->\n<key name="width"/>\n')
        write(root, 'tests/unit/ui/meson.build', "foreach name : ['bo-listed.c', 'listed']\nendforeach\n")
        write(root, 'po/POTFILES', 'src/ui/bo-listed.c\n')
        write(root, path, text)
        return bool(list(rule(rules.Tree(root))))


def main():
    print(f'1..{len(CASES)}')
    failed = 0
    for number, (rule, path, text, expected) in enumerate(CASES, 1):
        right = complains(rule, path, text) == expected
        failed += not right
        print(f'{"ok" if right else "not ok"} {number} - {rule.__name__} {"catches" if expected else "spares"}'
              f' case {number}')
    return 1 if failed else 0


sys.exit(main())
