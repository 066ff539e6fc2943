# What the scripts of this folder share: a simulator in a folder of its own, and a report. Sourced, not run.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
failed=0
passed=0
pids=()

finish() {
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  exec 9>&- || true
  if [ -n "${AKS4J_PEERS_KEEP:-}" ]; then echo "kept: $work"; else rm -rf "$work"; fi
}
trap finish EXIT

skip() {
  echo "skipped: $1"
  exit 0
}

value() { python3 -c "import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])" "$work/simulator.json" "$1"; }

# Starts the stand-alone simulator, whose jar is made if it is not there; its line of JSON is then in simulator.json. It
# ends with the script. Arguments go to it.
start_simulator() {
  local jar=${AKS4J_SIMULATOR:-$root/aks-simulated-azure/target/simulator/aks-simulator.jar}
  if [ ! -e "$jar" ]; then
    (cd "$root" && mvn -B -ntp -q -pl aks-simulated-azure -am -DskipTests package)
  fi
  mkfifo "$work/simulator.in"
  java -jar "$jar" "$@" <"$work/simulator.in" >"$work/simulator.json" 2>"$work/simulator.log" &
  pids+=($!)
  exec 9>"$work/simulator.in"
  until [ -s "$work/simulator.json" ]; do
    kill -0 "${pids[0]}" || { cat "$work/simulator.log"; exit 1; }
    sleep 0.2
  done
}

# step TITLE COMMAND...: runs it and says whether it ended well; its output is in $work/out, and shown if it did not.
step() {
  local title=$1 began=$SECONDS
  shift
  if "$@" >"$work/out" 2>"$work/err"; then
    passed=$((passed + 1))
    echo "ok    $title ($((SECONDS - began)) s)"
  else
    failed=$((failed + 1))
    echo "WRONG $title: ${*}"
    tail -n 25 "$work/err" "$work/out"
  fi
}

# expect TITLE TEXT COMMAND...: as step, and what it prints is TEXT.
expect() {
  local title=$1 text=$2 got
  shift 2
  if got=$("$@" 2>"$work/err") && [ "$got" = "$text" ]; then
    passed=$((passed + 1))
    echo "ok    $title"
  else
    failed=$((failed + 1))
    echo "WRONG $title: expected '$text', got '${got:-}'"
    tail -n 25 "$work/err"
  fi
}

# refused TITLE TEXT COMMAND...: it fails, and says TEXT.
refused() {
  local title=$1 text=$2
  shift 2
  if "$@" >"$work/out" 2>"$work/err"; then
    failed=$((failed + 1))
    echo "WRONG $title: was accepted"
  elif grep -qF -- "$text" "$work/err" "$work/out"; then
    passed=$((passed + 1))
    echo "ok    $title"
  else
    failed=$((failed + 1))
    echo "WRONG $title: refused without the words '$text'"
    tail -n 25 "$work/err"
  fi
}

# soon TITLE COMMAND...: as step, tried every second for a minute.
soon() {
  local title=$1 began=$SECONDS
  shift
  until "$@" >"$work/out" 2>"$work/err"; do
    if [ $((SECONDS - began)) -gt "${PATIENCE:-60}" ]; then
      failed=$((failed + 1))
      echo "WRONG $title: not within ${PATIENCE:-60} s"
      tail -n 25 "$work/err" "$work/out"
      return 0
    fi
    sleep 1
  done
  passed=$((passed + 1))
  echo "ok    $title ($((SECONDS - began)) s)"
}

report() {
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}
