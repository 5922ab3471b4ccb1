/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base-types.h"
#include "bo-clock.h"
#include "bo-edge.h"
#include "bo-entity.h"
#include "bo-error.h"
#include "bo-fingerprint.h"
#include "bo-json.h"
#include "bo-log.h"
#include "bo-sha256.h"
#include "bo-time.h"
#include "bo-version.h"
#include "bo-words.h"
#include "bo-worker.h"
