# shellcheck shell=bash
# shellcheck disable=SC2154 # state is set in lab/engine.sh
# What the tests of the compose lab say and ask; read by lab/test and lab/test-ha.

readonly network=cclab_callcenter
passed=0 failed=0

# expect NAME COMMAND...: the command must end with 0.
expect() {
  local name=$1
  shift
  if "$@" > "$state/out" 2>&1; then
    passed=$((passed + 1))
    printf 'PASS %s (second %s)\n' "$name" "$SECONDS"
  else
    failed=$((failed + 1))
    printf 'FAIL %s: %s\n' "$name" "$(tail -40 "$state/out")"
  fi
}

# soon TRIES COMMAND...: tries it twice a second until it ends with 0.
soon() {
  local tries=$1 i
  shift
  for ((i = 1; i < tries * 2; i++)); do
    if "$@" > /dev/null 2>&1; then return 0; fi
    sleep 0.5
  done
  "$@"
}

is() { [[ $1 == "$2" ]] || { echo "is '$1', not '$2'"; return 1; }; }
has() { grep -qF -- "$2" <<< "$1" || { echo "'$2' is not in: $1"; return 1; }; }

# The last line of a test; fails if one has failed.
account() {
  printf '== %s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
}

# --- what the tests ask ---------------------------------------------------------------------------------------------------------------

of() { docker inspect -f "$2" "$(container "$1")"; }
sql() { docker exec -e PGPASSWORD="$CC_DB_PASSWORD" "$(container postgres)" psql -U callcenter -d callcenter -h 127.0.0.1 -Atc "$1"; }
sql_is() { is "$(sql "$1")" "$2"; }
request() { jq -nc --arg method "$1" --argjson params "${2:-[]}" '{jsonrpc: "2.0", id: 1, method: $method, params: $params}'; }

# softphone NAME SECONDS [USER@HOST]: somebody calls there, through the proxy, talks so long or until hang_up NAME, and records what they hear.
softphone() {
  mkdir -p "$state/heard/$1"
  chmod 777 "$state/heard/$1"
  docker run --rm --init --name "cclab-$1" --network "$network" -v "$state/heard/$1:/tmp/heard" camel-call-center-baresip:local \
    caller "${3:-support@kamailio}" "$2" > "$state/heard/$1/log" 2>&1 || true
}
hang_up() { docker kill -s TERM "cclab-$1" > /dev/null; }
heard() { python3 lab/heard.py "$state/heard/$1" "$state/files" "${@:2}"; }

# What may be heard, and room for what is.
prepare_voices() {
  rm -rf "$state/heard"
  mkdir -p "$state/files" "$state/heard"
  docker run --rm --network none --entrypoint bash camel-call-center-baresip:local -c \
    'for name in welcome queue dissuading agent; do sox "/wav/$name.wav" "/tmp/$name.wav" trim 0 4; done; tar -C /tmp -c .' 2> /dev/null \
    | tar -C "$state/files" -x
}
