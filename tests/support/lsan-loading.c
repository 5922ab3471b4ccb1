/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sanitizer/lsan_interface.h>

/* What libraries make while they are loaded is theirs until the process ends: GLib's table of quarks, for one, of which
   it loses the old one on purpose when it grows. In every program under the sanitizers. */

typedef void (*Init) (void);

/* Runs before the constructors of all libraries */
__attribute__ ((section (".preinit_array"), used)) static const Init loading = __lsan_disable;

/* … and this one behind them. */
__attribute__ ((constructor)) static void
loaded (void)
{
  __lsan_enable ();
}
