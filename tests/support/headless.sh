#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# headless.sh COMMAND [ARGUMENT…]
#
# Runs a command on a Wayland display that nobody sees, with a session bus and
# home directories of its own. Any number may run side by side. Exits as the
# command does, or with 99 where the display could not be started.
set -eu

command -v weston >/dev/null || { echo "headless.sh: weston is not installed" >&2; exit 99; }

private=$(mktemp -d "${TMPDIR:-/tmp}/blowing-off-XXXXXX")
mkdir -m 700 "$private/run" "$private/home"
XDG_RUNTIME_DIR=$private/run
HOME=$private/home
XDG_DATA_HOME=$HOME/data
XDG_CONFIG_HOME=$HOME/config
XDG_CACHE_HOME=$HOME/cache
XDG_STATE_HOME=$HOME/state
export XDG_RUNTIME_DIR HOME XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS

size=${BO_DISPLAY_SIZE:-1920x1080}
weston --backend=headless-backend.so --socket=wl --width="${size%x*}" --height="${size#*x}" --idle-time=0 --no-config \
  >"$private/weston.log" 2>&1 &
weston=$!

# shellcheck disable=SC2317 # reached by the trap
finish () {
  kill "$weston" 2>/dev/null || true
  wait "$weston" 2>/dev/null || true
  rm -rf "$private"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

tries=0
while [ ! -S "$XDG_RUNTIME_DIR/wl" ]; do
  tries=$((tries + 1))
  if [ "$tries" -gt 500 ] || ! kill -0 "$weston" 2>/dev/null; then
    cat "$private/weston.log" >&2
    exit 99
  fi
  sleep 0.02
done

# The cairo renderer draws the same bytes on every machine; secrets go to a file.
export WAYLAND_DISPLAY=wl GDK_BACKEND=wayland GSETTINGS_BACKEND=memory
export GSK_RENDERER="${GSK_RENDERER-cairo}" GTK_A11Y="${GTK_A11Y-none}"
export SECRET_BACKEND="${SECRET_BACKEND:-file}" SECRET_FILE_TEST_PASSWORD=test SECRET_FILE_TEST_PATH="$private/secrets.keyring"

status=0
if command -v dbus-run-session >/dev/null; then
  # The bus and what it starts talk to nobody; the command keeps its standard error.
  dbus-run-session -- sh -c 'exec "$@" 2>&3 3>&-' sh "$@" 3>&2 2>/dev/null || status=$?
else
  "$@" || status=$?
fi
exit "$status"
