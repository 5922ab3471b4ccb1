/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-words.h"

/**
 * bo_sync_status_to_string:
 * @status: a status
 *
 * The word that the command line prints and the store keeps.
 *
 * Returns: a static string; "unknown" for a number that is no status
 */
const char *
bo_sync_status_to_string (BoSyncStatus status)
{
  static const char *const words[] = { "synced", "pending", "sending", "conflict", "quarantined", "unreadable" };

  return (size_t) status < G_N_ELEMENTS (words) ? words[status] : "unknown";
}

/**
 * bo_safety_class_to_string:
 * @safety_class: a class
 *
 * Returns: "A", "B" or "C"; a static string
 */
const char *
bo_safety_class_to_string (BoSafetyClass safety_class)
{
  static const char *const words[] = { "A", "B", "C" };

  return (size_t) safety_class < G_N_ELEMENTS (words) ? words[safety_class] : "B";
}
