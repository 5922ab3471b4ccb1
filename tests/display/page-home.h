/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-hub.h"
#include "bo-operate.h"
#include "bo-page.h"
#include "bo-widgets.h"
#include "scene.h"

G_BEGIN_DECLS

/* A real hub with the demo home, in which nobody lives; one device that looks at it through pages in a
   window, and somebody else's. */
typedef struct
{
  char      *dir;
  BoHub     *hub;
  BoClient  *client;
  BoClient  *other;  /* nullable: somebody else's device */
  GtkWidget *window;
  GtkWidget *header;
  AdwBin    *bin;
  char      *shown;  /* nullable: where a page led last */
} Home;

/* The end of a page: nothing may hold it for long. */
void release        (BoPage *page);

/* --- the home --- */

void         home_start        (Home *home, bool demo);
void         home_stop         (Home *home);
/* (transfer full): a device signed in and synchronised */
BoClient    *client_new        (Home *home, const char *name);
/* (transfer full): a device whose home lies in @name, without a hub; may fail to open */
BoClient    *client_new_alone  (Home *home, const char *name);
void         set_value         (BoClient *client, const char *name, const char *type, const char *input);
/* What a device says by itself, at the hub. */
void         report            (Home *home, const char *name, const char *type, const char *json);
void         rename_accessory  (BoClient *client, const char *from, const char *to);
void         make_conflict     (Home *home);
/* What somebody else sees, once everything was exchanged. */
double       number_elsewhere  (Home *home, const char *accessory, const char *type);

/* --- a window, as much of one as a page needs --- */

void    window_set_up (Home *home);
typedef void (*HomeFunc) (Home *home, gconstpointer data);

typedef struct
{
  const char *path;
  HomeFunc    test;
} HomeTest;

/* The rest of a program after scene_init(): runs each of @tests in a home of its own. */
int     run_home_tests (const HomeTest *tests, size_t n, HomeFunc set_up);
/* For g_test_add(): the demo home in a window; with somebody else's device; its end. */
void    set_up_home    (Home *home, gconstpointer data);
void    set_up_two     (Home *home, gconstpointer data);
void    tear_down_home (Home *home, gconstpointer data);
/* The same with a conflict to review and a change that waits. */
void    set_up_conflict (Home *home);
/* (transfer full) */
BoPage *page_open     (Home *home, BoClient *client, const char *address, int width, int height);
void    page_close    (Home *home, BoPage *page);
/* Makes the window as wide, light or dark; then a picture of it, in $BO_SHOTS/NAME-WIDTH-light.png. */
void    keep_picture  (Home *home, const char *name, int width, bool dark);
void    draw          (Home *home, BoClient *client, const char *address, const char *name, int width, int height, bool dark);
/* wide and narrow, light and dark; the page may be 360 wide */
void    draw_all      (Home *home, BoClient *client, const char *address, const char *name);
/* Everything a person can operate on the page has a name for those who don't see it, and a place in
   the order of Tab. */
void    check_reach   (Home *home, BoPage *page, const char *name);
/* The same of @part of any window. */
void    check_reach_in (GtkWidget *window, GtkWidget *part, const char *name);
/* (transfer full) (nullable): what a reader is told of @widget */
char *accessible_text (GtkWidget *widget, GtkAccessibleProperty property);
/* A picture of a window of its own, in $BO_SHOTS/NAME.png. */
void       keep_window    (GtkWidget *window, const char *name);
/* Until something shown below @root has, or hasn't, this label. */
void       wait_for_words (GtkWidget *root, const char *label, bool there);
/* Presses the button with this label, once it is there. */
void       press          (GtkWidget *root, const char *label);
/* Presses it in the question that is open, and waits for that to close. */
void       answer         (const char *label);

G_END_DECLS
