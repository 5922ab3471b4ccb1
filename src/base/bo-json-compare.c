/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bo-json-private.h"

#include <string.h>

typedef struct
{
  BoJson  value;
  BoJson  name;  /* what the key says, unescaped: in the text, or in @said */
  char   *said;  /* owned, where the key had to be unescaped */
  size_t  order;
} Member;

static bool   equal_at     (BoJson a, BoJson b, unsigned int depth);
static void   canonical_at (GString *out, BoJson value, unsigned int depth);

static void
member_clear (void *data)
{
  Member *member = data;

  g_free (member->said);
}

static int
compare_bytes (BoJson a, BoJson b)
{
  int order = memcmp (a.text, b.text, MIN (a.length, b.length));

  return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

static int
compare_members_cb (const void *a, const void *b)
{
  const Member *one = a, *other = b;
  int order = compare_bytes (one->name, other->name);

  return order != 0 ? order : (one->order > other->order) - (one->order < other->order);
}

static Member
make_member (BoJson key, BoJson value, size_t order)
{
  Member member = { .value = value, .order = order };
  GString *said;

  if (memchr (key.text, '\\', key.length) == NULL)
    {
      member.name = (BoJson){ key.text + 1, key.length - 2 };
      return member;
    }
  said = g_string_sized_new (key.length);
  _bo_json_unescape (key, said);
  member.name.length = said->len;
  member.name.text = member.said = g_string_free (said, FALSE);
  return member;
}

/* Of members of one name, neighbours after sorting, keeps the last of the text. */
static void
drop_overridden (GArray *members)
{
  unsigned int kept = 0;

  for (unsigned int i = 0; i < members->len; i++)
    {
      Member *member = &g_array_index (members, Member, i);
      Member *next = i + 1 < members->len ? member + 1 : NULL;

      if (next != NULL && compare_bytes (member->name, next->name) == 0)
        {
          g_clear_pointer (&member->said, g_free);
          continue;
        }
      if (kept != i)
        {
          g_array_index (members, Member, kept) = *member;
          member->said = NULL;
        }
      kept++;
    }
  g_array_set_size (members, kept);
}

/* Sorted rather than looked up one by one: a hostile object with a hundred thousand
   members must not cost the square of that. */
static GArray *
sorted_members (BoJson object)
{
  GArray *members = g_array_new (FALSE, FALSE, sizeof (Member));
  BoJson key, value;
  BoJsonIter iter;

  g_array_set_clear_func (members, member_clear);
  bo_json_iter_init (&iter, object);
  while (bo_json_iter_next (&iter, &key, &value))
    {
      Member member = make_member (key, value, members->len);

      g_array_append_val (members, member);
    }
  g_array_sort (members, compare_members_cb);
  drop_overridden (members);
  return members;
}

static bool
objects_equal (BoJson a, BoJson b, unsigned int depth)
{
  g_autoptr (GArray) ours = sorted_members (a);
  g_autoptr (GArray) theirs = sorted_members (b);

  if (ours->len != theirs->len)
    return false;
  for (unsigned int i = 0; i < ours->len; i++)
    {
      Member *mine = &g_array_index (ours, Member, i);
      Member *other = &g_array_index (theirs, Member, i);

      if (compare_bytes (mine->name, other->name) != 0 || !equal_at (mine->value, other->value, depth + 1))
        return false;
    }
  return true;
}

static bool
arrays_equal (BoJson a, BoJson b, unsigned int depth)
{
  BoJsonIter ours, theirs;
  BoJson mine, other;

  bo_json_iter_init (&ours, a);
  bo_json_iter_init (&theirs, b);
  while (bo_json_iter_next (&ours, NULL, &mine))
    if (!bo_json_iter_next (&theirs, NULL, &other) || !equal_at (mine, other, depth + 1))
      return false;
  return !bo_json_iter_next (&theirs, NULL, NULL);
}

static bool
strings_equal (BoJson a, BoJson b)
{
  g_autoptr (GString) said = NULL;

  if (memchr (a.text, '\\', a.length) == NULL)
    return _bo_json_string_says (b, a.text + 1, a.length - 2);
  said = g_string_sized_new (a.length);
  _bo_json_unescape (a, said);
  return _bo_json_string_says (b, said->str, said->len);
}

static bool
numbers_equal (BoJson a, BoJson b)
{
  g_autofree char *mine = _bo_json_number_canonical (a);
  g_autofree char *other = _bo_json_number_canonical (b);

  return strcmp (mine, other) == 0;
}

static bool
equal_at (BoJson a, BoJson b, unsigned int depth)
{
  BoJsonKind kind = bo_json_kind (a);

  if (a.length == b.length && (a.length == 0 || memcmp (a.text, b.text, a.length) == 0))
    return true;
  if (kind != bo_json_kind (b) || depth > BO_JSON_RECURSION)
    return false;
  switch (kind)
    {
    case BO_JSON_KIND_NUMBER:
      return numbers_equal (a, b);
    case BO_JSON_KIND_STRING:
      return strings_equal (a, b);
    case BO_JSON_KIND_ARRAY:
      return arrays_equal (a, b, depth);
    case BO_JSON_KIND_OBJECT:
      return objects_equal (a, b, depth);
    case BO_JSON_KIND_NONE:
    case BO_JSON_KIND_NULL:
    case BO_JSON_KIND_BOOL:
      return false; /* equal only byte for byte */
    }
  g_assert_not_reached ();
}

/**
 * bo_json_equal:
 * @a: a value, or none
 * @b: another
 *
 * Whether two values say the same: numbers by what they are worth, to any
 * number of digits; strings by what they say; objects whatever the order of
 * their members, the last of one key counting; arrays in order. None equals
 * only none. Below 512 levels, values compare as text.
 *
 * Equal bytes cost one memcmp(). May be called on any thread.
 *
 * Returns: whether they do
 */
bool
bo_json_equal (BoJson a, BoJson b)
{
  return equal_at (a, b, 1);
}

static void
canonical_object (GString *out, BoJson object, unsigned int depth)
{
  g_autoptr (GArray) members = sorted_members (object);

  g_string_append_c (out, '{');
  for (unsigned int i = 0; i < members->len; i++)
    {
      Member *member = &g_array_index (members, Member, i);

      if (i > 0)
        g_string_append_c (out, ',');
      _bo_json_append_quoted (out, member->name.text, member->name.length);
      g_string_append_c (out, ':');
      canonical_at (out, member->value, depth + 1);
    }
  g_string_append_c (out, '}');
}

static void
canonical_array (GString *out, BoJson array, unsigned int depth)
{
  const char *separator = "";
  BoJsonIter iter;
  BoJson value;

  g_string_append_c (out, '[');
  bo_json_iter_init (&iter, array);
  while (bo_json_iter_next (&iter, NULL, &value))
    {
      g_string_append (out, separator);
      canonical_at (out, value, depth + 1);
      separator = ",";
    }
  g_string_append_c (out, ']');
}

static void
canonical_string (GString *out, BoJson string)
{
  g_autoptr (GString) said = g_string_sized_new (string.length);

  _bo_json_unescape (string, said);
  _bo_json_append_quoted (out, said->str, said->len);
}

static void
canonical_number (GString *out, BoJson number)
{
  g_autofree char *text = _bo_json_number_canonical (number);

  g_string_append (out, text);
}

static void
canonical_at (GString *out, BoJson value, unsigned int depth)
{
  BoJsonKind kind = depth > BO_JSON_RECURSION ? BO_JSON_KIND_NONE : bo_json_kind (value);

  switch (kind)
    {
    case BO_JSON_KIND_NUMBER:
      canonical_number (out, value);
      return;
    case BO_JSON_KIND_STRING:
      canonical_string (out, value);
      return;
    case BO_JSON_KIND_ARRAY:
      canonical_array (out, value, depth);
      return;
    case BO_JSON_KIND_OBJECT:
      canonical_object (out, value, depth);
      return;
    case BO_JSON_KIND_NONE:
    case BO_JSON_KIND_NULL:
    case BO_JSON_KIND_BOOL:
      g_string_append_len (out, value.text, (gssize) value.length);
      return;
    }
}

/**
 * bo_json_canonical:
 * @value: a value
 *
 * The one text that all values equal to @value share, for hashing: keys in
 * the order of their bytes, no white space, numbers and escapes in one form.
 * Below 512 levels the text is taken as it is.
 *
 * Returns: (transfer full): the text, empty for no value
 */
char *
bo_json_canonical (BoJson value)
{
  g_autoptr (GString) out = g_string_sized_new (value.length + 1);

  if (value.text != NULL)
    canonical_at (out, value, 1);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
