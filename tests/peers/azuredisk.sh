#!/usr/bin/env bash
# Runs the controller of the real azuredisk CSI driver against the simulated Azure, and asks it what its sidecars ask:
# create, attach, snapshot, restore, expand, detach, delete.
#
# Needs AZUREDISKPLUGIN, the path of an azurediskplugin of azuredisk-csi-driver 1.34.5 or newer (its repository says how it
# is built; it comes in no package), kubectl, a JDK 17, python3, and Maven if the simulator's jar is not built. The stubs of
# CSI are made with grpcio-tools, which pip installs into a temporary folder, from csi.proto, which CSI_SPEC names or the
# module github.com/container-storage-interface/spec has (with go on the path).
source "$(dirname "$0")/lib.sh"

[ -x "${AZUREDISKPLUGIN:-}" ] || skip "no azurediskplugin here: AZUREDISKPLUGIN says where it is"
command -v kubectl >/dev/null || skip "no kubectl here"
spec=${CSI_SPEC:-}
if [ -z "$spec" ]; then
  command -v go >/dev/null || skip "no csi.proto: CSI_SPEC says where it is, or go fetches it"
  spec=$(cd "$work" && go mod download -json github.com/container-storage-interface/spec@v1.11.0 | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')/csi.proto
fi
python=${CSI_PYTHON:-}
if [ -z "$python" ]; then
  python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q grpcio grpcio-tools || skip "grpcio-tools could not be installed"
  python=$work/venv/bin/python
fi
mkdir "$work/stubs"
"$python" -m grpc_tools.protoc -I"$(dirname "$spec")" --python_out="$work/stubs" --grpc_python_out="$work/stubs" "$spec"

start_simulator --time-scale 100
arm() { python3 "$here/arm.py" "$work/simulator.json" "$@"; }
field() { python3 -c "import json, sys; print(eval('d' + sys.argv[1], {'d': json.load(sys.stdin)}))" "$1"; }
G='{sub}/resourceGroups/rg'
V=api-version=2025-04-01
arm PUT "$G?$V" '{"location":"westeurope"}' >/dev/null
arm PUT "$G/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop?api-version=2024-11-30" '{"location":"westeurope"}' >"$work/identity.json"
arm PUT "$G/providers/Microsoft.ContainerService/managedClusters/shop?api-version=2025-10-01" '{"location":"westeurope",
  "identity":{"type":"UserAssigned","userAssignedIdentities":{"'"$(field "['id']" <"$work/identity.json")"'":{}}},
  "properties":{"dnsPrefix":"shop","agentPoolProfiles":[{"name":"system","mode":"System","count":3,
  "vmSize":"Standard_D4ds_v5","availabilityZones":["1","2","3"]}]}}' >"$work/cluster.json"
arm POST "$G/providers/Microsoft.ContainerService/managedClusters/shop/listClusterAdminCredential?api-version=2025-10-01" |
  field "['kubeconfigs'][0]['value']" | base64 -d >"$work/kubeconfig"
NODES=MC_rg_shop_westeurope
cat >"$work/azure.json" <<C
{"cloud": "AzureCloud", "resourceManagerEndpoint": "$(value arm)", "tenantId": "$(value tenant)",
 "subscriptionId": "$(value subscription)", "resourceGroup": "$NODES", "location": "westeurope", "vmType": "vmss",
 "useManagedIdentityExtension": true, "userAssignedIdentityID": "$(field "['properties']['clientId']" <"$work/identity.json")",
 "loadBalancerSku": "standard", "useInstanceMetadata": false}
C
# The identity of a cluster may not write disks elsewhere than in the node resource group, where it is a contributor.
export SSL_CERT_FILE; SSL_CERT_FILE=$(value caCertificate)
export IDENTITY_ENDPOINT IDENTITY_HEADER=simulated; IDENTITY_ENDPOINT=$(value entra)/msi/token
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
export AZURE_CREDENTIAL_FILE=$work/azure.json
"$AZUREDISKPLUGIN" --endpoint="unix://$work/csi.sock" --kubeconfig="$work/kubeconfig" --v=5 >"$work/plugin.log" 2>&1 &
pids+=($!)
csi() { "$python" "$here/azuredisk.py" "$work/csi.sock" "$work/stubs" "$@"; }
disk() { arm GET "$1?$V"; }
PATIENCE=120 soon "the driver answers" csi GetPluginInfo '{}'
csi GetPluginInfo '{}'

NODE=$(kubectl --kubeconfig "$work/kubeconfig" get nodes -o jsonpath='{.items[0].metadata.name}')
ZONE=$(kubectl --kubeconfig "$work/kubeconfig" get node "$NODE" -o jsonpath='{.metadata.labels.topology\.disk\.csi\.azure\.com/zone}')
echo "node $NODE in zone $ZONE"
CAN='{"mount":{},"accessMode":{"mode":"SINGLE_NODE_WRITER"}}'
IN='"accessibilityRequirements":{"requisite":[{"segments":{"topology.disk.csi.azure.com/zone":"'$ZONE'"}}],"preferred":[{"segments":{"topology.disk.csi.azure.com/zone":"'$ZONE'"}}]}'
create() { # NAME GIB PARAMETERS MORE
  csi CreateVolume '{"name":"'"$1"'","capacityRange":{"requiredBytes":"'$(($2 << 30))'"},"volumeCapabilities":['"$CAN"'],"parameters":{'"$3"'},'"$IN${4:-}"'}'
}
step "CreateVolume" create pvc-1 10 '"skuName":"Premium_LRS"'
VOLUME=$(field "['volume']['volumeId']" <"$work/out")
CONTEXT=$(python3 -c 'import json; print(json.dumps(json.load(open("'"$work/out"'"))["volume"].get("volumeContext", {})))')
echo "      $VOLUME"
step "CreateVolume again gives the same" create pvc-1 10 '"skuName":"Premium_LRS"'
expect "the disk" "10 Premium_LRS Unattached" sh -c "python3 $here/arm.py $work/simulator.json GET '$VOLUME?$V' | python3 -c \"
import json, sys; d = json.load(sys.stdin); print(d['properties']['diskSizeGB'], d['sku']['name'], d['properties']['diskState'])\""
refused "CreateVolume of no SKU" "is not supported sku" create pvc-2 10 '"skuName":"Gold"'
publish() { csi ControllerPublishVolume '{"volumeId":"'"$1"'","nodeId":"'"$2"'","volumeCapability":'"$CAN"',"volumeContext":'"$CONTEXT"'}'; }
unpublish() { csi ControllerUnpublishVolume '{"volumeId":"'"$1"'","nodeId":"'"$2"'"}'; }
step "ControllerPublishVolume" publish "$VOLUME" "$NODE"
cat "$work/out" | sed 's/^/      /'
step "ControllerPublishVolume again" publish "$VOLUME" "$NODE"
expect "the disk is attached" Attached sh -c "python3 $here/arm.py $work/simulator.json GET '$VOLUME?$V' | python3 -c \"
import json, sys; print(json.load(sys.stdin)['properties']['diskState'])\""
refused "DeleteVolume while it is attached" "already attached to node" csi DeleteVolume '{"volumeId":"'"$VOLUME"'"}'
step "CreateSnapshot" csi CreateSnapshot '{"sourceVolumeId":"'"$VOLUME"'","name":"snapshot-1"}'
SNAPSHOT=$(field "['snapshot']['snapshotId']" <"$work/out")
echo "      $SNAPSHOT"
step "CreateVolume of the snapshot" create pvc-3 10 '"skuName":"Premium_LRS"' ',"volumeContentSource":{"snapshot":{"snapshotId":"'"$SNAPSHOT"'"}}'
RESTORED=$(field "['volume']['volumeId']" <"$work/out")
step "CreateVolume, a clone" create pvc-4 10 '"skuName":"Premium_LRS"' ',"volumeContentSource":{"volume":{"volumeId":"'"$VOLUME"'"}}'
CLONE=$(field "['volume']['volumeId']" <"$work/out")
step "ControllerExpandVolume" csi ControllerExpandVolume '{"volumeId":"'"$VOLUME"'","capacityRange":{"requiredBytes":"'$((20 << 30))'"},"volumeCapability":'"$CAN"'}'
expect "the disk has grown" 20 sh -c "python3 $here/arm.py $work/simulator.json GET '$VOLUME?$V' | python3 -c \"
import json, sys; print(json.load(sys.stdin)['properties']['diskSizeGB'])\""
step "ControllerModifyVolume" csi ControllerModifyVolume '{"volumeId":"'"$RESTORED"'","mutableParameters":{"skuName":"StandardSSD_LRS"}}'
step "ControllerPublishVolume of the clone" publish "$CLONE" "$NODE"
step "ControllerUnpublishVolume" unpublish "$VOLUME" "$NODE"
step "ControllerUnpublishVolume of the clone" unpublish "$CLONE" "$NODE"
for id in "$CLONE" "$RESTORED" "$VOLUME"; do step "DeleteVolume" csi DeleteVolume '{"volumeId":"'"$id"'"}'; done
step "DeleteVolume again" csi DeleteVolume '{"volumeId":"'"$VOLUME"'"}'
step "DeleteSnapshot" csi DeleteSnapshot '{"snapshotId":"'"$SNAPSHOT"'"}'
expect "no disk is left" 0 sh -c "python3 $here/arm.py $work/simulator.json GET '{sub}/providers/Microsoft.Compute/disks?$V' | python3 -c \"
import json, sys; print(len(json.load(sys.stdin)['value']))\""
if [ "$failed" != 0 ]; then grep -E "^E|error" "$work/plugin.log" | tail -n 20; fi
report
