#!/usr/bin/env bash
# Sends the same kubectl and helm commands to a real API server and to the simulated one, and compares exit codes and what
# is printed, without what differs from one run to the next.
#
# Needs kubectl and helm (KUBECTL and HELM name others), a JDK 17, python3, the compiled tests of aks-simulated-kubernetes
# (mvn -pl aks-simulated-kubernetes test-compile dependency:build-classpath -Dmdep.outputFile=target/t.cp), and either
# REAL, a kubeconfig of an administrator of a real cluster without nodes that nobody else uses, or ETCD, KUBE_APISERVER and
# KUBE_CONTROLLER_MANAGER, the programs of one release, which are started in a temporary folder and ended.
# VERSION is the release that is simulated (1.37.2). Exit 1 if an exit code differs.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd) root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d); pids=()
finish() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null; done; wait 2>/dev/null; rm -rf "$work"; }
trap finish EXIT
kubectl=${KUBECTL:-kubectl} helm=${HELM:-helm} version=${VERSION:-1.37.2}
config() { # address, token
  printf 'apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: {server: "%s", insecure-skip-tls-verify: true}}]\nusers: [{name: u, user: {token: "%s"}}]\ncontexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\n' "$1" "$2"
}
if [ -n "${REAL:-}" ]; then
  cp "$REAL" "$work/real"
else
  [ -x "${ETCD:-}" ] && [ -x "${KUBE_APISERVER:-}" ] && [ -x "${KUBE_CONTROLLER_MANAGER:-}" ] || { echo "skipped: neither REAL nor ETCD, KUBE_APISERVER and KUBE_CONTROLLER_MANAGER"; exit 0; }
  mkdir "$work/server"; cd "$work/server"
  "$ETCD" --data-dir etcd --listen-client-urls http://127.0.0.1:24790 --advertise-client-urls http://127.0.0.1:24790 --listen-peer-urls http://127.0.0.1:24791 --initial-advertise-peer-urls http://127.0.0.1:24791 --initial-cluster default=http://127.0.0.1:24791 >etcd.log 2>&1 & pids+=($!)
  openssl genrsa -out sa.key 2048 2>/dev/null
  openssl req -x509 -new -nodes -newkey rsa:2048 -keyout ca.key -out ca.crt -subj /CN=ca -days 3 2>/dev/null
  echo 'tok,admin,admin,"system:masters"' >tokens.csv
  "$KUBE_APISERVER" --etcd-servers http://127.0.0.1:24790 --secure-port 24792 --bind-address 127.0.0.1 --advertise-address 127.0.0.1 --cert-dir certs --service-cluster-ip-range 10.0.0.0/16 --authorization-mode Node,RBAC --token-auth-file tokens.csv --client-ca-file ca.crt --service-account-issuer https://kubernetes.default.svc --service-account-key-file sa.key --service-account-signing-key-file sa.key --endpoint-reconciler-type none >api.log 2>&1 & pids+=($!)
  config https://127.0.0.1:24792 tok >"$work/real"
  for ((i = 0; i < 120; i++)); do "$kubectl" --kubeconfig "$work/real" get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
  "$KUBE_CONTROLLER_MANAGER" --kubeconfig "$work/real" --authentication-kubeconfig "$work/real" --authorization-kubeconfig "$work/real" --use-service-account-credentials --service-account-private-key-file sa.key --root-ca-file ca.crt --secure-port 24793 --bind-address 127.0.0.1 --leader-elect=false >kcm.log 2>&1 & pids+=($!)
  cd "$root"
fi
m=$root/aks-simulated-kubernetes/target
mkfifo "$work/hold"; exec 8<>"$work/hold"
java -cp "$m/test-classes:$m/classes:$(cat "$m/t.cp")" dev.aks4j.simulated.kubernetes.internal.ServeSimulated "$version" <&8 >"$work/address" 2>"$work/simulated.log" & pids+=($!)
for ((i = 0; i < 60; i++)); do [ -s "$work/address" ] && break; sleep 1; done
config "$(head -1 "$work/address")" tok >"$work/simulated"
for ((i = 0; i < 60; i++)); do "$kubectl" --kubeconfig "$work/real" get sa default >/dev/null 2>&1 && break; sleep 1; done
python3 "$here/compare.py" "$here" "$work" "$kubectl" "$helm"
