/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-value.h"

G_BEGIN_DECLS

/* "21.5": as many decimals as say something, at most @decimals */
char *_bo_number_to_text (double number, int decimals);
int   _bo_value_decimals (const BoValueType *type);
const BoValidValue *_bo_value_type_find (const BoValueType *type, int64_t value);
/* the whole of @text is a number, spaces around it aside */
bool  _bo_number_read (const char *text, double *number);

G_END_DECLS
