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
  g_autofree char *picture = NULL;
  g_autoptr(BoInvitation) invitation = NULL, again = NULL, out_of_picture = NULL;
  g_autoptr(GError) error = NULL;

  if (text == NULL)
    return 0;
  invitation = bo_invitation_parse (text, &error);
  g_assert_true ((invitation == NULL) == (error != NULL));
  if (invitation == NULL)
    return 0;
  g_assert_cmpuint (strlen (invitation->token), >, 0);
  g_assert_cmpuint (strcspn (invitation->token, " \t\r\n\"\\"), ==, strlen (invitation->token));
  if (invitation->address != NULL)
    g_assert_cmpuint (strcspn (invitation->address, " \t\r\n\"\\@?#%"), ==, strlen (invitation->address));
  again = bo_invitation_parse (invitation->token, NULL);
  g_assert_cmpstr (again->token, ==, invitation->token);
  picture = write_picture (invitation->token);
  out_of_picture = bo_invitation_parse (picture, NULL);
  g_assert_cmpstr (out_of_picture->token, ==, invitation->token);
  return 0;
}
