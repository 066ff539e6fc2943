package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.cluster.NodeSnapshot;
import dev.aks4j.simulated.azure.internal.compute.MachineSize;
import dev.aks4j.simulated.azure.internal.compute.OfferedSizes;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.network.Subnet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Describes clusters and nodes to those who follow them. */
final class ClusterSnapshots {

    private static final String MANAGED_SUBNET = "10.224.0.0/16";

    private ClusterSnapshots() {}

    static ClusterSnapshot of(ManagedCluster cluster) {
        ObjectNode properties = cluster.properties();
        List<NodeSnapshot> nodes = new ArrayList<>();
        cluster.pools().forEach(pool -> pool.instances().forEach(each -> nodes.add(node(cluster, pool, each))));
        Optional<String> subnet = cluster.pools().stream()
                .flatMap(pool -> AzureJson.text(pool.properties(), "/vnetSubnetID").stream())
                .findFirst();
        return new ClusterSnapshot(
                cluster.id(),
                cluster.name(),
                cluster.region(),
                cluster.fqdn(),
                cluster.privateFqdn(),
                cluster.currentVersion(),
                cluster.nodeResourceGroup(),
                cluster.cloud().tenantId(),
                AzureJson.flag(properties, "/aadProfile/managed"),
                AzureJson.flag(properties, "/aadProfile/enableAzureRBAC"),
                AzureJson.texts(properties, "/aadProfile/adminGroupObjectIDs"),
                !AzureJson.flag(properties, "/disableLocalAccounts"),
                cluster.issuer(),
                AzureJson.flag(properties, "/securityProfile/workloadIdentity/enabled"),
                properties.at("/networkProfile/serviceCidr").asText(),
                properties.at("/networkProfile/dnsServiceIP").asText(),
                AzureJson.text(properties, "/networkProfile/podCidr"),
                subnet,
                subnet.flatMap(id -> range(cluster, id))
                        .map(AddressRange::toString)
                        .orElse(MANAGED_SUBNET),
                ingress(properties),
                cluster.running(),
                nodes);
    }

    private static Set<String> ingress(ObjectNode properties) {
        Set<String> on = new HashSet<>();
        String types = properties.at("/ingressProfile/gatewayAPI/installation").asText();
        if (types.equals("Standard")) {
            on.add("gatewayApi");
        }
        String routing = "/ingressProfile/webAppRouting/";
        if (AzureJson.flag(properties, routing + "enabled")) {
            on.add("routing");
            String nginx = properties
                    .at(routing + "nginx/defaultIngressControllerType")
                    .asText();
            if (!nginx.equals("None")) {
                on.add(nginx.equals("Internal") ? "internal" : "public");
            }
            String gateway = properties
                    .at(routing + "gatewayAPIImplementations/appRoutingIstio/mode")
                    .asText();
            if (gateway.equals("Enabled")) {
                on.add("routingGateway");
            }
        }
        return on;
    }

    private static Optional<AddressRange> range(ManagedCluster cluster, String subnetId) {
        return cluster.cloud().resources().find(Subnet.class, subnetId).map(Subnet::range);
    }

    static String scaleSet(ManagedCluster cluster, AgentPool pool) {
        boolean windows = pool.properties().path("osType").asText().equals("Windows");
        return windows ? "aks" + pool.name() : "aks-" + pool.name() + "-" + cluster.scaleSetDigits() + "-vmss";
    }

    /** Describes the node of a size that a pool would get next. */
    static NodeSnapshot template(ManagedCluster cluster, AgentPool pool, String size) {
        return node(cluster, pool, pool.next(AzureJson.texts(pool.properties(), "/availabilityZones"), size));
    }

    static String nodeName(ManagedCluster cluster, AgentPool pool, AgentPool.Instance instance) {
        String suffix = String.format(Locale.ROOT, "%6s", Integer.toString(instance.number(), 36))
                .replace(' ', '0');
        return scaleSet(cluster, pool) + suffix;
    }

    /** Returns the private address of a machine. */
    static String address(ManagedCluster cluster, AgentPool pool, AgentPool.Instance instance) {
        return AzureJson.text(pool.properties(), "/vnetSubnetID")
                .flatMap(id -> range(cluster, id))
                .orElseGet(() -> AddressRange.parse(MANAGED_SUBNET).orElseThrow())
                .address(instance.address());
    }

    private static NodeSnapshot node(ManagedCluster cluster, AgentPool pool, AgentPool.Instance instance) {
        ObjectNode properties = pool.properties();
        MachineSize size = OfferedSizes.find(instance.size()).orElseThrow();
        String scaleSet = scaleSet(cluster, pool);
        String provider = "azure:///subscriptions/" + cluster.cloud().subscriptionId() + "/resourceGroups/"
                + cluster.nodeResourceGroup().toLowerCase(Locale.ROOT)
                + "/providers/Microsoft.Compute/virtualMachineScaleSets/" + scaleSet + "/virtualMachines/"
                + instance.number();
        Map<String, String> labels = new LinkedHashMap<>();
        AzureJson.fields(properties, "/nodeLabels")
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        if (instance.setAside()) {
            labels.put("kubernetes.azure.com/upgrade-status", "Quarantined");
        }
        return new NodeSnapshot(
                nodeName(cluster, pool, instance),
                pool.name(),
                properties.path("mode").asText(),
                provider,
                cluster.region(),
                instance.zone(),
                size.name(),
                size.cpus(),
                size.memoryGib(),
                properties.path("maxPods").asInt(),
                properties.path("osType").asText(),
                properties.path("osSKU").asText(),
                size.arm64(),
                instance.version(),
                instance.image(),
                address(cluster, pool, instance),
                properties.path("scaleSetPriority").asText().equals("Spot"),
                labels,
                AzureJson.texts(properties, "/nodeTaints"));
    }
}
