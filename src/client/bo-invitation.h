/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"

G_BEGIN_DECLS

/* The token of a guest's invitation (PROTOCOL §6), out of the text of its picture or as it was
   typed; NULL with BO_ERROR_USAGE where there is none. */
char *_bo_invitation_read (const char *text, GError **error);
/* (nullable): of the hub's certificate, where the invitation names it */
char *_bo_invitation_fingerprint (const char *text);

G_END_DECLS
