#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# xvfb.sh COMMAND [ARGUMENT…]
#
# Runs a command on an X display that nobody sees, under a window manager, so that
# real key and pointer events (xdotool) reach its windows. Home directories and the
# session bus are its own. Exits as the command does, or with 99 without a display.
set -eu

for program in Xvfb openbox xdotool; do
  command -v "$program" >/dev/null || { echo "xvfb.sh: $program is not installed" >&2; exit 99; }
done

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

# The server picks a free display itself and writes its number.
Xvfb -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp -noreset 3>"$private/display" 2>"$private/xvfb.log" &
server=$!
manager=

# shellcheck disable=SC2317 # reached by the trap
finish () {
  [ -z "$manager" ] || kill "$manager" 2>/dev/null || true
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  rm -rf "$private"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

tries=0
while [ ! -s "$private/display" ]; do
  tries=$((tries + 1))
  if [ "$tries" -gt 500 ] || ! kill -0 "$server" 2>/dev/null; then
    cat "$private/xvfb.log" >&2
    exit 99
  fi
  sleep 0.02
done
DISPLAY=:$(cat "$private/display")
export DISPLAY
openbox --sm-disable >"$private/openbox.log" 2>&1 &
manager=$!
tries=0
until xdotool get_num_desktops >/dev/null 2>&1; do
  tries=$((tries + 1))
  [ "$tries" -le 500 ] || { cat "$private/openbox.log" >&2; exit 99; }
  sleep 0.02
done

export GDK_BACKEND=x11 GSETTINGS_BACKEND=memory
export GSK_RENDERER="${GSK_RENDERER-cairo}" GTK_A11Y="${GTK_A11Y-none}"
export SECRET_BACKEND="${SECRET_BACKEND:-file}" SECRET_FILE_TEST_PASSWORD=test SECRET_FILE_TEST_PATH="$private/secrets.keyring"

status=0
"$@" || status=$?
exit "$status"
