/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/* What every scene needs, with the real window or without: waiting, and looking at what is shown. */

/* What every program begins with: a display, the widgets, and g_test_init(). */
void scene_init (int *argc, char ***argv);

typedef bool (*Condition) (gpointer data);

void take_result_cb (GObject *source, GAsyncResult *result, gpointer data);
void wait_for       (GAsyncResult **result);
/* Fails with @what where @condition doesn't come true in time. */
void wait_until     (const char *what, Condition condition, gpointer data);
void edit_finish    (BoClient *client, GAsyncResult **result);
void sync_now       (BoClient *client);
void settle         (void);

BoAccessory *accessory_named (BoClient *client, const char *name);
double       number          (BoClient *client, const char *accessory, const char *type);

/* (nullable): the question that is open */
GtkWidget *find_dialog   (void);
/* (nullable): the first shown widget below @from whose label (button, row, toast) is @label without mnemonics */
GtkWidget *find_labelled (GtkWidget *from, const char *label);
/* How many shown labels, @from or below it, say @words */
unsigned int count_labelled (GtkWidget *from, const char *words);
/* (nullable): the first shown one, @from or below it */
GtkWidget *find_type     (GtkWidget *from, GType type);
/* (nullable): the first shown button below @from with this tooltip */
GtkWidget *find_tooltip  (GtkWidget *from, const char *tooltip);
/* (nullable): the entry with this title */
GtkWidget *row_titled    (GtkWidget *from, const char *title);
/* Opens what is folded away below @widget. */
void       unfold        (GtkWidget *widget);

/* The person is where it is another day at @time_us, and whoever shows times notices; (transfer full): the time there */
char      *go_to_another_day (int64_t time_us);
/* And back where the tests are. */
void       come_back         (void);

G_END_DECLS
