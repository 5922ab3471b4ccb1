/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* Loaded before a program (LD_PRELOAD): its clock is ahead by the seconds, an int64_t, in the file that BO_LATER names.
   Whoever writes there lets hours pass at once. What only goes forward, and timers by it, run on as they are. */

int gettimeofday (struct timeval *restrict value, void *restrict zone);

static const volatile int64_t none;
static const volatile int64_t *ahead = &none;

static void
map_file (void)
{
  const char *path = getenv ("BO_LATER");
  int file = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;
  void *map;

  if (file < 0)
    return;
  map = mmap (NULL, sizeof (int64_t), PROT_READ, MAP_SHARED, file, 0);
  if (map != MAP_FAILED)
    ahead = map;
  close (file);
}

static int64_t
seconds_ahead (void)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;

  pthread_once (&once, map_file);
  return *ahead;
}

int
clock_gettime (clockid_t clock, struct timespec *now)
{
  int status = (int) syscall (SYS_clock_gettime, clock, now);

  if (status == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    now->tv_sec += seconds_ahead ();
  return status;
}

int
gettimeofday (struct timeval *restrict value, void *restrict zone)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  value->tv_sec = now.tv_sec;
  value->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t
time (time_t *kept)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  if (kept != NULL)
    *kept = now.tv_sec;
  return now.tv_sec;
}
