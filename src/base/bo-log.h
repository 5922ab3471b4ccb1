/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base-types.h"

G_BEGIN_DECLS

/* The only way into a log: for the programs, from their main(). */
void  bo_log_install (void);
char *bo_log_redact  (const char *message);

G_END_DECLS
