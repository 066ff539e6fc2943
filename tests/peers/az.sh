#!/usr/bin/env bash
# Runs the real az against the simulated Azure: the commands of docs/simulator.md, then storage, disks, networks, load
# balancers, day 2 of pools, and refusals.
#
# Needs az 2.91 or newer (AZ names another program), a JDK 17, kubectl, python3, and Maven if the simulator's jar is not
# built. With AKS4J_PEERS_INSTALL=1 and without az, azure-cli is installed with pip into a temporary folder. Takes some ten
# minutes, because az looks at operations twice a minute.
source "$(dirname "$0")/lib.sh"

if [ -n "${AZ:-}" ]; then
  PATH="$(dirname "$AZ"):$PATH"
elif ! command -v az >/dev/null && [ -n "${AKS4J_PEERS_INSTALL:-}" ]; then
  python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q azure-cli==2.91.0 || skip "azure-cli could not be installed"
  PATH="$work/venv/bin:$PATH"
fi
command -v az >/dev/null || skip "no az here (set AZ, or AKS4J_PEERS_INSTALL=1 to install azure-cli with pip)"
command -v kubectl >/dev/null || skip "no kubectl here"

start_simulator --time-scale 100
cd "$work"
export AZURE_CORE_COLLECT_TELEMETRY=false AZURE_CORE_NO_COLOR=true AZURE_EXTENSION_USE_DYNAMIC_INSTALL=no
az version --query '"azure-cli"' -o tsv

# What the guide shows, as a person would paste it: the commands of a section, one a line.
guide() {
  awk -v section="## $1" '$0 == section {on = 1; next} /^## / {on = 0}
    on && /^```bash/ {code = 1; next} /^```/ {code = 0} on && code' "$root/docs/simulator.md" |
    sed -e ':a' -e '/\\$/{N; s/ *\\\n */ /; ta' -e '}' -e 's/  *# .*//' -e '/^ *$/d'
}
paste() { # reads lines
  local line
  while IFS= read -r line <&3; do
    case $line in
      export*|[A-Z]*=*) eval "$line" ;;
      *) step "$line" eval "$line" ;;
    esac
  done
}
paste 3< <(guide az | grep -v '^az aks delete')
paste 3< <(guide kubectl)

# "aks ... --no-wait", then az's own wait, which looks every second.
cluster() { az aks wait -g rg -n "${1:-plain}" --interval 1 --timeout 120 "${2:---updated}"; }
pool() { az aks nodepool wait -g rg --cluster-name plain -n "$1" --interval 1 --timeout 120 "${2:---updated}"; }

echo "--- storage"
expect "a free name" true az storage account check-name -n peersaccount1 --query nameAvailable -o tsv
step "account create" az storage account create -g rg -n peersaccount1 -l westeurope --sku Standard_LRS --kind StorageV2 --min-tls-version TLS1_2 --allow-blob-public-access false
expect "account show" StorageV2 az storage account show -g rg -n peersaccount1 --query kind -o tsv
expect "account list" peersaccount1 az storage account list -g rg --query '[].name' -o tsv
expect "a name that is taken" AlreadyExists az storage account check-name -n peersaccount1 --query reason -o tsv
expect "keys list" 2 az storage account keys list -g rg -n peersaccount1 --query 'length(@)' -o tsv
step "keys renew" az storage account keys renew -g rg -n peersaccount1 --key key2
step "show-connection-string" az storage account show-connection-string -g rg -n peersaccount1
expect "account update" ops az storage account update -g rg -n peersaccount1 --tags team=ops --query tags.team -o tsv
step "account update to another SKU" az storage account update -g rg -n peersaccount1 --sku Standard_GRS
step "container-rm create" az storage container-rm create --storage-account peersaccount1 -g rg -n backups
expect "container-rm list" backups az storage container-rm list --storage-account peersaccount1 -g rg --query '[].name' -o tsv
expect "container-rm exists" true az storage container-rm exists --storage-account peersaccount1 -g rg -n backups --query exists -o tsv
step "container-rm update" az storage container-rm update --storage-account peersaccount1 -g rg -n backups --metadata a=b
step "share-rm create" az storage share-rm create --storage-account peersaccount1 -g rg -n files --quota 100
step "share-rm update" az storage share-rm update --storage-account peersaccount1 -g rg -n files --quota 200
expect "share-rm show" 200 az storage share-rm show --storage-account peersaccount1 -g rg -n files --query shareQuota -o tsv
expect "share-rm list" files az storage share-rm list --storage-account peersaccount1 -g rg --query '[].name' -o tsv
expect "blob-service-properties update" true az storage account blob-service-properties update --account-name peersaccount1 -g rg --enable-delete-retention true --delete-retention-days 9 --query deleteRetentionPolicy.enabled -o tsv
expect "file-service-properties show" 7 az storage account file-service-properties show --account-name peersaccount1 -g rg --query shareDeleteRetentionPolicy.days -o tsv
step "container-rm delete" az storage container-rm delete --storage-account peersaccount1 -g rg -n backups -y
step "share-rm delete" az storage share-rm delete --storage-account peersaccount1 -g rg -n files -y
refused "a name with a capital" "not a valid storage account name" az storage account create -g rg -n PeersAccount -l westeurope
step "network-rule add" az storage account network-rule add -g rg --account-name peersaccount1 --ip-address 198.51.100.7
expect "network-rule list" 198.51.100.7 az storage account network-rule list -g rg --account-name peersaccount1 --query 'ipRules[0].ipAddressOrRange' -o tsv

echo "--- disks"
step "disk create" az disk create -g rg -n data --size-gb 64 --sku Premium_LRS -l westeurope --zone 1
expect "disk show" 64 az disk show -g rg -n data --query diskSizeGB -o tsv
expect "disk update" 128 az disk update -g rg -n data --size-gb 128 --query diskSizeGB -o tsv
refused "a smaller size" "Disk size reduction" az disk update -g rg -n data --size-gb 32
step "snapshot create" az snapshot create -g rg -n snap --source data --incremental true
step "disk create from a snapshot" az disk create -g rg -n copy --source snap --zone 1
expect "disk list" 2 az disk list -g rg --query 'length(@)' -o tsv
step "disk grant-access" az disk grant-access -g rg -n data --duration-in-seconds 60
step "disk revoke-access" az disk revoke-access -g rg -n data
expect "snapshot list" snap az snapshot list -g rg --query '[].name' -o tsv
step "disk delete" az disk delete -g rg -n copy -y
step "snapshot delete" az snapshot delete -g rg -n snap

echo "--- network"
step "public-ip create" az network public-ip create -g rg -n front --sku Standard --dns-name peersfront --zone 1 2 3
expect "public-ip show" peersfront.westeurope.cloudapp.azure.com az network public-ip show -g rg -n front --query dnsSettings.fqdn -o tsv
step "public-ip update" az network public-ip update -g rg -n front --idle-timeout 10
step "lb create" az network lb create -g rg -n lb --sku Standard --public-ip-address front --frontend-ip-name fe --backend-pool-name be
step "lb probe create" az network lb probe create -g rg --lb-name lb -n health --protocol Http --port 80 --path /healthz
step "lb rule create" az network lb rule create -g rg --lb-name lb -n web --protocol Tcp --frontend-port 80 --backend-port 8080 --frontend-ip-name fe --backend-pool-name be --probe-name health --disable-outbound-snat
step "lb address-pool create" az network lb address-pool create -g rg --lb-name lb -n second
step "lb outbound-rule create" az network lb outbound-rule create -g rg --lb-name lb -n out --protocol All --frontend-ip-configs fe --address-pool be --outbound-ports 1024
expect "lb rule list" web az network lb rule list -g rg --lb-name lb --query '[].name' -o tsv
expect "lb show" fe az network lb show -g rg -n lb --query 'frontendIPConfigurations[0].name' -o tsv
step "lb probe update" az network lb probe update -g rg --lb-name lb -n health --interval 20
step "lb rule delete" az network lb rule delete -g rg --lb-name lb -n web
step "nsg create" az network nsg create -g rg -n nsg
step "nsg rule create" az network nsg rule create -g rg --nsg-name nsg -n allow --priority 200 --access Allow --destination-port-ranges 443 --source-address-prefixes Internet
expect "nsg rule list" allow az network nsg rule list -g rg --nsg-name nsg --query '[].name' -o tsv
step "nsg rule update" az network nsg rule update -g rg --nsg-name nsg -n allow --priority 210
step "route-table create" az network route-table create -g rg -n routes
step "route create" az network route-table route create -g rg --route-table-name routes -n out --address-prefix 0.0.0.0/0 --next-hop-type VirtualAppliance --next-hop-ip-address 10.20.8.4
step "subnet create" az network vnet subnet create -g rg --vnet-name vnet -n apps --address-prefixes 10.20.4.0/24 --network-security-group nsg --route-table routes
step "subnet update" az network vnet subnet update -g rg --vnet-name vnet -n apps --service-endpoints Microsoft.Storage
step "nat gateway create" az network nat gateway create -g rg -n nat --idle-timeout 10
step "public-ip prefix create" az network public-ip prefix create -g rg -n prefix --length 30
step "vnet create" az network vnet create -g rg -n hub --address-prefixes 10.30.0.0/16 --subnet-name s --subnet-prefixes 10.30.0.0/24
step "peering create" az network vnet peering create -g rg -n to-hub --vnet-name vnet --remote-vnet hub --allow-vnet-access
step "peering create back" az network vnet peering create -g rg -n to-spoke --vnet-name hub --remote-vnet vnet --allow-vnet-access
expect "peering show" Connected az network vnet peering show -g rg -n to-hub --vnet-name vnet --query peeringState -o tsv
step "private-dns zone create" az network private-dns zone create -g rg -n privatelink.file.core.windows.net
step "private-dns link create" az network private-dns link vnet create -g rg -z privatelink.file.core.windows.net -n link -v vnet -e false
step "private-dns record" az network private-dns record-set a add-record -g rg -z privatelink.file.core.windows.net -n peersaccount1 -a 10.20.4.9
expect "private-dns record list" 10.20.4.9 az network private-dns record-set a show -g rg -z privatelink.file.core.windows.net -n peersaccount1 --query 'aRecords[0].ipv4Address' -o tsv
step "private-endpoint create" az network private-endpoint create -g rg -n endpoint --vnet-name vnet --subnet apps --private-connection-resource-id "$(az storage account show -g rg -n peersaccount1 --query id -o tsv)" --group-id file --connection-name c
expect "private-endpoint-connection" Approved az network private-endpoint-connection list --id "$(az storage account show -g rg -n peersaccount1 --query id -o tsv)" --query '[0].properties.privateLinkServiceConnectionState.status' -o tsv

echo "--- day 2"
step "nodepool add" az aks nodepool add -g rg --cluster-name plain -n one --node-count 1 --no-wait
pool one --created
step "nodepool add, autoscaled" az aks nodepool add -g rg --cluster-name plain -n two --node-count 1 --enable-cluster-autoscaler --min-count 1 --max-count 3 --labels tier=back --no-wait
pool two --created
step "nodepool update, autoscaler" az aks nodepool update -g rg --cluster-name plain -n two --update-cluster-autoscaler --min-count 1 --max-count 5 --no-wait
pool two
refused "scale an autoscaled pool" "Cannot scale cluster autoscaler enabled node pool" az aks nodepool scale -g rg --cluster-name plain -n two --node-count 2
step "get-versions" az aks get-versions -l westeurope -o table
step "get-upgrades" az aks get-upgrades -g rg -n plain -o table
step "nodepool get-upgrades" az aks nodepool get-upgrades -g rg --cluster-name plain --nodepool-name one
step "nodepool snapshot create" az aks nodepool snapshot create -g rg -n poolsnap --nodepool-id "$(az aks nodepool show -g rg --cluster-name plain -n one --query id -o tsv)"
step "maintenanceconfiguration add" az aks maintenanceconfiguration add -g rg --cluster-name plain -n aksManagedAutoUpgradeSchedule --schedule-type Weekly --day-of-week Friday --interval-weeks 3 --duration 8 --utc-offset +05:30 --start-time 00:00
expect "maintenanceconfiguration show" Friday az aks maintenanceconfiguration show -g rg --cluster-name plain -n aksManagedAutoUpgradeSchedule --query maintenanceWindow.schedule.weekly.dayOfWeek -o tsv
step "maintenanceconfiguration delete" az aks maintenanceconfiguration delete -g rg --cluster-name plain -n aksManagedAutoUpgradeSchedule
step "update, tags" az aks update -g rg -n plain --tags team=ops --no-wait
cluster
expect "tags" ops az aks show -g rg -n plain --query tags.team -o tsv
step "vmss list" az vmss list -o table
expect "vmss list-instances" 1 az vmss list-instances -g MC_rg_plain_westeurope -n "$(az vmss list --query "[?tags.\"aks-managed-poolName\"=='one'].name" -o tsv)" --query 'length(@)' -o tsv
expect "machine list" 1 az aks machine list -g rg --cluster-name plain --nodepool-name one --query 'length(@)' -o tsv
refused "three minor versions at once" "" az aks upgrade -g rg -n plain -k 1.99.0 -y

echo "--- a cluster of the version before, upgraded pool by pool at the same time, and one pool rolled back"
versions() { az aks get-versions -l westeurope --query "values[?!isPreview].patchVersions.keys(@)[] | sort(@)" -o tsv; }
OLD=$(az aks get-upgrades -g rg -n plain --query controlPlaneProfile.kubernetesVersion -o tsv)
BEFORE=$(versions | awk -F. -v m="$(cut -d. -f2 <<<"$OLD")" '$2 == m - 1' | sort -V | tail -1)
step "create with $BEFORE" az aks create -g rg -n older -k "$BEFORE" --node-count 1 --no-ssh-key --no-wait
cluster older --created
for name in blue green; do
  step "nodepool add $name" az aks nodepool add -g rg --cluster-name older -n $name --node-count 2 --no-wait
  az aks nodepool wait -g rg --cluster-name older -n $name --created --interval 1
done
step "upgrade the control plane to $OLD" az aks upgrade -g rg -n older -k "$OLD" --control-plane-only -y --no-wait
cluster older
step "upgrade blue" az aks nodepool upgrade -g rg --cluster-name older -n blue -k "$OLD" --no-wait -y
step "upgrade green beside it" az aks nodepool upgrade -g rg --cluster-name older -n green -k "$OLD" --no-wait -y
for name in blue green; do
  az aks nodepool wait -g rg --cluster-name older -n $name --updated --interval 1
  expect "$name is upgraded" "$OLD" az aks nodepool show -g rg --cluster-name older -n $name --query currentOrchestratorVersion -o tsv
done
step "get-rollback-versions" az aks nodepool get-rollback-versions -g rg --cluster-name older -n blue
step "rollback blue" az aks nodepool rollback -g rg --cluster-name older -n blue --no-wait
az aks nodepool wait -g rg --cluster-name older -n blue --updated --interval 1
expect "blue is back" "$BEFORE" az aks nodepool show -g rg --cluster-name older -n blue --query currentOrchestratorVersion -o tsv

echo "--- identities, locks, groups"
step "federated-credential create" az identity federated-credential create -g rg --identity-name id-shop -n fc --issuer https://issuer.example/ --subject system:serviceaccount:a:b --audiences api://AzureADTokenExchange
expect "federated-credential list" fc az identity federated-credential list -g rg --identity-name id-shop --query '[].name' -o tsv
expect "role definition list" Reader az role definition list --name Reader --query '[].roleName' -o tsv
step "lock create" az lock create -g rg -n keep -t CanNotDelete
refused "delete under a lock" ScopeLocked az disk delete -g rg -n data -y
step "lock delete" az lock delete -g rg -n keep
step "resource list" az resource list -g rg -o table
step "provider show" az provider show -n Microsoft.Storage
step "account list-locations" az account list-locations -o table
step "group export of tags" az group update -n rg --tags a=b
step "delete older" az aks delete -g rg -n older -y --no-wait
step "delete plain" az aks delete -g rg -n plain -y --no-wait
step "delete shop" az aks delete -g rg -n shop -y --no-wait
for name in older plain shop; do cluster $name --deleted; done
step "group delete" az group delete -n rg -y --no-wait
step "group wait" az group wait -n rg --deleted --interval 1
expect "nothing is left" 0 az resource list --query 'length(@)' -o tsv
report
