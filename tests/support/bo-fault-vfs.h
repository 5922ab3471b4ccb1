/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* A disk that fails: a VFS of SQLite over the usual one, for the files in one folder. It counts
   calls and fails the one it is told to; and it can lose its power, with all that was written and
   not synchronised. Any thread. */

typedef enum
{
  BO_FAULT_CHANGES = 1 << 0, /* write, truncate, sync, open, delete, shared memory */
  BO_FAULT_LOCKS = 1 << 1,
  BO_FAULT_READS = 1 << 2,
} BoFaultCalls;

/**
 * BoFault:
 * @calls: which calls count
 * @n: the n-th fails, from 1
 * @code: with this
 * @lasting: and all after it, until bo_fault_vfs_clear()
 * @torn: a write that fails has written the first half of its bytes
 * @only: (nullable): of files whose path has this in it alone
 */
typedef struct
{
  BoFaultCalls calls;
  int          n;
  int          code;
  bool         lasting;
  bool         torn;
  const char  *only;
} BoFault;

/* Becomes the usual VFS of this process for files below @folder. Their content reaches the disk
   without waiting for it: power cuts are simulated. */
void bo_fault_vfs_install   (const char *folder);
void bo_fault_vfs_plant     (const BoFault *fault);
/* Returns whether the planted call came. */
bool bo_fault_vfs_clear     (void);
/* From now on every call fails and changes nothing. */
void bo_fault_vfs_cut_power (void);
/* Once everything is closed: the files are what a disk may hold that was cut off from its power:
   of what was not synchronised some, none, and a few sectors. The power is back. */
void bo_fault_vfs_restore_power (uint64_t seed);

/* All rows of all tables, as text; read past the faults. NULL: no database. */
char *bo_fault_vfs_dump     (const char *path);

G_END_DECLS
