package dev.aks4j.tests.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a sketch as the JSON of Azure's API, without any help of aks4j's. Like a spec, it gives a range of services the range's
 * tenth address for DNS. */
final class AsJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AsJson() {}

    static ObjectNode cluster(Sketch sketch, Surroundings around) {
        ObjectNode body = JSON.createObjectNode().put("location", "westeurope");
        body.putObject("sku").put("name", "Base").put("tier", sketch.tier);
        if (sketch.subnet == null) {
            body.putObject("identity").put("type", "SystemAssigned");
        } else {
            ObjectNode identity = body.putObject("identity").put("type", "UserAssigned");
            identity.putObject("userAssignedIdentities").putObject(around.identityId());
        }
        ObjectNode properties = body.putObject("properties").put("dnsPrefix", sketch.dnsPrefix);
        text(properties, "kubernetesVersion", sketch.version);
        if (sketch.longTermSupport) {
            properties.put("supportPlan", "AKSLongTermSupport");
        }
        network(sketch, properties.putObject("networkProfile"));
        access(sketch, properties);
        if (sketch.windowsLogin) {
            properties
                    .putObject("windowsProfile")
                    .put("adminUsername", "azureuser")
                    .put("adminPassword", "Pa55word!Pa55word!");
        }
        sketch.more.forEach((place, value) -> at(properties, place, value));
        ArrayNode pools = properties.putArray("agentPoolProfiles");
        sketch.pools.forEach(pool -> pool(sketch, pool, around, pools.addObject()));
        return body;
    }

    private static void access(Sketch sketch, ObjectNode properties) {
        if (sketch.entra) {
            properties.putObject("aadProfile").put("managed", true).put("enableAzureRBAC", sketch.azureRbac);
        }
        properties.put("disableLocalAccounts", sketch.localAccountsDisabled);
        if (sketch.oidcIssuer != null) {
            properties.putObject("oidcIssuerProfile").put("enabled", sketch.oidcIssuer);
        }
        if (sketch.workloadIdentity) {
            properties
                    .putObject("securityProfile")
                    .putObject("workloadIdentity")
                    .put("enabled", true);
        }
        ObjectNode api = properties.putObject("apiServerAccessProfile");
        if (!sketch.authorizedRanges.isEmpty()) {
            api.set("authorizedIPRanges", JSON.valueToTree(sketch.authorizedRanges));
        }
        if (sketch.privateCluster) {
            api.put("enablePrivateCluster", true);
        }
    }

    private static void network(Sketch sketch, ObjectNode network) {
        switch (sketch.model) {
            case OVERLAY -> network.put("networkPlugin", "azure").put("networkPluginMode", "overlay");
            case CILIUM ->
                network.put("networkPlugin", "azure")
                        .put("networkPluginMode", "overlay")
                        .put("networkDataplane", "cilium");
            case NODE_SUBNET -> network.put("networkPlugin", "azure");
            case KUBENET -> network.put("networkPlugin", "kubenet");
            case NONE -> network.put("networkPlugin", "none");
        }
        text(network, "networkPolicy", sketch.policy);
        text(network, "podCidr", sketch.podCidr);
        text(network, "serviceCidr", sketch.serviceCidr);
        boolean tenth = sketch.dnsServiceIp == null
                && sketch.serviceCidr != null
                && sketch.serviceCidr.matches(".*\\.0/(1\\d|2[0-8])");
        String ofServices = tenth ? sketch.serviceCidr.replaceAll("0/\\d+$", "10") : null;
        text(network, "dnsServiceIP", tenth ? ofServices : sketch.dnsServiceIp);
        text(network, "outboundType", sketch.outbound);
        ObjectNode balancer = JSON.createObjectNode();
        if (sketch.managedIps != null) {
            balancer.putObject("managedOutboundIPs").put("count", sketch.managedIps);
        }
        number(balancer, "allocatedOutboundPorts", sketch.ports);
        number(balancer, "idleTimeoutInMinutes", sketch.idleMinutes);
        if (!balancer.isEmpty()) {
            network.set("loadBalancerProfile", balancer);
        }
    }

    /** Writes a pool as its own API takes it, with what the cluster's does not. */
    static ObjectNode pool(Sketch sketch, SketchedPool pool, Surroundings around) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode properties = body.putObject("properties");
        pool(sketch, pool, around, properties);
        properties.remove("name");
        pool.alone.forEach((place, value) -> at(properties, place, value));
        return body;
    }

    private static void pool(Sketch sketch, SketchedPool pool, Surroundings around, ObjectNode json) {
        json.put("name", pool.name).put("mode", pool.system ? "System" : "User").put("vmSize", pool.size);
        json.put("osType", pool.windows() ? "Windows" : "Linux");
        number(json, "count", pool.count);
        if (pool.min != null) {
            json.put("enableAutoScaling", true).put("minCount", pool.min).put("maxCount", pool.max);
        }
        if (pool.spot) {
            json.put("scaleSetPriority", "Spot").put("scaleSetEvictionPolicy", "Delete");
        }
        if (pool.price != null) {
            json.put("spotMaxPrice", pool.price);
        }
        ObjectNode upgrade = json.putObject("upgradeSettings");
        text(upgrade, "maxSurge", pool.surge);
        text(upgrade, "maxUnavailable", pool.unavailable);
        number(upgrade, "drainTimeoutInMinutes", pool.drainMinutes);
        number(upgrade, "nodeSoakDurationInMinutes", pool.soakMinutes);
        number(json, "maxPods", pool.maxPods);
        number(json, "osDiskSizeGB", pool.diskGib);
        text(json, "osSKU", pool.osSku);
        text(json, "orchestratorVersion", pool.version);
        if (pool.fips) {
            json.put("enableFIPS", true);
        }
        if (pool.trustedLaunch) {
            json.putObject("securityProfile").put("enableSecureBoot", true).put("enableVTPM", true);
        }
        json.set("nodeLabels", JSON.valueToTree(pool.labels));
        json.set("nodeTaints", JSON.valueToTree(pool.taints));
        if (!pool.zones.isEmpty()) {
            json.set(
                    "availabilityZones",
                    JSON.<JsonNode>valueToTree(
                            pool.zones.stream().map(String::valueOf).toList()));
        }
        pool.more.forEach((place, value) -> at(json, place, value));
        if (sketch.subnet != null) {
            json.put("vnetSubnetID", around.subnetId(sketch.subnet));
        }
    }

    private static void at(ObjectNode root, String place, Object value) {
        String[] names = place.substring(1).split("/");
        ObjectNode node = root;
        for (int i = 0; i < names.length - 1; i++) {
            node = node.withObjectProperty(names[i]);
        }
        node.set(names[names.length - 1], JSON.valueToTree(value));
    }

    private static void text(ObjectNode node, String name, String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static void number(ObjectNode node, String name, Integer value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
