/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-error.h"

/**
 * bo_error_quark:
 *
 * The error domain of everything this project reports; its codes are #BoError.
 *
 * Returns: the quark
 */
G_DEFINE_QUARK (bo-error-quark, bo_error)
