package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.managedidentity.UserAssignedIdentity;
import dev.aks4j.simulated.azure.internal.network.VirtualNetwork;
import dev.aks4j.simulated.azure.internal.state.Resource;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a person finds in the node resource group beside addresses and the kubelet's identity: the scale sets of the pools,
 * the security group, the network and route table of a managed network, the load balancer, the identities of add-ons.
 * Guarded by the simulator's lock.
 */
final class NodeGroup {

    private static final String NETWORK = "Microsoft.Network/";
    private static final Map<String, String> ADDON_IDENTITIES = Map.of(
            "azurepolicy", "azurepolicy",
            "azurekeyvaultsecretsprovider", "azurekeyvaultsecretsprovider",
            "omsagent", "omsagent",
            "ingressapplicationgateway", "ingressapplicationgateway",
            "aciconnectorlinux", "aciconnectorlinux");

    private final Cloud cloud;

    NodeGroup(Cloud cloud) {
        this.cloud = cloud;
    }

    static String subnet(ManagedCluster cluster, AgentPool pool) {
        return AzureJson.text(pool.properties(), "/vnetSubnetID")
                .orElse(id(cluster, NETWORK + "virtualNetworks", "aks-vnet-" + cluster.scaleSetDigits())
                        + "/subnets/aks-subnet");
    }

    private static String id(ManagedCluster cluster, String type, String name) {
        return cluster.nodeResourceGroupId() + "/providers/" + type + "/" + name;
    }

    /** Makes the group hold what the cluster is at the moment. */
    void follow(ManagedCluster cluster) {
        if (cloud.resources().find(cluster.nodeResourceGroupId()).isEmpty()
                || cloud.resources().find(cluster.id()).isEmpty()) {
            return;
        }
        scaleSets(cluster);
        securityGroup(cluster);
        network(cluster);
        balancer(cluster);
        identities(cluster);
    }

    private void scaleSets(ManagedCluster cluster) {
        for (NodeScaleSet set : cloud.resources().below(NodeScaleSet.class, cluster.nodeResourceGroupId())) {
            if (cluster.pool(set.pool().name()).filter(set.pool()::equals).isEmpty()) {
                cloud.resources().remove(set.id());
            }
        }
        for (AgentPool pool : cluster.pools()) {
            boolean machines = pool.properties().path("type").asText().equals("VirtualMachines");
            if (!machines
                    && cloud.resources().find(NodeScaleSet.id(cluster, pool)).isEmpty()) {
                cloud.resources().put(new NodeScaleSet(cluster, pool));
            }
        }
    }

    private void securityGroup(ManagedCluster cluster) {
        String name = "aks-agentpool-" + cluster.scaleSetDigits() + "-nsg";
        once(cluster, NETWORK + "networkSecurityGroups", name)
                .ifPresent(properties -> properties.putArray("securityRules"));
    }

    private void network(ManagedCluster cluster) {
        boolean managed = cluster.pools().stream().anyMatch(pool -> !AzureJson.has(pool.properties(), "/vnetSubnetID"));
        if (managed) {
            String name = "aks-vnet-" + cluster.scaleSetDigits();
            String id = id(cluster, NETWORK + "virtualNetworks", name);
            if (cloud.resources().find(id).isEmpty()) {
                VirtualNetwork.ready(cloud, id, cluster.region(), "10.224.0.0/12", "aks-subnet", "10.224.0.0/16");
            }
        }
        if (cluster.properties().at("/networkProfile/networkPlugin").asText().equals("kubenet") && managed) {
            once(cluster, NETWORK + "routeTables", "aks-agentpool-" + cluster.scaleSetDigits() + "-routetable")
                    .ifPresent(properties -> properties.putArray("routes"));
        }
    }

    private void balancer(ManagedCluster cluster) {
        String type = NETWORK + "loadBalancers";
        String id = id(cluster, type, "kubernetes");
        if (cluster.outboundIps().isEmpty()) {
            cloud.resources().find(StoredResource.class, id).ifPresent(this::withoutOutbound);
            return;
        }
        once(cluster, type, "kubernetes");
        StoredResource balancer =
                cloud.resources().find(StoredResource.class, id).orElseThrow();
        AzureJson.child(balancer.body(), "sku").put("name", "Standard").put("tier", "Regional");
        ObjectNode properties = AzureJson.child(balancer.body(), "properties");
        ArrayNode frontends = AzureJson.array();
        for (String address : cluster.outboundIps()) {
            String name = address.substring(address.lastIndexOf('/') + 1);
            ObjectNode frontend =
                    frontends.addObject().put("name", name).put("id", id + "/frontendIPConfigurations/" + name);
            frontend.putObject("properties")
                    .put("provisioningState", "Succeeded")
                    .put("privateIPAllocationMethod", "Dynamic")
                    .putObject("publicIPAddress")
                    .put("id", address);
        }
        properties.path("frontendIPConfigurations").forEach(old -> {
            if (old.path("name").asText().matches("a[0-9a-f]{32}.*")) {
                frontends.add(old);
            }
        });
        properties.set("frontendIPConfigurations", frontends);
        pools(cluster, properties);
        ObjectNode rule = properties.putArray("outboundRules").addObject().put("name", "aksOutboundRule");
        rule.put("id", id + "/outboundRules/aksOutboundRule");
        ArrayNode outbound = AzureJson.child(rule, "properties").putArray("frontendIPConfigurations");
        for (String address : cluster.outboundIps()) {
            outbound.addObject()
                    .put("id", id + "/frontendIPConfigurations/" + address.substring(address.lastIndexOf('/') + 1));
        }
        AzureJson.child(rule, "properties")
                .put("provisioningState", "Succeeded")
                .put("protocol", "All")
                .put("enableTcpReset", true)
                .put(
                        "idleTimeoutInMinutes",
                        AzureJson.number(
                                        cluster.properties(),
                                        "/networkProfile/loadBalancerProfile/idleTimeoutInMinutes")
                                .orElse(30))
                .put(
                        "allocatedOutboundPorts",
                        AzureJson.number(
                                        cluster.properties(),
                                        "/networkProfile/loadBalancerProfile/allocatedOutboundPorts")
                                .orElse(0))
                .putObject("backendAddressPool")
                .put("id", id + "/backendAddressPools/aksOutboundBackendPool");
        for (String field : List.of("loadBalancingRules", "probes", "inboundNatRules", "inboundNatPools")) {
            AzureJson.orElse(properties, field, List.of());
        }
    }

    /** A cluster that leaves by another way keeps the balancer for its services only. */
    private void withoutOutbound(StoredResource balancer) {
        ObjectNode properties = AzureJson.child(balancer.body(), "properties");
        ArrayNode services = AzureJson.array();
        properties.path("frontendIPConfigurations").forEach(old -> {
            if (old.path("name").asText().matches("a[0-9a-f]{32}.*")) {
                services.add(old);
            }
        });
        properties.set("frontendIPConfigurations", services);
        properties.putArray("outboundRules");
        if (services.isEmpty()) {
            cloud.resources().remove(balancer.id());
        }
    }

    /** Returns the ids of the pools of the load balancer, in which every machine is. */
    static List<String> backendPools(ManagedCluster cluster) {
        String pools = id(cluster, NETWORK + "loadBalancers", "kubernetes") + "/backendAddressPools/";
        return List.of(pools + "aksOutboundBackendPool", pools + "kubernetes");
    }

    /** Makes the pools that are missing; others may be somebody else's. */
    private static void pools(ManagedCluster cluster, ObjectNode balancer) {
        ArrayNode pools = balancer.path("backendAddressPools") instanceof ArrayNode there
                ? there
                : balancer.putArray("backendAddressPools");
        for (String pool : backendPools(cluster)) {
            if (!pools.findValuesAsText("id").contains(pool)) {
                pools.addObject()
                        .put("name", pool.substring(pool.lastIndexOf('/') + 1))
                        .put("id", pool)
                        .putObject("properties")
                        .put("provisioningState", "Succeeded");
            }
        }
    }

    /** Add-ons that act in Azure have an identity each, which the cluster shows beside their settings. */
    private void identities(ManagedCluster cluster) {
        if (!cluster.settled()) {
            return;
        }
        cluster.properties().path("addonProfiles").properties().forEach(addon -> {
            String prefix = ADDON_IDENTITIES.get(addon.getKey().toLowerCase(Locale.ROOT));
            if (prefix == null || !(addon.getValue() instanceof ObjectNode profile)) {
                return;
            }
            if (AzureJson.flag(profile, "/enabled")) {
                profile.set("identity", identity(cluster, prefix));
            } else {
                profile.remove("identity");
                cloud.resources().remove(identityId(cluster, prefix));
            }
        });
        if (cluster.properties().at("/ingressProfile/webAppRouting") instanceof ObjectNode routing) {
            if (AzureJson.flag(routing, "/enabled")) {
                routing.set("identity", identity(cluster, "webapprouting"));
            } else {
                routing.remove("identity");
                cloud.resources().remove(identityId(cluster, "webapprouting"));
            }
        }
    }

    private static String identityId(ManagedCluster cluster, String prefix) {
        return cluster.nodeResourceGroupId() + "/providers/" + UserAssignedIdentity.TYPE + "/" + prefix + "-"
                + cluster.name();
    }

    private ObjectNode identity(ManagedCluster cluster, String prefix) {
        String id = identityId(cluster, prefix);
        UserAssignedIdentity identity = cloud.resources()
                .find(UserAssignedIdentity.class, id)
                .orElseGet(() -> {
                    UserAssignedIdentity made = new UserAssignedIdentity(cloud, id, cluster.region());
                    cloud.resources().put(made);
                    return made;
                });
        return AzureJson.object()
                .put("resourceId", id)
                .put("clientId", identity.principal().clientId())
                .put("objectId", identity.principal().objectId());
    }

    /** Makes a resource that is not there yet, and returns its properties to be filled in. */
    private Optional<ObjectNode> once(ManagedCluster cluster, String type, String name) {
        String id = id(cluster, type, name);
        Optional<Resource> existing = cloud.resources().find(id);
        if (existing.isPresent()) {
            return Optional.empty();
        }
        ObjectNode body = AzureJson.object()
                .put("name", name)
                .put("id", id)
                .put("etag", "W/\"" + cloud.random().guid() + "\"")
                .put("type", type)
                .put("location", cluster.region());
        ObjectNode properties = body.putObject("properties").put("provisioningState", "Succeeded");
        cloud.resources().put(new StoredResource(id, type, body));
        return Optional.of(properties);
    }
}
