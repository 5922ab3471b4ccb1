/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model.h"

/* Short ways of saying what is in a batch. */
BoEntity    *make_entity      (const char *id, const char *type, const char *name, const char *content);
void         add_entity       (BoModelBatch *batch, const char *id, const char *type, const char *name,
                               const char *content);
void         add_edge         (BoModelBatch *batch, const char *id, const char *from, const char *type, const char *to);
void         apply            (BoModel *model, BoModelBatch *batch); /* and frees it */
/* A model with one home "home", room "room" in it, and the device "device" in that. */
BoModel     *model_with_device (const char *content);
BoAccessory *the_device       (BoModel *model);
/* "A, B": the names in a list */
char        *names_of         (GListModel *list);
/* Everything a model shows, as text, to be compared */
char        *dump_model       (BoModel *model);

#define assert_names(list, expected)                     \
  G_STMT_START                                           \
  {                                                      \
    g_autofree char *names_ = names_of (list);           \
    g_assert_cmpstr (names_, ==, (expected));            \
  }                                                      \
  G_STMT_END
