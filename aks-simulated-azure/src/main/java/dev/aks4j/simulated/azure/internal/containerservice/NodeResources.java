package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.access.BuiltInRoles;
import dev.aks4j.simulated.azure.internal.access.RoleAssignment;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.managedidentity.UserAssignedIdentity;
import dev.aks4j.simulated.azure.internal.state.Resources;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What AKS makes in the node resource group: the group, the kubelet identity, the outbound addresses. */
final class NodeResources {

    private static final String GROUP = "Microsoft.Resources/resourceGroups";
    private static final String ADDRESS = "Microsoft.Network/publicIPAddresses";

    private final Cloud cloud;

    NodeResources(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Makes the group, at the beginning. */
    void begin(ManagedCluster cluster) {
        ObjectNode group = AzureJson.object()
                .put("id", cluster.nodeResourceGroupId())
                .put("name", cluster.nodeResourceGroup())
                .put("type", GROUP)
                .put("location", cluster.region())
                .put("managedBy", cluster.id());
        group.putObject("tags")
                .put("aks-managed-cluster-name", cluster.name())
                .put("aks-managed-cluster-rg", cluster.group());
        group.putObject("properties").put("provisioningState", "Succeeded");
        cloud.resources().put(new StoredResource(cluster.nodeResourceGroupId(), GROUP, group));
        controlPlane(cluster);
    }

    private void controlPlane(ManagedCluster cluster) {
        List<String> principals = new ArrayList<>();
        cluster.systemIdentity().map(DirectoryPrincipal::objectId).ifPresent(principals::add);
        for (String id : cluster.userAssignedIdentities()) {
            cloud.resources()
                    .find(UserAssignedIdentity.class, id)
                    .ifPresent(identity -> principals.add(identity.principal().objectId()));
        }
        if (principals.isEmpty()) {
            cluster.controlPlane().map(DirectoryPrincipal::objectId).ifPresent(principals::add);
        }
        for (String principal : principals) {
            String id = cluster.nodeResourceGroupId() + "/providers/Microsoft.Authorization/roleAssignments/"
                    + cloud.random().guid();
            cloud.access()
                    .add(RoleAssignment.ofAzure(
                            id, cluster.nodeResourceGroupId(), BuiltInRoles.CONTRIBUTOR, principal, cloud.now()));
        }
    }

    /** Makes the rest, once the cluster is ready for the first time or has got another way out. */
    void finish(ManagedCluster cluster) {
        if (!cluster.settled()) {
            cluster.settled(kubelet(cluster), addresses(cluster));
            return;
        }
        List<String> now = addresses(cluster);
        cluster.outboundIps().stream()
                .filter(id -> !now.contains(id) && Resources.isBelow(id, cluster.nodeResourceGroupId()))
                .forEach(cloud.resources()::remove);
        cluster.settled(cluster.kubeletIdentity().orElseThrow(), now);
    }

    private static String outbound(ManagedCluster cluster) {
        return cluster.properties().at("/networkProfile/outboundType").asText();
    }

    private ObjectNode kubelet(ManagedCluster cluster) {
        if (cluster.properties().at("/identityProfile/kubeletidentity").isObject()) {
            return (ObjectNode) cluster.properties().at("/identityProfile/kubeletidentity");
        }
        String id = cloud.subscriptionScope() + "/resourcegroups/" + cluster.nodeResourceGroup() + "/providers/"
                + UserAssignedIdentity.TYPE + "/" + cluster.name() + "-agentpool";
        UserAssignedIdentity identity = new UserAssignedIdentity(cloud, id, cluster.region());
        cloud.resources().put(identity);
        return AzureJson.object()
                .put("resourceId", id)
                .put("clientId", identity.principal().clientId())
                .put("objectId", identity.principal().objectId());
    }

    private List<String> addresses(ManagedCluster cluster) {
        if (!outbound(cluster).equals("loadBalancer")) {
            return List.of();
        }
        int count = AzureJson.number(
                        cluster.properties(), "/networkProfile/loadBalancerProfile/managedOutboundIPs/count")
                .orElse(0);
        List<String> ids = cluster.outboundIps().stream()
                .filter(id -> Resources.isBelow(id, cluster.nodeResourceGroupId()))
                .limit(count)
                .collect(Collectors.toCollection(ArrayList::new));
        while (ids.size() < count) {
            String name = cloud.random().guid();
            String id = cluster.nodeResourceGroupId() + "/providers/" + ADDRESS + "/" + name;
            ObjectNode address = AzureJson.object()
                    .put("name", name)
                    .put("id", id)
                    .put("type", ADDRESS)
                    .put("location", cluster.region());
            address.putObject("sku").put("name", "Standard").put("tier", "Regional");
            address.putObject("properties")
                    .put("provisioningState", "Succeeded")
                    .put("publicIPAllocationMethod", "Static")
                    .put(
                            "ipAddress",
                            "20.73." + cloud.random().digits(2) + "."
                                    + cloud.random().digits(2));
            cloud.resources().put(new StoredResource(id, ADDRESS, address));
            ids.add(id);
        }
        for (JsonNode own : cluster.properties().at("/networkProfile/loadBalancerProfile/outboundIPs/publicIPs")) {
            ids.add(own.path("id").asText());
        }
        for (JsonNode own :
                cluster.properties().at("/networkProfile/loadBalancerProfile/outboundIPPrefixes/publicIPPrefixes")) {
            ids.add(own.path("id").asText());
        }
        return ids;
    }
}
