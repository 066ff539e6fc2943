package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills in what a cluster's author left open, as AKS does at once. */
final class ClusterDefaults {

    private static final String BALANCER = "/networkProfile/loadBalancerProfile";
    private static final List<String> ADDRESSES = List.of("managedOutboundIPs", "outboundIPs", "outboundIPPrefixes");
    private static final String RANGES_HOLDER = "/apiServerAccessProfile";

    private static final List<String> READ_ONLY = List.of(
            "provisioningState",
            "powerState",
            "currentKubernetesVersion",
            "fqdn",
            "azurePortalFQDN",
            "privateFQDN",
            "privateLinkResources",
            "maxAgentPools",
            "resourceUID",
            "agentPoolProfiles",
            "identityProfile",
            "eTag",
            "status");

    /** What clients send and nobody reads again. */
    private static final Map<String, String> SECRETS = Map.of(
            "windowsProfile", "adminPassword",
            "servicePrincipalProfile", "secret",
            "aadProfile", "serverAppSecret");

    private static final Map<String, Object> AUTOSCALER = autoscalerDefaults();

    private ClusterDefaults() {}

    private static Map<String, Object> autoscalerDefaults() {
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("balance-similar-node-groups", "false");
        defaults.put("daemonset-eviction-for-empty-nodes", false);
        defaults.put("daemonset-eviction-for-occupied-nodes", true);
        defaults.put("expander", "random");
        defaults.put("ignore-daemonsets-utilization", false);
        defaults.put("max-empty-bulk-delete", "10");
        defaults.put("max-graceful-termination-sec", "600");
        defaults.put("max-node-provision-time", "15m");
        defaults.put("max-total-unready-percentage", "45");
        defaults.put("new-pod-scale-up-delay", "0s");
        defaults.put("ok-total-unready-count", "3");
        defaults.put("scale-down-delay-after-add", "10m");
        defaults.put("scale-down-delay-after-delete", "10s");
        defaults.put("scale-down-delay-after-failure", "3m");
        defaults.put("scale-down-unneeded-time", "10m");
        defaults.put("scale-down-unready-time", "20m");
        defaults.put("scale-down-utilization-threshold", "0.5");
        defaults.put("scan-interval", "10s");
        defaults.put("skip-nodes-with-local-storage", "false");
        defaults.put("skip-nodes-with-system-pods", "true");
        return defaults;
    }

    /** Returns the desired properties, without pools, given what they are now. */
    static ObjectNode fill(ObjectNode requested, Optional<ObjectNode> current, Instant now) {
        ObjectNode desired = current.map(ObjectNode::deepCopy).orElseGet(AzureJson::object);
        alternatives(desired, requested);
        merge(desired, requested);
        if (requested.path("identityProfile").isObject()) {
            desired.set("identityProfile", requested.get("identityProfile").deepCopy());
        }
        desired.remove(READ_ONLY.stream()
                .filter(field -> !field.equals("identityProfile"))
                .toList());
        if (desired.path("kubernetesVersion").asText().isEmpty()) {
            desired.put("kubernetesVersion", Versions.standard(now).toString());
        }
        if (desired.path("addonProfiles").isEmpty()) {
            desired.remove("addonProfiles");
        }
        AzureJson.orElse(desired, "enableRBAC", true);
        AzureJson.orElse(desired, "supportPlan", "KubernetesOfficial");
        AzureJson.orElse(desired, "disableLocalAccounts", false);
        AzureJson.orElse(desired, "servicePrincipalProfile", Map.of("clientId", "msi"));
        autoscaler(desired, requested);
        windows(desired, requested, current.isPresent());
        apiServer(desired);
        network(AzureJson.child(desired, "networkProfile"));
        current.ifPresent(before -> cilium(before.path("networkProfile"), AzureJson.child(desired, "networkProfile")));
        AzureJson.orElse(AzureJson.child(desired, "autoUpgradeProfile"), "nodeOSUpgradeChannel", "NodeImage");
        AzureJson.child(desired, "securityProfile");
        storage(AzureJson.child(desired, "storageProfile"));
        boolean issuerByDefault = Versions.parse(
                        desired.path("kubernetesVersion").asText())
                .filter(version -> version.minor() >= 34)
                .isPresent();
        AzureJson.orElse(AzureJson.child(desired, "oidcIssuerProfile"), "enabled", issuerByDefault);
        AzureJson.child(desired, "workloadAutoScalerProfile");
        AzureJson.orElse(AzureJson.child(AzureJson.child(desired, "metricsProfile"), "costAnalysis"), "enabled", false);
        AzureJson.orElse(AzureJson.child(desired, "bootstrapProfile"), "artifactSource", "Direct");
        SECRETS.forEach((profile, secret) -> {
            if (desired.path(profile) instanceof ObjectNode holder) {
                holder.remove(secret);
            }
        });
        return desired;
    }

    /** Of a managed NAT gateway the newer SKU is the default, of api-versions from 2026-06-01 on. */
    static void natGateway(JsonNode network) {
        if (network.path("outboundType").asText().equals("managedNATGateway")
                && network.path("natGatewayProfile") instanceof ObjectNode profile) {
            AzureJson.orElse(profile, "sku", "StandardV2");
        }
    }

    /** Of a group of alternatives that a write names, what the write leaves out is gone. */
    private static void alternatives(ObjectNode desired, ObjectNode requested) {
        if (requested.at(BALANCER).isObject() && desired.at(BALANCER) instanceof ObjectNode balancer) {
            balancer.remove(ADDRESSES.stream()
                    .filter(field -> !requested.at(BALANCER).hasNonNull(field))
                    .toList());
            balancer.remove("effectiveOutboundIPs");
        }
        if (requested.at("/identityProfile").isObject()) {
            desired.remove("identityProfile");
        }
        if (requested.at("/addonProfiles").isObject() && desired.at("/addonProfiles") instanceof ObjectNode addons) {
            requested.at("/addonProfiles").properties().forEach(addon -> addons.remove(addon.getKey()));
        }
        if (requested.at(RANGES_HOLDER).isObject()
                && !requested.at(RANGES_HOLDER).hasNonNull("authorizedIPRanges")
                && desired.at(RANGES_HOLDER) instanceof ObjectNode access) {
            access.remove("authorizedIPRanges");
        }
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value instanceof ObjectNode object && into.get(field.getKey()) instanceof ObjectNode existing) {
                merge(existing, object);
            } else if (!value.isNull()) {
                into.set(field.getKey(), value.deepCopy());
            }
        });
    }

    /** The autoscaler's settings are shown whole, as soon as it has a pool or somebody sets one of them. */
    static void autoscaler(ObjectNode desired, JsonNode requested) {
        boolean scales = false;
        for (JsonNode pool : requested.path("agentPoolProfiles")) {
            scales |= AzureJson.flag(pool, "/enableAutoScaling");
        }
        if (scales || desired.path("autoScalerProfile").isObject()) {
            autoscaler(AzureJson.child(desired, "autoScalerProfile"));
        }
    }

    /** Fills in what is left open of the autoscaler's settings. */
    static void autoscaler(ObjectNode profile) {
        AUTOSCALER.forEach((name, value) -> AzureJson.orElse(profile, name, value));
    }

    /** Whoever asks for Azure CNI by name gets a cluster that could take Windows nodes. */
    private static void windows(ObjectNode desired, ObjectNode requested, boolean exists) {
        JsonNode network = requested.path("networkProfile");
        boolean cilium = network.path("networkDataplane").asText().equals("cilium");
        if (!exists && !cilium && network.path("networkPlugin").asText().equals("azure")) {
            ObjectNode windows = AzureJson.child(desired, "windowsProfile");
            AzureJson.orElse(windows, "adminUsername", "azureuser");
            AzureJson.orElse(windows, "enableCSIProxy", true);
        }
    }

    /** Ranges that were cleared leave no trace; a private cluster has a zone of its own and a public name. */
    private static void apiServer(ObjectNode desired) {
        if (!(desired.path("apiServerAccessProfile") instanceof ObjectNode access)) {
            return;
        }
        if (access.path("authorizedIPRanges").isArray()
                && access.path("authorizedIPRanges").isEmpty()) {
            access.remove("authorizedIPRanges");
        }
        if (AzureJson.flag(access, "/enablePrivateCluster")) {
            AzureJson.orElse(access, "privateDNSZone", "system");
            AzureJson.orElse(access, "enablePrivateClusterPublicFQDN", true);
        }
        if (access.isEmpty()) {
            desired.remove("apiServerAccessProfile");
        }
    }

    /** With the data plane, the policy becomes Cilium's, unless the author asks for another one. */
    private static void cilium(JsonNode before, ObjectNode network) {
        boolean turns = !before.path("networkDataplane").asText().equals("cilium")
                && network.path("networkDataplane").asText().equals("cilium");
        if (turns && network.path("networkPolicy").equals(before.path("networkPolicy"))) {
            network.put("networkPolicy", "cilium");
        }
    }

    private static void network(ObjectNode network) {
        if (network.path("networkPlugin").isTextual()) {
            network.put("networkPlugin", network.path("networkPlugin").asText().toLowerCase(java.util.Locale.ROOT));
        }
        if (!network.hasNonNull("networkPlugin")) {
            network.put("networkPlugin", "azure").put("networkPluginMode", "overlay");
        }
        String plugin = network.path("networkPlugin").asText();
        boolean cilium = network.path("networkDataplane").asText().equals("cilium");
        AzureJson.orElse(network, "networkPolicy", cilium ? "cilium" : "none");
        if (plugin.equals("azure")) {
            AzureJson.orElse(network, "networkDataplane", "azure");
        }
        AzureJson.orElse(network, "loadBalancerSku", "standard");
        network.put("loadBalancerSku", network.path("loadBalancerSku").asText().toLowerCase(java.util.Locale.ROOT));
        AzureJson.orElse(network, "outboundType", "loadBalancer");
        if (network.path("outboundType").asText().equals("loadBalancer")) {
            ObjectNode balancer = AzureJson.child(network, "loadBalancerProfile");
            if (!balancer.has("outboundIPs") && !balancer.has("outboundIPPrefixes")) {
                AzureJson.orElse(AzureJson.child(balancer, "managedOutboundIPs"), "count", 1);
            }
            AzureJson.orElse(balancer, "backendPoolType", "nodeIPConfiguration");
        } else {
            network.remove("loadBalancerProfile");
        }
        addresses(network, plugin);
    }

    private static void addresses(ObjectNode network, String plugin) {
        boolean ownPods = plugin.equals("kubenet")
                || network.path("networkPluginMode").asText().equals("overlay");
        if (ownPods) {
            AzureJson.orElse(network, "podCidr", first(network.path("podCidrs")).orElse("10.244.0.0/16"));
        }
        AzureJson.orElse(
                network, "serviceCidr", first(network.path("serviceCidrs")).orElse("10.0.0.0/16"));
        AzureJson.orElse(network, "dnsServiceIP", "10.0.0.10");
        if (ownPods) {
            keepFirst(network, "podCidrs", network.path("podCidr").asText());
        }
        keepFirst(network, "serviceCidrs", network.path("serviceCidr").asText());
        AzureJson.orElse(network, "ipFamilies", List.of("IPv4"));
    }

    private static Optional<String> first(JsonNode array) {
        return array.isArray() && !array.isEmpty() ? Optional.of(array.get(0).asText()) : Optional.empty();
    }

    private static void keepFirst(ObjectNode network, String field, String value) {
        ArrayNode array = network.path(field) instanceof ArrayNode given ? given : network.putArray(field);
        if (array.isEmpty()) {
            array.add(value);
        } else {
            array.set(0, value);
        }
    }

    private static void storage(ObjectNode storage) {
        for (String driver : List.of("diskCSIDriver", "fileCSIDriver", "snapshotController")) {
            AzureJson.orElse(AzureJson.child(storage, driver), "enabled", true);
        }
    }
}
