#!/bin/bash
# Provisions the lab and asks the contact center to read the tables. Uses only what a PostgreSQL image has.
set -euo pipefail
psql -q -v ON_ERROR_STOP=1 -f /seed/seed.sql
body='{"jsonrpc":"2.0","id":1,"method":"cc_reload"}'
token=$(printf '%s:%s' "$MI_USER" "$MI_PASSWORD" | base64 -w0)
exec 3<>/dev/tcp/callcenter/8080
printf 'POST /mi HTTP/1.0\r\nHost: callcenter\r\nAuthorization: Basic %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' \
  "$token" "${#body}" "$body" >&3
answer=$(timeout 10 cat <&3 | tail -1)
echo "reload: $answer"
[[ $answer == *'"OK"'* ]]
