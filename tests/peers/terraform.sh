#!/usr/bin/env bash
# Runs Terraform with the real azurerm provider against the simulated Azure: group, network, identity with a credential,
# cluster with maintenance, three pools, storage account with a share, disk: apply, an empty plan, two changes at once, an
# upgrade, import into an empty state, destroy.
#
# Needs terraform 1.11 or newer, a JDK 17, python3, and Maven if the simulator's jar is not built; and AZURERM, the path of a
# terraform-provider-azurerm 5.2 or newer. With AKS4J_PEERS_INSTALL=1 and without AZURERM the provider is installed with
# "go install" into a temporary folder, which takes an hour or more on two cores.
source "$(dirname "$0")/lib.sh"

command -v terraform >/dev/null || skip "no terraform here"
azurerm=${AZURERM:-}
if [ -z "$azurerm" ] && [ -n "${AKS4J_PEERS_INSTALL:-}" ] && command -v go >/dev/null; then
  GOBIN=$work/bin go install -trimpath github.com/hashicorp/terraform-provider-azurerm@v1.44.1-0.20260824201233-fae580791926 ||
    skip "terraform-provider-azurerm could not be installed"
  azurerm=$work/bin/terraform-provider-azurerm
fi
[ -x "$azurerm" ] || skip "no azurerm provider here (set AZURERM, or AKS4J_PEERS_INSTALL=1 to install it with go)"

start_simulator --time-scale 100
arm() { python3 "$here/arm.py" "$work/simulator.json" "$@"; }
mkdir "$work/tf" "$work/plugins"
ln -s "$(realpath "$azurerm")" "$work/plugins/terraform-provider-azurerm"
cat >"$work/terraformrc" <<C
provider_installation {
  dev_overrides { "hashicorp/azurerm" = "$work/plugins" }
  direct {}
}
C
ARM=$(value arm)
export TF_CLI_CONFIG_FILE=$work/terraformrc TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1
export SSL_CERT_FILE NO_PROXY=127.0.0.1 no_proxy=127.0.0.1; SSL_CERT_FILE=$(value caCertificate)
export ARM_METADATA_HOSTNAME=${ARM#https://} ARM_CLIENT_ID ARM_CLIENT_SECRET ARM_TENANT_ID ARM_SUBSCRIPTION_ID
ARM_CLIENT_ID=$(value clientId) ARM_CLIENT_SECRET=$(value clientSecret)
ARM_TENANT_ID=$(value tenant) ARM_SUBSCRIPTION_ID=$(value subscription)
export ARM_RESOURCE_PROVIDER_REGISTRATIONS=none
cd "$work/tf"

newest=$(arm GET '{sub}/providers/Microsoft.ContainerService/locations/westeurope/kubernetesVersions?api-version=2025-10-01' |
  python3 -c 'import json, sys; print(" ".join(sorted((v["version"] for v in json.load(sys.stdin)["values"] if not v.get("isPreview")), key=lambda t: [int(p) for p in t.split(".")])[-2:]))')
read -r BEFORE AFTER <<<"$newest"
echo "versions $BEFORE and $AFTER"
cat >main.tf <<'T'
terraform {
  required_providers { azurerm = { source = "hashicorp/azurerm" } }
}
provider "azurerm" {
  features {}
}
variable "kubernetes" { type = string }
variable "pools" {
  type = map(object({ count = number, labels = map(string) }))
  default = {
    apps  = { count = 2, labels = { tier = "front" } }
    batch = { count = 1, labels = {} }
    data  = { count = 1, labels = { tier = "back" } }
  }
}
variable "tags" {
  type    = map(string)
  default = { team = "shop" }
}
resource "azurerm_resource_group" "it" {
  name     = "shop"
  location = "westeurope"
}
resource "azurerm_virtual_network" "it" {
  name                = "vnet"
  resource_group_name = azurerm_resource_group.it.name
  location            = azurerm_resource_group.it.location
  address_space       = ["10.20.0.0/16"]
}
resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = azurerm_resource_group.it.name
  virtual_network_name = azurerm_virtual_network.it.name
  address_prefixes     = ["10.20.0.0/22"]
}
resource "azurerm_network_security_group" "nodes" {
  name                = "nodes"
  resource_group_name = azurerm_resource_group.it.name
  location            = azurerm_resource_group.it.location
  security_rule {
    name                       = "https"
    priority                   = 200
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "443"
    source_address_prefix      = "Internet"
    destination_address_prefix = "*"
  }
}
resource "azurerm_subnet_network_security_group_association" "nodes" {
  subnet_id                 = azurerm_subnet.nodes.id
  network_security_group_id = azurerm_network_security_group.nodes.id
}
resource "azurerm_user_assigned_identity" "it" {
  name                = "shop"
  resource_group_name = azurerm_resource_group.it.name
  location            = azurerm_resource_group.it.location
}
resource "azurerm_role_assignment" "network" {
  scope                = azurerm_virtual_network.it.id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.it.principal_id
  principal_type       = "ServicePrincipal"
}
resource "azurerm_kubernetes_cluster" "it" {
  name                      = "shop"
  resource_group_name       = azurerm_resource_group.it.name
  location                  = azurerm_resource_group.it.location
  dns_prefix                = "shop"
  kubernetes_version        = var.kubernetes
  oidc_issuer_enabled       = true
  workload_identity_enabled = true
  default_node_pool {
    name           = "system"
    node_count     = 2
    vm_size        = "Standard_D4ds_v5"
    vnet_subnet_id = azurerm_subnet.nodes.id
    upgrade_settings { max_surge = "10%" }
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.it.id]
  }
  node_provisioning_profile { mode = "Manual" }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    pod_cidr            = "10.244.0.0/16"
  }
  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    duration    = 4
    day_of_week = "Friday"
    utc_offset  = "+00:00"
    start_time  = "07:00"
  }
  tags       = var.tags
  depends_on = [azurerm_role_assignment.network]
}
resource "azurerm_kubernetes_cluster_node_pool" "it" {
  for_each              = var.pools
  name                  = each.key
  kubernetes_cluster_id = azurerm_kubernetes_cluster.it.id
  vm_size               = "Standard_D4ds_v5"
  node_count            = each.value.count
  vnet_subnet_id        = azurerm_subnet.nodes.id
  node_labels           = each.value.labels
  orchestrator_version  = var.kubernetes
  upgrade_settings { max_surge = "10%" }
}
resource "azurerm_federated_identity_credential" "it" {
  name                      = "shop"
  user_assigned_identity_id = azurerm_user_assigned_identity.it.id
  audience                  = ["api://AzureADTokenExchange"]
  issuer                    = azurerm_kubernetes_cluster.it.oidc_issuer_url
  subject                   = "system:serviceaccount:shop:shop"
}
resource "azurerm_storage_account" "it" {
  name                     = "shoptfdata"
  resource_group_name      = azurerm_resource_group.it.name
  location                 = azurerm_resource_group.it.location
  account_tier             = "Standard"
  account_replication_type = "LRS"
}
resource "azurerm_storage_share" "it" {
  name               = "files"
  storage_account_id = azurerm_storage_account.it.id
  quota              = 50
}
resource "azurerm_managed_disk" "it" {
  name                 = "data"
  resource_group_name  = azurerm_resource_group.it.name
  location             = azurerm_resource_group.it.location
  storage_account_type = "Premium_LRS"
  create_option        = "Empty"
  disk_size_gb         = 64
  zone                 = "1"
}
T
export TF_VAR_kubernetes=$BEFORE
terraform version | head -n 1
apply() { terraform apply -auto-approve -no-color -input=false "$@"; }
empty_plan() { terraform plan -detailed-exitcode -no-color -input=false "$@"; }
step "apply" apply
grep -E "^Apply complete" "$work/out" || true
step "an empty plan" empty_plan
if [ "$failed" != 0 ]; then report; exit 1; fi
step "two changes at once: tags, and two pools of other sizes and labels" apply -var 'tags={team="ops"}' \
  -var 'pools={apps={count=3,labels={tier="web"}},batch={count=2,labels={}},data={count=1,labels={tier="back"}}}'
grep -E "^Apply complete" "$work/out" || true
export TF_VAR_tags='{team="ops"}' TF_VAR_pools='{apps={count=3,labels={tier="web"}},batch={count=2,labels={}},data={count=1,labels={tier="back"}}}'
step "an empty plan" empty_plan
export TF_VAR_kubernetes=$AFTER
step "upgrade to $AFTER" apply
grep -E "^Apply complete" "$work/out" || true
step "an empty plan" empty_plan
S="/subscriptions/$ARM_SUBSCRIPTION_ID/resourceGroups/shop"
mv terraform.tfstate kept.tfstate
import() { terraform import -no-color -input=false "$@"; }
step "import of the group" import azurerm_resource_group.it "$S"
step "import of the network" import azurerm_virtual_network.it "$S/providers/Microsoft.Network/virtualNetworks/vnet"
step "import of the identity" import azurerm_user_assigned_identity.it "$S/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop"
step "import of the cluster" import azurerm_kubernetes_cluster.it "$S/providers/Microsoft.ContainerService/managedClusters/shop"
step "import of a pool" import 'azurerm_kubernetes_cluster_node_pool.it["apps"]' "$S/providers/Microsoft.ContainerService/managedClusters/shop/agentPools/apps"
step "import of the storage account" import azurerm_storage_account.it "$S/providers/Microsoft.Storage/storageAccounts/shoptfdata"
step "import of the disk" import azurerm_managed_disk.it "$S/providers/Microsoft.Compute/disks/data"
mv kept.tfstate terraform.tfstate
step "destroy" terraform destroy -auto-approve -no-color -input=false
grep -E "^Destroy complete" "$work/out" || true
left() { arm GET '{sub}/resources?api-version=2021-04-01' | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["value"]))'; }
expect "nothing is left" 0 left
report
