/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-fault-private.h"

#include <string.h>

/* The words of a script. */

static const struct
{
  const char *word;
  BoFaultKind kind;
} kinds[] = {
  { "close", BO_FAULT_CLOSE },   { "silence", BO_FAULT_SILENCE }, { "drop", BO_FAULT_DROP },
  { "hang", BO_FAULT_HANG },     { "late", BO_FAULT_LATE },       { "stall", BO_FAULT_STALL },
  { "drip", BO_FAULT_DRIP },     { "cut", BO_FAULT_CUT },         { "chunk", BO_FAULT_CHUNK },
  { "lose", BO_FAULT_LOSE },     { "twice", BO_FAULT_TWICE },     { "echo", BO_FAULT_ECHO },
  { "stale", BO_FAULT_STALE },   { "answer", BO_FAULT_ANSWER },   { "alter", BO_FAULT_ALTER },
  { "bomb", BO_FAULT_BOMB },
};

void
_bo_fault_free (BoFault *fault)
{
  g_free (fault->method);
  g_free (fault->path);
  g_free (fault->holds);
  g_free (fault->lacks);
  g_free (fault->body);
  g_ptr_array_unref (fault->headers);
  g_ptr_array_unref (fault->hide);
  g_free (fault);
}

static bool
find_kind (const char  *word,
           BoFaultKind *kind,
           GError     **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].word, word))
      {
        *kind = kinds[i].kind;
        return true;
      }
  g_set_error (error, BO_ERROR, BO_ERROR_USAGE, "There is no fault “%s”. See tests/README.md for those there are.",
               word);
  return false;
}

static bool
take_number (BoFault    *fault,
             const char *key,
             const char *value)
{
  int64_t number = g_ascii_strtoll (value, NULL, 10);

  if (g_str_equal (key, "after"))
    fault->after = (int) number;
  else if (g_str_equal (key, "times"))
    fault->times = (int) number;
  else if (g_str_equal (key, "over"))
    fault->over = number;
  else if (g_str_equal (key, "bytes"))
    fault->bytes = number;
  else if (g_str_equal (key, "ms"))
    fault->ms = (int) number;
  else if (g_str_equal (key, "status"))
    fault->status = (int) number;
  else
    return false;
  return true;
}

static bool
take_text (BoFault    *fault,
           const char *key,
           const char *value)
{
  if (g_str_equal (key, "method"))
    fault->method = g_strdup (value);
  else if (g_str_equal (key, "path"))
    fault->path = g_strdup (value);
  else if (g_str_equal (key, "holds"))
    fault->holds = g_strdup (value);
  else if (g_str_equal (key, "lacks"))
    fault->lacks = g_strdup (value);
  else if (g_str_equal (key, "body"))
    fault->body = g_strdup (value);
  else if (g_str_equal (key, "header"))
    g_ptr_array_add (fault->headers, g_strdup (value));
  else if (g_str_equal (key, "hide"))
    g_ptr_array_add (fault->hide, g_strdup (value));
  else if (g_str_equal (key, "forward"))
    fault->forward = g_str_equal (value, "yes");
  else
    return false;
  return true;
}

static bool
take_setting (BoFault    *fault,
              const char *word,
              GError    **error)
{
  const char *equals = strchr (word, '=');
  g_autofree char *key = equals != NULL ? g_strndup (word, equals - word) : g_strdup (word);

  if (equals != NULL && (take_number (fault, key, equals + 1) || take_text (fault, key, equals + 1)))
    return true;
  g_set_error (error, BO_ERROR, BO_ERROR_USAGE, "“%s” says nothing about a fault. See tests/README.md.", word);
  return false;
}

static BoFault *
parse_fault (const char *line,
             GError    **error)
{
  g_autoptr(BoFault) fault = g_new0 (BoFault, 1);
  g_auto(GStrv) words = NULL;

  fault->headers = g_ptr_array_new_with_free_func (g_free);
  fault->hide = g_ptr_array_new_with_free_func (g_free);
  fault->status = 200;
  if (!g_shell_parse_argv (line, NULL, &words, error) || !find_kind (words[0], &fault->kind, error))
    return NULL;
  for (unsigned int i = 1; words[i] != NULL; i++)
    if (!take_setting (fault, words[i], error))
      return NULL;
  return g_steal_pointer (&fault);
}

/* The end of a fault: of the line, or a semicolon, outside of quotes. */
static size_t
line_length (const char *text)
{
  char quote = '\0';
  size_t length = 0;

  for (; text[length] != '\0'; length++)
    {
      char here = text[length];

      if (quote == '\0' && (here == '\n' || here == ';'))
        break;
      else if (quote == '\0' && (here == '"' || here == '\''))
        quote = here;
      else if (here == quote)
        quote = '\0';
    }
  return length;
}

/* (transfer full) (element-type BoFault): NULL with @error set where it can't be understood */
GPtrArray *
_bo_fault_parse (const char *script,
                 GError    **error)
{
  g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) _bo_fault_free);

  while (script != NULL && *script != '\0')
    {
      size_t length = line_length (script);
      g_autofree char *line = g_strstrip (g_strndup (script, length));
      BoFault *fault = *line != '\0' ? parse_fault (line, error) : NULL;

      if (*line != '\0' && fault == NULL)
        return NULL;
      if (fault != NULL)
        g_ptr_array_add (faults, fault);
      script += length + (script[length] != '\0');
    }
  return g_steal_pointer (&faults);
}

static bool
fits_body (BoFault        *fault,
           BoFaultMessage *message)
{
  g_autofree char *text = NULL;

  if (fault->holds == NULL && fault->lacks == NULL && fault->over == 0)
    return true;

  text = _bo_fault_message_text (message);
  return (int64_t) strlen (text) >= fault->over
         && (fault->holds == NULL || strstr (text, fault->holds) != NULL)
         && (fault->lacks == NULL || strstr (text, fault->lacks) == NULL);
}

static bool
fits (BoFault        *fault,
      BoFaultMessage *message)
{
  bool of_connection = fault->kind == BO_FAULT_CLOSE || fault->kind == BO_FAULT_SILENCE;
  g_autofree char *line = NULL;

  if (of_connection || message == NULL)
    return of_connection && message == NULL;

  line = _bo_fault_message_line (message);
  return (fault->method == NULL || g_str_has_prefix (line, fault->method))
         && (fault->path == NULL || strstr (line, fault->path) != NULL)
         && fits_body (fault, message);
}

bool
_bo_fault_strikes (BoFault        *fault,
                   BoFaultMessage *message)
{
  if (!fits (fault, message))
    return false;

  fault->seen++;
  return fault->seen > fault->after && (fault->times == 0 || fault->seen <= fault->after + fault->times);
}
