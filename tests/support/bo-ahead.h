/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Seconds that go by at once, for a test that has what it looks at in its own process: every clock is ahead, those
   that only go forward too, and a timer that is due by them fires when its thread wakes next. */
void bo_ahead (int seconds);
