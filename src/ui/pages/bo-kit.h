/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <stdbool.h>

#include "bo-kit-parts.h"
#include "bo-page.h"
#include "bo-wrap-layout.h"

G_BEGIN_DECLS

/* What several pages need. */

/* (transfer floating) */
typedef GtkWidget *(*BoKitCreate) (gpointer item, gpointer data);

/* Keeps the children of @box those that @create makes for the items of @model, by splices. */
void       bo_kit_bind_box       (GtkBox *box, GListModel *model, BoKitCreate create, gpointer data);
/* Shows @widget only while @model has items. */
void       bo_kit_show_when_any  (GtkWidget *widget, GListModel *model);
/* A row that says one thing of another, and can be copied: "Maker", "Lumen & Co." */
GtkWidget *bo_kit_property_row   (const char *title, const char *value);
/* For lists of BoDocument, with gtk_list_box_bind_model(). */
GtkWidget *bo_kit_document_row   (gpointer document, gpointer data);
GtkWidget *bo_kit_heading        (const char *text);
/* @child in a scrolled window, clamped to a readable width, with the usual margins */
GtkWidget *bo_kit_scrolled_list  (GtkWidget *child);
/* The same for what scrolls by itself (a list view). */
GtkWidget *bo_kit_scrolled_view  (GtkWidget *view);
/* @model (of BoActivityItem) as a list with a heading for each day */
GtkListView *bo_kit_journal      (GListModel *model);
/* @view, scrolled: older lines come where its end comes in sight, or nothing is left of what was loaded, until there
   are no more. @shown: what of the client's lines is in it */
GtkWidget   *bo_kit_journal_scroller (GtkListView *view, GListModel *shown, BoClient *client);
/* What sorts of lines of the journal there are to a person; 0 is all of them. */
typedef enum { BO_LINES_ALL, BO_LINES_SENT, BO_LINES_RECEIVED, BO_LINES_MERGED, BO_LINES_PROBLEMS } BoLines;
BoLines      bo_kit_lines_of     (BoActivityKind kind);
/* (transfer floating): a choice among them */
GtkWidget   *bo_kit_lines_chooser (void);
/* Shows @scrolled from @part on, and puts the focus there, until somebody scrolls: also while what stands above it is
   still being read and grows. */
void       bo_kit_begin_at       (GtkScrolledWindow *scrolled, GtkWidget *part);
/* Shows the page of a thing, whatever it is; nothing for what has none. */
void       bo_kit_go_to_thing    (GtkWidget *from, BoClient *client, const char *id);
/* (transfer floating): a choice among strings whose button gets as narrow as it has to; the list shows them whole. */
GtkWidget *bo_kit_drop_down      (GtkStringList *strings, const char *name);
/* Actions "page.…" of @page, also for @header (nullable), which stands elsewhere, in the window's header bar. */
void       bo_kit_add_actions    (BoPage *page, GtkWidget *header, const GActionEntry *entries, size_t n_entries);
void       bo_kit_enable_action  (BoPage *page, const char *name, bool enabled);
/* (nullable): what stops a person from changing anything here, a sentence; a guest, a store that can't be written */
const char *bo_kit_read_only_reason (BoClient *client);
/* (nullable) (transfer none): the characteristic of @thing whose value stands at @path of its document */
BoCharacteristic *bo_kit_characteristic_at (BoThing *thing, const char *path);
/* (transfer full) (nullable): what a change of one path is in words: "Brightness: 40 % → 60 %" */
char      *bo_kit_change_to_text (BoThing *thing, const BoJsonChange *change);

/* The favourites are settings "favourite.ID" of the home; ::changed of this object follows them. */
#define BO_TYPE_FAVOURITES (bo_favourites_get_type ())
G_DECLARE_FINAL_TYPE (BoFavourites, bo_favourites, BO, FAVOURITES, GObject)
BoFavourites *bo_favourites_of      (BoClient *client);  /* borrowed */
bool          bo_favourites_has     (BoFavourites *self, const char *id);
void          bo_favourites_set     (BoFavourites *self, const char *id, bool favourite);

/* A bin that says whether it is narrow. Property: `narrow`. */
#define BO_TYPE_FOLD (bo_fold_get_type ())
G_DECLARE_FINAL_TYPE (BoFold, bo_fold, BO, FOLD, AdwBin)
bool bo_fold_get_narrow (BoFold *self);

G_END_DECLS
