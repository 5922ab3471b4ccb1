/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

typedef enum
{
  BO_LOCK_UNKNOWN,
  BO_LOCK_LOCKED,
  BO_LOCK_UNLOCKED,
  BO_LOCK_JAMMED,
  BO_LOCK_LOCKING,
  BO_LOCK_UNLOCKING,
} BoLockState;

/**
 * BoLockButton:
 *
 * The state, large, in words and shape, and one press that asks for the other
 * one. Whoever listens asks the person before unlocking.
 *
 * ::pressed: (lock: bool) true to lock, false to unlock
 */
#define BO_TYPE_LOCK_BUTTON (bo_lock_button_get_type ())
G_DECLARE_FINAL_TYPE (BoLockButton, bo_lock_button, BO, LOCK_BUTTON, GtkWidget)

GtkWidget  *bo_lock_button_new           (const char *label);
BoLockState bo_lock_button_get_state     (BoLockButton *self);
void        bo_lock_button_set_state     (BoLockButton *self, BoLockState state);
void        bo_lock_button_set_read_only (BoLockButton *self, bool read_only);

G_END_DECLS
