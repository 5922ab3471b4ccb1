/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#include "bo-files.h"

#define CONNECTION "connection"
#define FIRST_FILE "home.db"
#define MAX_CONNECTION (64 * 1024)
#define HASH_DIGITS 16

char *
bo_files_default_dir (void)
{
  return g_build_filename (g_get_user_data_dir (), "blowing-off", NULL);
}

static gboolean
fail_errno (GError    **error,
            const char *path,
            int         number)
{
  BoError code = number == ENOSPC || number == EDQUOT ? BO_ERROR_NO_SPACE
                 : number == EACCES || number == EROFS || number == EPERM ? BO_ERROR_READ_ONLY
                                                                          : BO_ERROR_STORAGE;

  g_set_error (error, BO_ERROR, code, _("“%s” could not be written: %s. Check the folder and its permissions."),
               path, g_strerror (number));
  return FALSE;
}

gboolean
bo_files_make_dir (const char  *data_dir,
                   GError     **error)
{
  if (g_mkdir_with_parents (data_dir, 0700) != 0 && (errno != EEXIST || g_mkdir_with_parents (data_dir, 0700) != 0))
    return fail_errno (error, data_dir, errno);

  /* One made by somebody else keeps the rights it was given, but for strangers. */
  if (g_access (data_dir, W_OK) == 0 && g_chmod (data_dir, 0700) != 0)
    return fail_errno (error, data_dir, errno);
  return TRUE;
}

char *
bo_files_hash (const char *text)
{
  char *hash = bo_sha256_hex (text, strlen (text));

  hash[HASH_DIGITS] = '\0';
  return hash;
}

char *
bo_files_for_url (const char *data_dir,
                  const char *server_url)
{
  g_autofree char *hash = bo_files_hash (server_url);
  g_autofree char *name = g_strdup_printf ("home-%s.db", hash);

  return g_build_filename (data_dir, name, NULL);
}

/* A base name of the form this program gives, or NULL. */
static char *
read_connection (const char *data_dir)
{
  g_autofree char *path = g_build_filename (data_dir, CONNECTION, NULL);
  g_autofree char *text = NULL;
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;
  const char *name;
  size_t length = 0;

  if (!g_file_get_contents (path, &text, &length, NULL) || length > MAX_CONNECTION
      || !bo_json_scan (text, length, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, NULL, NULL)
      || !json_parser_load_from_data (parser, text, length, NULL))
    return NULL;

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  name = json_object_get_string_member_with_default (json_node_get_object (root), "file", NULL);
  if (name == NULL || strchr (name, '/') != NULL || !g_str_has_prefix (name, "home")
      || !g_str_has_suffix (name, ".db"))
    return NULL;
  return g_strdup (name);
}

char *
bo_files_current (const char *data_dir)
{
  g_autofree char *name = read_connection (data_dir);

  return g_build_filename (data_dir, name != NULL ? name : FIRST_FILE, NULL);
}

gboolean
bo_files_set_current (const char  *data_dir,
                      const char  *path,
                      GError     **error)
{
  g_autofree char *connection = g_build_filename (data_dir, CONNECTION, NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();
  g_autofree char *text = NULL;

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "file", name);
  bo_json_writer_end_object (writer);
  text = bo_json_writer_end (g_steal_pointer (&writer), NULL);
  return bo_files_write_private (connection, text, error);
}

static bool
write_all (int         fd,
           const char *text)
{
  size_t length = strlen (text);

  while (length > 0)
    {
      ssize_t written = write (fd, text, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return false;
      text += written;
      length -= written;
    }
  return fsync (fd) == 0;
}

gboolean
bo_files_write_private (const char  *path,
                        const char  *text,
                        GError     **error)
{
  g_autofree char *temporary = g_strdup_printf ("%s.%08x", path, (unsigned int) bo_random_uint64 ());
  int fd = open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  int number;

  if (fd < 0)
    return fail_errno (error, path, errno);

  number = write_all (fd, text) ? 0 : errno;
  if (close (fd) != 0 && number == 0)
    number = errno;
  if (number == 0 && g_rename (temporary, path) != 0)
    number = errno;
  if (number == 0)
    return TRUE;

  g_unlink (temporary);
  return fail_errno (error, path, number);
}

/* --- the certificate of a hub --- */

static char *
pin_path (const char *data_dir,
          const char *server_url)
{
  g_autofree char *hash = bo_files_hash (server_url);
  g_autofree char *name = g_strdup_printf ("pin-%s", hash);

  return g_build_filename (data_dir, name, NULL);
}

char *
bo_files_read_pin (const char *data_dir,
                   const char *server_url)
{
  g_autofree char *path = pin_path (data_dir, server_url);
  g_autofree char *text = NULL;
  size_t length = 0;

  if (!g_file_get_contents (path, &text, &length, NULL) || strlen (text) != length)
    return NULL;
  return bo_fingerprint_parse (text);
}

gboolean
bo_files_write_pin (const char  *data_dir,
                    const char  *server_url,
                    const char  *fingerprint,
                    GError     **error)
{
  g_autofree char *path = pin_path (data_dir, server_url);
  g_autofree char *text = g_strconcat (fingerprint, "\n", NULL);
  g_autofree char *held = bo_files_read_pin (data_dir, server_url);

  return g_strcmp0 (held, fingerprint) == 0 || bo_files_write_private (path, text, error);
}

int
bo_files_lock (const char *path)
{
  g_autofree char *lock = g_strconcat (path, ".lock", NULL);
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd = open (lock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

  if (fd < 0)
    return -1;
  if (fcntl (fd, F_OFD_SETLK, &whole) == 0)
    return fd;

  close (fd);
  return -1;
}

static bool
set_lock (int fd,
          int type,
          int command)
{
  struct flock whole = { .l_type = (short) type, .l_whence = SEEK_SET };

  return fcntl (fd, command, &whole) == 0;
}

int
bo_files_share (const char *path)
{
  g_autofree char *use = g_strconcat (path, ".use", NULL);
  int fd = open (use, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

  if (fd >= 0)
    bo_files_use_shared (fd);
  return fd;
}

bool
bo_files_use_alone (int share)
{
  return set_lock (share, F_WRLCK, F_OFD_SETLK);
}

void
bo_files_use_shared (int share)
{
  set_lock (share, F_RDLCK, F_OFD_SETLKW);
}
