/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "bo-invitation.h"

/* Guest codes: what a person pasted, or the text of the picture. The token that comes out can stand
   in a header and a log's line, is the same when given itself, and the same out of a picture. */

static char *
write_picture (const char *token)
{
  BoJsonWriter *writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "type", "guest_access");
  bo_json_writer_member_string (writer, "token", token);
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (writer, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_text (data, size);
  g_autofree char *token = NULL, *again = NULL, *picture = NULL, *out_of_picture = NULL;
  g_autoptr(GError) error = NULL;

  if (text == NULL)
    return 0;
  token = _bo_invitation_read (text, &error);
  g_assert_true ((token == NULL) == (error != NULL));
  if (token == NULL)
    return 0;
  g_assert_cmpuint (strlen (token), >, 0);
  g_assert_cmpuint (strcspn (token, " \t\r\n\"\\"), ==, strlen (token));
  again = _bo_invitation_read (token, NULL);
  g_assert_cmpstr (again, ==, token);
  picture = write_picture (token);
  out_of_picture = _bo_invitation_read (picture, NULL);
  g_assert_cmpstr (out_of_picture, ==, token);
  return 0;
}
