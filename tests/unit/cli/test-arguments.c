/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bo-cli-arguments.h"
#include "bo-error.h"

static const BoCliOption options[] = {
  { "json", NULL }, { "data-dir", "DIR" }, { "help", NULL }, { NULL },
};

#define ARGV(...) ((char *[]){ __VA_ARGS__, NULL })

static BoCliArguments *
parse (char **argv, BoCliParseFlags flags)
{
  g_autoptr (GError) error = NULL;
  BoCliArguments *arguments = _bo_cli_arguments_parse (argv, options, flags, &error);

  g_assert_no_error (error);
  return arguments;
}

static void
assert_refused (char **argv, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoCliArguments) arguments = _bo_cli_arguments_parse (argv, options, BO_CLI_PARSE_ALL, &error);

  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_null (arguments);
}

static void
test_mixed (void)
{
  g_autoptr (BoCliArguments) arguments = parse (ARGV ("one", "--json", "two", "--data-dir", "/d"), BO_CLI_PARSE_ALL);

  g_assert_cmpuint (arguments->words->len, ==, 2);
  g_assert_cmpstr (_bo_cli_arguments_word (arguments, 0), ==, "one");
  g_assert_cmpstr (_bo_cli_arguments_word (arguments, 1), ==, "two");
  g_assert_null (_bo_cli_arguments_word (arguments, 2));
  g_assert_true (_bo_cli_arguments_has (arguments, "json"));
  g_assert_cmpstr (_bo_cli_arguments_get (arguments, "data-dir"), ==, "/d");
  g_assert_false (_bo_cli_arguments_has (arguments, "help"));
}

static void
test_equals_sign (void)
{
  g_autoptr (BoCliArguments) arguments = parse (ARGV ("--data-dir=/a=b", "-h"), BO_CLI_PARSE_ALL);
  g_autoptr (BoCliArguments) empty = parse (ARGV ("--data-dir="), BO_CLI_PARSE_ALL);

  g_assert_cmpstr (_bo_cli_arguments_get (arguments, "data-dir"), ==, "/a=b");
  g_assert_true (_bo_cli_arguments_has (arguments, "help"));
  g_assert_cmpstr (_bo_cli_arguments_get (empty, "data-dir"), ==, "");
}

static void
test_words_with_dashes (void)
{
  g_autoptr (BoCliArguments) numbers = parse (ARGV ("-18", "-.5", "-", "x"), BO_CLI_PARSE_ALL);
  g_autoptr (BoCliArguments) behind = parse (ARGV ("--json", "--", "--data-dir", "-x", "--"), BO_CLI_PARSE_ALL);

  g_assert_cmpuint (numbers->words->len, ==, 4);
  g_assert_cmpstr (_bo_cli_arguments_word (numbers, 0), ==, "-18");
  g_assert_cmpuint (behind->words->len, ==, 3);
  g_assert_false (_bo_cli_arguments_has (behind, "data-dir"));
}

/* An option's value is whatever follows, even if it looks like an option. */
static void
test_value_with_dashes (void)
{
  g_autoptr (BoCliArguments) arguments = parse (ARGV ("--data-dir", "--json"), BO_CLI_PARSE_ALL);

  g_assert_cmpstr (_bo_cli_arguments_get (arguments, "data-dir"), ==, "--json");
  g_assert_false (_bo_cli_arguments_has (arguments, "json"));
}

static void
test_leading (void)
{
  g_autoptr (BoCliArguments) arguments = parse (ARGV ("--json", "set", "--confirm", "-x"), BO_CLI_PARSE_LEADING);

  g_assert_true (_bo_cli_arguments_has (arguments, "json"));
  g_assert_cmpuint (arguments->words->len, ==, 3);
  g_assert_cmpstr (_bo_cli_arguments_word (arguments, 1), ==, "--confirm");
}

static void
test_refused (void)
{
  assert_refused (ARGV ("--nothing"), "--nothing");
  assert_refused (ARGV ("-x"), "-x");
  assert_refused (ARGV ("--jso"), "--jso");
  assert_refused (ARGV ("--json=1"), "--json");
  assert_refused (ARGV ("--json", "--json"), "twice");
  assert_refused (ARGV ("--data-dir"), "--data-dir");
  assert_refused (ARGV ("caf\xe9"), "UTF-8");
  assert_refused (ARGV ("--="), "--=");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/arguments/mixed", test_mixed);
  g_test_add_func ("/cli/arguments/equals-sign", test_equals_sign);
  g_test_add_func ("/cli/arguments/words-with-dashes", test_words_with_dashes);
  g_test_add_func ("/cli/arguments/value-with-dashes", test_value_with_dashes);
  g_test_add_func ("/cli/arguments/leading", test_leading);
  g_test_add_func ("/cli/arguments/refused", test_refused);
  return g_test_run ();
}
