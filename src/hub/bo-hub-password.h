/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"

G_BEGIN_DECLS

/* The first line of @path, or of standard input for "-". */
char *bo_hub_password_read   (const char *path, GError **error);
/* Asks twice on the terminal, without showing what is typed. */
char *bo_hub_password_ask    (GError **error);
/* One nobody guesses. */
char *bo_hub_password_make   (void);

G_END_DECLS
