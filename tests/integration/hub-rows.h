/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client-support.h"

G_BEGIN_DECLS

/* Behind the hub's back, while it is stopped: @sql changes one row, with @one and @two (nullable) for ?1 and ?2. */
void change_hub (House *house, const char *sql, const char *one, const char *two);

G_END_DECLS
