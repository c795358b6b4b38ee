#!/bin/bash
# Runs Autobahn's test suite against the emulator, with AWS's quotas and with raised ones, and prints
# the page about its cases: autobahn.sh FOLDER > emulator/AUTOBAHN.md
#
# Wants the runnable jar (mvn package -DskipTests), Python 3, and Python 2.7 as python2.7 or as the
# program that PYTHON2 names. The suite is installed into FOLDER, where its reports are, too; what has
# a report there is not run again.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$here/../../emulator/cli/target/websocket-api-emulator.jar
python2=${PYTHON2:-python2.7}
mkdir -p "$1"
folder=$(cd "$1" && pwd)

[ -d "$folder/suite" ] || "$python2" -m pip install --target "$folder/suite" autobahntestsuite >&2

run() { # QUOTAS CASES
  [ ! -f "$folder/$1/index.json" ] || return 0
  rm -rf "${folder:?}/$1" "$folder/$1.url"
  mkfifo "$folder/$1.stdin"
  java -cp "$jar" "$here/Echo.java" "$1" <"$folder/$1.stdin" >"$folder/$1.url" &
  exec 3>"$folder/$1.stdin"
  rm "$folder/$1.stdin"
  until [ -s "$folder/$1.url" ]; do
    kill -0 $! # or the emulator has failed
    sleep 0.2
  done
  printf '{"outdir": "%s", "servers": [{"agent": "%s", "url": "%s", "options": {"version": 18}}], "cases": [%s], "exclude-cases": [], "exclude-agent-cases": {}}' \
    "$folder/$1" "$1" "$(cat "$folder/$1.url")" "$2" >"$folder/$1.json"
  "$python2" "$here/wstest.py" "$folder/suite" "$folder/$1.json" >"$folder/$1.log"
  exec 3>&- # the emulator ends with its standard input
  wait
}

run aws '"*"'
run raised '"9.*", "12.*", "13.*"'
python3 "$here/autobahn-table.py" "$folder/aws" "$folder/raised"
