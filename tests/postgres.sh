#!/usr/bin/env bash
# Tries the JDBC ledger against a real PostgreSQL, which it starts on loopback in a temporary folder: two replicas of a
# service, killed, stopped for longer than their lease, cut off from the database (SharedLedgerIT), what every ledger has to do
# (PostgresLedgerIT), and what a fact costs (LedgerCostIT). Arguments go to Maven: -Daks4j.kills=20 -Daks4j.seed=7
#
# Needs PostgreSQL 12 or newer (Debian: apt install postgresql), a JDK 17 and Maven. Without PostgreSQL it says so and ends
# well. AKS4J_POSTGRES_RUN, if set, is run with the database's JDBC URL in the place of Maven.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || true)" 2>/dev/null || true)
if [ -z "$bin" ] || [ ! -x "$bin/initdb" ]; then
  echo "skipped: no PostgreSQL here (initdb was looked for in /usr/lib/postgresql/*/bin and on the path)"
  exit 0
fi
work=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then            # PostgreSQL refuses to run as root
  chown postgres "$work"; chmod 755 "$work"
  as=(runuser -u postgres --)
fi
stop() {
  "${as[@]}" "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap stop EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"${as[@]}" "$bin/initdb" -D "$work/data" -A trust -U aks4j --no-instructions >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$work/data" -w -l "$work/log" \
  -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=100" start >/dev/null
"$bin/postgres" --version
url="jdbc:postgresql://127.0.0.1:$port/postgres?user=aks4j"
if [ -n "${AKS4J_POSTGRES_RUN:-}" ]; then
  $AKS4J_POSTGRES_RUN "$url"
else
  mvn -B -ntp -q -pl tests -am verify -DskipTests=false -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test='PostgresLedgerIT,SharedLedgerIT,LedgerCostIT' -Dfailsafe.failIfNoSpecifiedTests=false -Dspotless.check.skip \
    "-Dtest.campaign=-Daks4j.postgres=$url" "$@"
fi
