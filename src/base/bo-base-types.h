/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef struct _BoEntity BoEntity;
typedef struct _BoEdge BoEdge;
typedef struct _BoVersionSource BoVersionSource;
typedef struct _BoWorker BoWorker;

/* Limits on what this project writes; what it reads may be worse (PROTOCOL §4). */
#define BO_MAX_DEPTH 64
#define BO_MAX_ID 64
#define BO_MAX_VERSION 255
#define BO_MAX_NAME 255
#define BO_MAX_CONTENT (1024 * 1024)

G_END_DECLS
