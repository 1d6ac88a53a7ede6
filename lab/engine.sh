# shellcheck shell=bash
# The names of the lab and its Docker engine; read by lab/run and lab/test. The engine has a network namespace, a socket and folders of its own:
# nothing of it is seen by, or reaches, this machine's network, and all of it is removed in the end.

# One lab for each copy of the project: several may run on one machine.
ns=callcenter-$(pwd -P | cksum | cut -d' ' -f1)
state=${COMPOSE_LAB_STATE:-/var/tmp}/$ns
readonly ns state
export COMPOSE_PROJECT_NAME=cclab COMPOSE_HTTP_TIMEOUT=120 DOCKER_HOST="unix://$state/docker.sock" DOCKER_BUILDKIT=0
export CC_LAB_SETTINGS=$state/settings

# Of this run only, made by lab/compose/prepare; none are needed to look at the files.
secrets() {
  export CC_DB_PASSWORD=none CC_JMS_PASSWORD=none CC_MI_PASSWORD=none CC_GRAFANA_PASSWORD=none
  if [ -r "$state/env" ]; then
    set -a
    # shellcheck disable=SC1091 # made while it runs
    . "$state/env"
    set +a
  fi
}
secrets

say() { printf '== %s (second %s)\n' "$*" "$SECONDS"; }
die() {
  printf 'lab: %s\n' "$*" >&2
  exit 1
}
# Runs a command where the published ports are.
inside() { nsenter --net="/run/netns/$ns" "$@"; }
compose() { docker-compose "$@"; }
# The containers that compose has made, or the one of that service; asking compose itself costs a second each time.
containers() { docker ps -aq --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" --filter label=com.docker.compose.oneoff=False "$@"; }
container() { containers --filter "label=com.docker.compose.service=$1"; }
# Ends what the tests started beside compose.
remove_helpers() { docker ps -aq --filter name=cclab- | xargs -r docker rm -f > /dev/null; }

# True where this machine lets us make network namespaces.
can_isolate() { [ "$(id -u)" = 0 ] && unshare --net true 2> /dev/null; }

engine_runs() { [ -s "$state/docker.pid" ] && kill -0 "$(cat "$state/docker.pid")" 2> /dev/null; }

# engine COMMAND...: starts dockerd by that command and waits until it answers.
engine() {
  local i
  rm -f "$state/docker.sock"
  setsid "$@" --data-root "$state/docker" --exec-root "$state/exec" -H "unix://$state/docker.sock" -p "$state/docker.pid" \
    > "$state/dockerd.log" 2>&1 < /dev/null &
  for i in $(seq 1 150); do
    if docker version > /dev/null 2>&1; then return; fi
    sleep 0.2
  done
  tail -5 "$state/dockerd.log" >&2
  die "the Docker engine did not start"
}

# For building, in the machine's network and without touching it: packages must be fetched.
engine_that_builds() { engine dockerd --bridge=none --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false; }

engine_that_runs() {
  ip netns add "$ns"
  inside ip link set lo up
  engine nsenter --net="/run/netns/$ns" dockerd
}

engine_stop() {
  local pid
  engine_runs || return 0
  pid=$(cat "$state/docker.pid")
  kill "$pid"
  for _ in $(seq 1 150); do
    kill -0 "$pid" 2> /dev/null || return 0
    sleep 0.2
  done
  die "the Docker engine, process $pid, does not stop"
}

# Takes away all that the lab has put on this machine, but for installed packages; with LAB_KEEP=images these are kept for the next time.
engine_remove() {
  local mount
  engine_stop
  for mount in "$state"/exec/netns/*; do
    if mountpoint -q "$mount"; then umount "$mount"; fi
  done
  if [ -e "/run/netns/$ns" ]; then ip netns del "$ns"; fi
  if [ "${LAB_KEEP:-}" != images ]; then rm -rf -- "$state"; fi
}
