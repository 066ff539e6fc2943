#!/usr/bin/env bash
# Two replicas of the tenant service on one ledger in PostgreSQL, against the stand-alone simulator. While they provision,
# one is killed and started again, the other is redeployed (stopped gracefully, started again), and so on. Afterwards every
# tenant must have exactly one run, which succeeded, and one cluster.
#
# Needs PostgreSQL, a JDK 17, Maven, curl and Python 3. Without PostgreSQL it says so and ends well. TENANTS (12) and ROUNDS
# (4) may be set. CLASS_PATH and SIMULATOR, if set, are used in the place of what Maven builds.
set -euo pipefail
cd "$(dirname "$0")/../.."
tenants=${TENANTS:-12} rounds=${ROUNDS:-4}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || true)")
if [ ! -x "$bin/initdb" ]; then echo "skipped: no PostgreSQL here"; exit 0; fi
work=$(mktemp -d); pids=(); as=()
if [ "$(id -u)" = 0 ]; then chown postgres "$work"; chmod 755 "$work"; as=(runuser -u postgres --); fi
finish() {
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done
  "${as[@]}" "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap finish EXIT
port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

if [ -z "${CLASS_PATH:-}" ]; then
  mvn -B -ntp -q -pl aks-simulated-azure,examples/tenant-service -am -DskipTests package \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath -Dmdep.includeScope=runtime -Dmdep.outputFile=target/run.txt
  CLASS_PATH="examples/tenant-service/target/classes:$(cat examples/tenant-service/target/run.txt)"
fi
simulator=(${SIMULATOR:-java -jar aks-simulated-azure/target/simulator/aks-simulator.jar})

pg=$(port)
"${as[@]}" "$bin/initdb" -D "$work/data" -A trust -U aks4j --no-instructions >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$work/data" -w -l "$work/log" \
  -o "-p $pg -c listen_addresses=127.0.0.1 -c unix_socket_directories=" start >/dev/null
mkfifo "$work/stdin"; exec 7<>"$work/stdin"
"${simulator[@]}" --time-scale 20 <"$work/stdin" >"$work/simulator.json" 2>"$work/simulator.log" & pids+=($!)
until [ -s "$work/simulator.json" ]; do sleep 0.2; done
of() { python3 -c "import json,sys; print(json.load(open('$work/simulator.json'))['$1'])"; }

declare -A pid
ports=([0]=$(port) [1]=$(port))
start() {
  java -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx256m -cp "$CLASS_PATH" dev.aks4j.examples.tenants.TenantService \
    --server.port="${ports[$1]}" --server.address=127.0.0.1 \
    --spring.datasource.url="jdbc:postgresql://127.0.0.1:$pg/postgres" --spring.datasource.username=aks4j \
    --aks4j.arm-endpoint="$(of arm)" --aks4j.entra-authority="$(of entra)" --aks4j.ca-certificate="$(of caCertificate)" \
    --aks4j.subscriptions.tenants.id="$(of subscription)" --aks4j.subscriptions.tenants.tenant-id="$(of tenant)" \
    --aks4j.subscriptions.tenants.client-id="$(of clientId)" --aks4j.subscriptions.tenants.client-secret="$(of clientSecret)" \
    >>"$work/replica-$1.log" 2>&1 &
  pid[$1]=$!; pids+=($!)
  until curl -sf "http://127.0.0.1:${ports[$1]}/actuator/health" >/dev/null; do
    kill -0 "${pid[$1]}" 2>/dev/null || { tail -40 "$work/replica-$1.log"; exit 1; }
    sleep 0.3
  done
}
post() { curl -s -m 60 -X POST "http://127.0.0.1:${ports[$2]}/tenants/$1" >/dev/null || true; }

start 0; start 1
next=0
for ((round = 0; round < rounds; round++)); do
  for ((i = 0; i < tenants / rounds; i++)); do post "t$next" $((next % 2)) & next=$((next + 1)); done
  sleep 3
  if ((round % 2 == 0)); then
    kill -9 "${pid[0]}"; wait "${pid[0]}" 2>/dev/null || true; echo "killed replica 0"; start 0
  else
    kill -TERM "${pid[1]}"; wait "${pid[1]}" 2>/dev/null || true; echo "redeployed replica 1"; start 1
  fi
done
for ((try = 0; try < 200; try++)); do
  left=0
  for ((i = 0; i < next; i++)); do
    runs=$(curl -s "http://127.0.0.1:${ports[0]}/tenants/t$i" || echo '[]')
    [ "$runs" = "[]" ] && post "t$i" 0        # the replica died before it answered: its caller asks again
    [[ "$runs" == *'"state":"SUCCEEDED"'* ]] || left=$((left + 1))
  done
  [ "$left" = 0 ] && break
  sleep 1
done
for ((i = 0; i < next; i++)); do curl -s "http://127.0.0.1:${ports[$((i % 2))]}/tenants/t$i"; echo; done > "$work/runs.txt"
"${as[@]}" "$bin/psql" -h 127.0.0.1 -p "$pg" -U aks4j -d postgres -Atc \
  "select r.id, l.label_value, count(*) filter (where e.fact like '%\"claimed\"%') from aks4j_run r join aks4j_run_label l on l.run = r.id and l.label_name = 'tenant' join aks4j_entry e on e.run = r.id group by 1, 2" > "$work/ledger.txt"
python3 - "$work" <<'PY'
import json, sys
work = sys.argv[1]
runs = [json.loads(line) for line in open(work + "/runs.txt")]
ends = [[run["state"] for run in of] for of in runs]
taken = sum(int(line.split("|")[2]) for line in open(work + "/ledger.txt"))
wrong = [of for of in ends if of != ["SUCCEEDED"]]
print(f"{len(runs)} tenants, {sum(map(len, ends))} runs, {taken} times taken up by another process, {len(wrong)} wrong: {wrong}")
sys.exit(1 if wrong else 0)
PY
