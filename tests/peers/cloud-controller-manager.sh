#!/usr/bin/env bash
# Runs the real cloud-controller-manager of Azure against the simulated Azure, whose own service controller is off: public,
# internal and private-link services, what they make in Azure, and that it is gone when they are.
#
# Needs CLOUD_CONTROLLER_MANAGER, the path of an azure cloud-controller-manager 1.36.5 or newer (its repository says how it
# is built; it comes in no package), kubectl, a JDK 17, python3, and Maven if the simulator's jar is not built.
source "$(dirname "$0")/lib.sh"

[ -x "${CLOUD_CONTROLLER_MANAGER:-}" ] || skip "no cloud-controller-manager here: CLOUD_CONTROLLER_MANAGER says where it is"
command -v kubectl >/dev/null || skip "no kubectl here"

start_simulator --time-scale "${TIME_SCALE:-20}" --service-controller off
arm() { python3 "$here/arm.py" "$work/simulator.json" "$@"; }
field() { python3 -c "import json, sys; print(eval('d' + sys.argv[1], {'d': json.load(sys.stdin), 'len': len, 'sorted': sorted}))" "$1"; }
G='{sub}/resourceGroups/rg'
N='{sub}/resourceGroups/MC_rg_shop_westeurope'
NET="api-version=2024-05-01"
arm PUT "$G?api-version=2025-04-01" '{"location":"westeurope"}' >/dev/null
arm PUT "$G/providers/Microsoft.Network/virtualNetworks/vnet?$NET" '{"location":"westeurope","properties":{"addressSpace":
  {"addressPrefixes":["10.20.0.0/16"]},"subnets":[{"name":"nodes","properties":{"addressPrefix":"10.20.0.0/22"}}]}}' >/dev/null
arm PUT "$G/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop?api-version=2024-11-30" '{"location":"westeurope"}' >"$work/identity.json"
arm PUT "$G/providers/Microsoft.Network/virtualNetworks/vnet/providers/Microsoft.Authorization/roleAssignments/6f2c1c1a-0000-4000-8000-000000000001?api-version=2022-04-01" \
  '{"properties":{"roleDefinitionId":"{sub}/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7",
  "principalId":"'"$(field "['properties']['principalId']" <"$work/identity.json")"'","principalType":"ServicePrincipal"}}' >/dev/null
arm PUT "$G/providers/Microsoft.ContainerService/managedClusters/shop?api-version=2025-10-01" '{"location":"westeurope",
  "identity":{"type":"UserAssigned","userAssignedIdentities":{"'"$(field "['id']" <"$work/identity.json")"'":{}}},
  "properties":{"dnsPrefix":"shop","networkProfile":{"networkPlugin":"azure","networkPluginMode":"overlay"},
  "agentPoolProfiles":[{"name":"system","mode":"System","count":2,"vmSize":"Standard_D4ds_v5",
  "vnetSubnetID":"{sub}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes"}]}}' >"$work/cluster.json"
arm POST "$G/providers/Microsoft.ContainerService/managedClusters/shop/listClusterAdminCredential?api-version=2025-10-01" |
  field "['kubeconfigs'][0]['value']" | base64 -d >"$work/kubeconfig"
export KUBECONFIG=$work/kubeconfig
GROUP_OF_RULES=$(arm GET "$N/providers/Microsoft.Network/networkSecurityGroups?$NET" | field "['value'][0]['name']")
SET=$(arm GET "$N/providers/Microsoft.Compute/virtualMachineScaleSets?api-version=2025-04-01" | field "['value'][0]['name']")
cat >"$work/azure.json" <<C
{"cloud": "AzureCloud", "resourceManagerEndpoint": "$(value arm)", "tenantId": "$(value tenant)",
 "subscriptionId": "$(value subscription)", "resourceGroup": "MC_rg_shop_westeurope", "location": "westeurope",
 "vnetName": "vnet", "vnetResourceGroup": "rg", "subnetName": "nodes", "securityGroupName": "$GROUP_OF_RULES",
 "vmType": "vmss", "primaryScaleSetName": "$SET", "loadBalancerSku": "standard", "maximumLoadBalancerRuleCount": 250,
 "useManagedIdentityExtension": true, "userAssignedIdentityID": "$(field "['properties']['clientId']" <"$work/identity.json")",
 "useInstanceMetadata": false}
C
export SSL_CERT_FILE; SSL_CERT_FILE=$(value caCertificate)
export IDENTITY_ENDPOINT IDENTITY_HEADER=simulated; IDENTITY_ENDPOINT=$(value entra)/msi/token
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
"$CLOUD_CONTROLLER_MANAGER" --cloud-provider=azure --cloud-config="$work/azure.json" --kubeconfig="$KUBECONFIG" \
  --authentication-kubeconfig="$KUBECONFIG" --authorization-kubeconfig="$KUBECONFIG" --cluster-name=kubernetes \
  --controllers='*,-cloud-node-controller' --configure-cloud-routes=false --allocate-node-cidrs=false --leader-elect=false \
  --bind-address=127.0.0.1 --secure-port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')" \
  --cert-dir="$work/certs" --v=4 >"$work/ccm.log" 2>&1 &
pids+=($!)

service() { # NAME ANNOTATIONS: a service of two ports
  kubectl apply -f - <<S
apiVersion: v1
kind: Service
metadata: {name: $1, annotations: {$2}}
spec: {type: LoadBalancer, selector: {app: $1}, ports: [{name: http, port: 80}, {name: https, port: 443}]}
S
}
has_address() { kubectl get service "$1" -o jsonpath='{.status.loadBalancer.ingress[0].ip}' | grep -E "${2:-.}"; }
gone() { ! kubectl get service "$1"; }
P=service.beta.kubernetes.io
export PATIENCE=${PATIENCE:-180}
balancer() { arm GET "$N/providers/Microsoft.Network/loadBalancers/$1?$NET"; }
count() { arm GET "$N/providers/Microsoft.Network/$1?$NET" | field "['value'].__len__()"; }

BEFORE=$(count publicIPAddresses)
step "a public service" service web ""
soon "web has an address" has_address web
cat "$work/out" | sed 's/^/      /'
expect "it has a public address of its own" $((BEFORE + 1)) count publicIPAddresses
echo "      rules: $(balancer kubernetes | field "['properties']['loadBalancingRules'].__len__()")," \
  "machines in the pool: $(balancer kubernetes | field "['properties']['backendAddressPools'][1]['properties'].get('backendIPConfigurations', []).__len__()")"
rules() { arm GET "$N/providers/Microsoft.Network/networkSecurityGroups/$GROUP_OF_RULES?$NET" | field "['properties']['securityRules'].__len__()"; }
echo "      security rules: $(rules)"

step "an internal service" service api "$P/azure-load-balancer-internal: 'true'"
soon "api has a private address" has_address api '^10\.20\.'
cat "$work/out" | sed 's/^/      /'
internal_rules() { balancer kubernetes-internal | field "['properties']['loadBalancingRules'].__len__()"; }
expect "two rules" 2 internal_rules
members() { balancer kubernetes-internal | field "['properties']['backendAddressPools'][0]['properties']['backendIPConfigurations'].__len__()"; }
expect "both machines are in its pool" 2 members

step "a service with a private link" service link "$P/azure-load-balancer-internal: 'true', $P/azure-pls-create: 'true', $P/azure-pls-name: shop-link"
soon "link has a private address" has_address link '^10\.20\.'
linked() { arm GET "$N/providers/Microsoft.Network/privateLinkServices/shop-link?$NET" | field "['properties']['provisioningState']" | grep Succeeded; }
soon "its private link service" linked
policies() { arm GET "$G/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes?$NET" | field "['properties']['privateLinkServiceNetworkPolicies']"; }
expect "the subnet's policies are off" Disabled policies

step "a service with an address range" service only "$P/azure-allowed-ip-ranges: '198.51.100.0/24'"
soon "only has an address" has_address only
refused_event() { kubectl get events -o jsonpath='{.items[*].message}' | grep "$1"; }
step "an idle timeout of 3" service wrong "$P/azure-load-balancer-tcp-idle-timeout: '3'"
soon "it is refused" refused_event "idle timeout value must be a whole number"

step "web becomes internal" kubectl annotate service web "$P/azure-load-balancer-internal=true"
soon "web has a private address" has_address web '^10\.20\.'
WEB=kubernetes-a$(kubectl get service web -o jsonpath='{.metadata.uid}' | tr -d -)
no_public() { ! arm GET "$N/providers/Microsoft.Network/publicIPAddresses/$WEB?$NET"; }
soon "its public address is gone" no_public

step "scale the pool" arm PUT "$G/providers/Microsoft.ContainerService/managedClusters/shop/agentPools/system?api-version=2025-10-01" \
  '{"properties":{"mode":"System","count":3,"vmSize":"Standard_D4ds_v5","vnetSubnetID":"{sub}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes"}}'
three() { [ "$(members)" = 3 ]; }
soon "the new machine is in the pool" three

for name in web api link only wrong; do step "delete $name" kubectl delete service $name --wait=false; done
for name in web api link only wrong; do soon "$name is gone" gone $name; done
no_internal() { ! balancer kubernetes-internal; }
soon "the internal load balancer is gone" no_internal
expect "no private link service is left" 0 count privateLinkServices
expect "the public addresses are as before" "$BEFORE" count publicIPAddresses
expect "no rule is left" 0 sh -c "python3 $here/arm.py $work/simulator.json GET '$N/providers/Microsoft.Network/loadBalancers/kubernetes?$NET' |
  python3 -c 'import json, sys; print(len(json.load(sys.stdin)[\"properties\"][\"loadBalancingRules\"]))'"
expect "no security rule is left" 0 rules
if [ "$failed" != 0 ]; then grep -E "^E|error" "$work/ccm.log" | tail -n 20; fi
report
