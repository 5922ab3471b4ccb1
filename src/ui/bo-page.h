/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoPage:
 *
 * What the window shows beside its sidebar. A page has an address, by which it is reached from
 * everywhere ("home", "room:ID", "accessory:ID", "notes:ID" (the same, at what is written about it), "sync",
 * "sync:activity", "conflict:ID", "scenes", "automations", "documents",
 * "no-room", "favourites", "history", "past:TIME", "compare:FROM:TO", "people", "places", "keep"); it leaves with the action `win.back` and goes elsewhere with `win.show`.
 *
 * Properties: `client` (construct only), `address` (construct only), `title`, `subtitle`,
 * `gone` (what it shows no longer exists: the window goes back).
 */
#define BO_TYPE_PAGE (bo_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (BoPage, bo_page, BO, PAGE, AdwBin)

struct _BoPageClass
{
  AdwBinClass parent_class;
};

BoClient   *bo_page_get_client   (BoPage *self);
/* The part of the address after the colon; "" where there is none. */
const char *bo_page_get_argument (BoPage *self);
const char *bo_page_get_address  (BoPage *self);
const char *bo_page_get_title    (BoPage *self);
void        bo_page_set_title    (BoPage *self, const char *title);
const char *bo_page_get_subtitle (BoPage *self);
void        bo_page_set_subtitle (BoPage *self, const char *subtitle);
void        bo_page_set_gone     (BoPage *self);

/* A widget (a menu button, a search toggle) the window puts at the end of its header bar while
   the page is shown; (transfer none), (nullable). Set once, while the page is made. */
void        bo_page_set_header_widget (BoPage *self, GtkWidget *widget);
GtkWidget  *bo_page_get_header_widget (BoPage *self);

/* bo-pages.c: (nullable) (transfer floating): the page for an address; NULL where there is none. */
BoPage     *bo_page_create       (const char *address, BoClient *client);

G_END_DECLS
