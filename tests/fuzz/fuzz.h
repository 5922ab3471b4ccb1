/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"

G_BEGIN_DECLS

/* A target reads one input and asserts what must hold of it whatever it is. Under libFuzzer
   (`./dev fuzz`) inputs are made up; replay.c feeds the same function what is in corpus/. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The input as a C string; NULL where it holds NUL. */
char  *fuzz_text       (const uint8_t *data, size_t size);
/* The input's first @n - 1 lines and what is left of it; NULL where there are fewer, or NUL. */
char **fuzz_lines      (const uint8_t *data, size_t size, int n);
/* Whether @text is one strict document within the depth that a home's content may have. */
bool   fuzz_is_content (const char *text);
/* Reads everything there is in @value, whatever it is. */
void   fuzz_walk       (BoJson value);

G_END_DECLS
