/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Database files of L1, as a disk keeps them: the file and its write-ahead log. Nothing here fails:
   a simulator without a disk stops. */
char *sim_files_new     (const char *name);                     /* (transfer full): a path in a folder of its own */
void  sim_files_copy    (const char *path, const char *suffix); /* what is in the files now, beside them */
void  sim_files_restore (const char *path, const char *suffix); /* … and back; without a copy the files are gone */
void  sim_files_free    (char *path);                           /* the folder with all in it */
