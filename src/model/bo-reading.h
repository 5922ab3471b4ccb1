/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"

G_BEGIN_DECLS

bool bo_reading_is_all (BoEntity *parent, BoEntity *version);

G_END_DECLS
