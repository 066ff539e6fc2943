package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.compute.MachineParts;
import dev.aks4j.simulated.azure.internal.compute.ScaleSet;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The scale set that carries a pool; it shows what the pool is at the moment. Guarded by the simulator's lock. */
final class NodeScaleSet implements ScaleSet {

    private final ManagedCluster cluster;
    private final AgentPool pool;
    private final String id;
    private final MachineParts parts = new MachineParts();

    NodeScaleSet(ManagedCluster cluster, AgentPool pool) {
        this.cluster = cluster;
        this.pool = pool;
        this.id = id(cluster, pool);
    }

    static String id(ManagedCluster cluster, AgentPool pool) {
        return cluster.nodeResourceGroupId() + "/providers/" + TYPE + "/" + ClusterSnapshots.scaleSet(cluster, pool);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public MachineParts parts() {
        return parts;
    }

    AgentPool pool() {
        return pool;
    }

    @Override
    public ObjectNode view() {
        ObjectNode view = AzureJson.object()
                .put("name", name())
                .put("id", id)
                .put("type", TYPE)
                .put("location", cluster.region());
        view.set("tags", tags());
        zones(view, AzureJson.texts(pool.properties(), "/availabilityZones"));
        view.putObject("sku")
                .put("name", pool.properties().path("vmSize").asText())
                .put("tier", "Standard")
                .put("capacity", pool.instances().size());
        view.putObject("identity")
                .put("type", "UserAssigned")
                .putObject("userAssignedIdentities")
                .putObject(cluster.kubeletIdentity()
                        .map(kubelet -> kubelet.path("resourceId").asText())
                        .orElse(cluster.nodeResourceGroupId()
                                + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + cluster.name()
                                + "-agentpool"));
        ObjectNode properties = view.putObject("properties")
                .put("singlePlacementGroup", false)
                .put("orchestrationMode", "Uniform")
                .put("provisioningState", "Succeeded")
                .put("overprovision", false)
                .put("platformFaultDomainCount", 1);
        properties.putObject("upgradePolicy").put("mode", "Manual");
        ObjectNode profile = properties.putObject("virtualMachineProfile");
        profile.set("storageProfile", storage());
        profile.putObject("osProfile").put("computerNamePrefix", name()).put("adminUsername", "azureuser");
        profile.set("networkProfile", network());
        if (AgentPool.spot(pool.properties())) {
            profile.put("priority", "Spot")
                    .put(
                            "evictionPolicy",
                            pool.properties().path("scaleSetEvictionPolicy").asText("Delete"));
        }
        return parts.set(view);
    }

    private ObjectNode tags() {
        ObjectNode tags = AzureJson.object();
        AzureJson.fields(pool.properties(), "/tags").forEach(tag -> tags.set(tag.getKey(), tag.getValue()));
        return tags.put("aks-managed-poolName", pool.name())
                .put("aks-managed-createOperationID", cluster.uid())
                .put("aks-managed-orchestrator", "Kubernetes:" + pool.currentVersion())
                .put("aks-managed-resourceNameSuffix", cluster.scaleSetDigits());
    }

    private static void zones(ObjectNode view, List<String> zones) {
        if (!zones.isEmpty()) {
            ArrayNode all = view.putArray("zones");
            zones.forEach(all::add);
        }
    }

    private ObjectNode storage() {
        ObjectNode storage = AzureJson.object();
        ObjectNode disk = storage.putObject("osDisk")
                .put("createOption", "FromImage")
                .put("caching", "ReadOnly")
                .put("osType", pool.properties().path("osType").asText())
                .put("diskSizeGB", pool.properties().path("osDiskSizeGB").asInt());
        if (pool.properties().path("osDiskType").asText().equals("Ephemeral")) {
            disk.putObject("diffDiskSettings").put("option", "Local");
        }
        storage.putObject("imageReference").put("id", image());
        return storage;
    }

    private String image() {
        String version = pool.image().substring(pool.image().lastIndexOf('-') + 1);
        String definition = pool.image().substring(0, Math.max(0, pool.image().lastIndexOf('-')));
        return "/subscriptions/109a5e88-712a-48ae-9078-9ca8b3c81345/resourceGroups/AKS-Ubuntu/providers/"
                + "Microsoft.Compute/galleries/AKSUbuntu/images/" + definition.replace("AKSUbuntu-", "") + "/versions/"
                + version;
    }

    private ObjectNode network() {
        ObjectNode network = AzureJson.object();
        ObjectNode card =
                network.putArray("networkInterfaceConfigurations").addObject().put("name", name());
        ObjectNode properties =
                card.putObject("properties").put("primary", true).put("enableIPForwarding", true);
        ObjectNode address = properties.putArray("ipConfigurations").addObject().put("name", "ipconfig1");
        address.putObject("properties")
                .put("primary", true)
                .put("privateIPAddressVersion", "IPv4")
                .putObject("subnet")
                .put("id", NodeGroup.subnet(cluster, pool));
        if (!cluster.outboundIps().isEmpty()) {
            ArrayNode balanced = AzureJson.child(address, "properties").putArray("loadBalancerBackendAddressPools");
            NodeGroup.backendPools(cluster).forEach(each -> balanced.addObject().put("id", each));
        }
        return network;
    }

    @Override
    public List<ObjectNode> machines() {
        return pool.instances().stream().map(this::machine).toList();
    }

    @Override
    public Optional<ObjectNode> machine(String instance) {
        return instance(instance).map(this::machine);
    }

    @Override
    public String address(String instance) {
        return instance(instance)
                .map(each -> ClusterSnapshots.address(cluster, pool, each))
                .orElse("");
    }

    private Optional<AgentPool.Instance> instance(String number) {
        return pool.instances().stream()
                .filter(each -> String.valueOf(each.number()).equals(number))
                .findFirst();
    }

    private ObjectNode machine(AgentPool.Instance instance) {
        String number = String.valueOf(instance.number());
        ObjectNode view = AzureJson.object()
                .put("name", name() + "_" + number)
                .put("id", id + "/virtualMachines/" + number)
                .put("type", TYPE + "/virtualMachines")
                .put("location", cluster.region())
                .put("instanceId", number);
        view.set("tags", tags());
        instance.zone().ifPresent(zone -> zones(view, List.of(zone)));
        view.putObject("sku")
                .put("name", pool.properties().path("vmSize").asText())
                .put("tier", "Standard");
        ObjectNode properties = view.putObject("properties")
                .put("latestModelApplied", instance.image().equals(pool.image()))
                .put(
                        "vmId",
                        cluster.uid().substring(0, 8).toLowerCase(Locale.ROOT) + "-0000-0000-0000-"
                                + String.format(Locale.ROOT, "%012d", instance.number()))
                .put("provisioningState", "Succeeded");
        properties
                .putObject("hardwareProfile")
                .put("vmSize", pool.properties().path("vmSize").asText());
        ObjectNode storage = storage();
        properties.set("storageProfile", storage);
        properties
                .putObject("osProfile")
                .put("computerName", ClusterSnapshots.nodeName(cluster, pool, instance))
                .put("adminUsername", "azureuser");
        properties
                .putObject("networkProfile")
                .putArray("networkInterfaces")
                .addObject()
                .put("id", id + "/virtualMachines/" + number + "/networkInterfaces/" + name());
        properties.set("networkProfileConfiguration", network());
        return parts.machine(view);
    }
}
