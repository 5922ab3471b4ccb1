#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# units.sh BUILD ROOT: the hub's units under a systemd of their own, in a container made from Debian's
# packages in ROOT (kept for the next time; about 400 MB). As root, on Debian.
set -eu
build=$1
mkdir -p "$2"
root=$(cd "$2" && pwd)
service=blowing-off-hub
failed=0

make_root () {
  debootstrap --variant=minbase bookworm "$root.new" http://deb.debian.org/debian
  chroot "$root.new" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    systemd-sysv libpam-systemd dbus-user-session avahi-daemon curl \
    libsoup-3.0-0 libjson-glib-1.0-0 libsodium23 libqrencode4 libsqlite3-0 libgnutls30
  rmdir "$root"
  mv "$root.new" "$root"
}

set_up () {
  DESTDIR=$root meson install -C "$build" --no-rebuild --quiet
  chroot "$root" systemd-sysusers
  rm -rf "$root/var/lib/private/$service" "$root/root/.local"
  install -d "$root/etc/$service" "$root/etc/systemd/system/$service.service.d"
  (umask 077; echo 'correct horse battery staple' >"$root/etc/$service/password")
  printf '[Service]\nExecStart=\nExecStart=%s --listen 0.0.0.0:8102\n' \
    "$(sed -n 's/^ExecStart=//p' "$build/data/systemd/$service.service")" \
    >"$root/etc/systemd/system/$service.service.d/listen.conf"
}

boot () {
  systemd-nspawn --quiet --register=no --keep-unit --directory "$root" --boot --console=pipe \
    >"$root.log" 2>&1 </dev/null &
  container=$!
  trap 'kill "$container"; wait "$container" || :' EXIT
  until init=$(pgrep -f -P "$container" /systemd) && inside systemctl is-active --quiet multi-user.target; do
    kill -0 "$container"
    sleep 0.2
  done
}

inside () { nsenter --target "$init" --all "$@"; }
as_session () { inside env XDG_RUNTIME_DIR=/run/user/0 HOME=/root "$@"; }

# wait_until COMMAND…: for ten seconds at most
wait_until () {
  for _ in $(seq 50); do
    if "$@" >/dev/null 2>&1; then return 0; fi
    sleep 0.2
  done
  return 1
}

# check WHAT COMMAND…
check () {
  what=$1
  shift
  if wait_until "$@"; then echo "ok: $what"; else echo "FAILED: $what"; failed=1; fi
}

answers () { inside curl --fail --silent --insecure "$1/health"; }
log_holds () { inside journalctl --unit "$service" --output cat | grep -q "$1"; }
main_pid () { inside systemctl show --property MainPID --value "$service"; }
is_another () { pid=$(main_pid); [ "$pid" != 0 ] && [ "$pid" != "$1" ]; }
ended_well () { [ "$(inside systemctl show --property Result,ExecMainStatus "$service")" = "Result=success
ExecMainStatus=0" ]; }

try_machine () {
  inside systemctl start avahi-daemon "$service"
  check 'the unit of the machine answers, with TLS' answers https://127.0.0.1:8102
  check 'it is announced by Avahi' log_holds 'Announced on the network'
  before=$(main_pid)
  inside kill -KILL "$before"
  check 'it is started again after it was killed' is_another "$before"
  check 'it answers again' answers https://127.0.0.1:8102
  inside systemctl stop "$service"
  check 'it ends by itself, with status 0' ended_well
}

try_session () {
  inside systemctl start user@0
  as_session sh -c 'echo correct horse battery staple >/root/password &&
    timeout --preserve-status 2 blowing-off-hub --password-file /root/password' >/dev/null 2>&1
  as_session systemctl --user start "$service"
  check 'the unit of a session answers' answers http://127.0.0.1:8101
  as_session systemctl --user stop "$service"
}

[ -x "$root/usr/bin/systemctl" ] || make_root >"$root.log" 2>&1
set_up
boot
try_machine
try_session
exit "$failed"
