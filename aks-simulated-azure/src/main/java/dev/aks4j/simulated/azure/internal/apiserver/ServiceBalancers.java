package dev.aks4j.simulated.azure.internal.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.kubernetes.internal.controller.LoadBalancers.Wanted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The load balancers {@code kubernetes} and {@code kubernetes-internal} of a node resource group, as the cloud controller
 * keeps them: a frontend, rules and probes for each service. Guarded by the simulator's lock.
 */
final class ServiceBalancers {

    private static final String TYPE = "Microsoft.Network/loadBalancers";
    private static final String PREFIX = "service.beta.kubernetes.io/azure-";
    private static final List<String> PARTS = List.of("frontendIPConfigurations", "loadBalancingRules", "probes");

    private final Cloud cloud;
    private final Supplier<ClusterSnapshot> cluster;

    ServiceBalancers(Cloud cloud, Supplier<ClusterSnapshot> cluster) {
        this.cloud = cloud;
        this.cluster = cluster;
    }

    /** Lets a service have its frontend, rules and probes, at an address. */
    void hold(Wanted service, String address, Optional<String> publicAddress) {
        withdraw(service);
        StoredResource balancer = balancer(service.internal());
        ObjectNode properties = AzureJson.child(balancer.body(), "properties");
        String base =
                base(service) + service.subnet().map(subnet -> "-" + subnet).orElse("");
        String frontend = cut(base, 75);
        ObjectNode front = part(balancer, "frontendIPConfigurations", frontend);
        ObjectNode at = front.putObject("properties").put("provisioningState", "Succeeded");
        if (publicAddress.isPresent()) {
            at.put("privateIPAllocationMethod", "Dynamic")
                    .putObject("publicIPAddress")
                    .put("id", publicAddress.get());
        } else {
            at.put("privateIPAddress", address)
                    .put("privateIPAllocationMethod", "Static")
                    .putObject("subnet")
                    .put("id", subnet(service));
        }
        for (JsonNode port : service.spec().path("ports")) {
            rule(balancer, service, base, frontend, port);
        }
        PARTS.forEach(list -> AzureJson.orElse(properties, list, List.of()));
    }

    private void rule(StoredResource balancer, Wanted service, String base, String frontend, JsonNode port) {
        String protocol = port.path("protocol").asText("TCP");
        int number = port.path("port").asInt();
        int nodePort = port.path("nodePort").asInt();
        boolean local = service.spec().path("externalTrafficPolicy").asText().equals("Local");
        boolean floats = !annotation(service, "disable-load-balancer-floating-ip", "false")
                .equalsIgnoreCase("true");
        Optional<String> probe = Optional.empty();
        if (local) {
            int health = service.spec().path("healthCheckNodePort").asInt();
            probe = Optional.of(cut(base + "-TCP-" + health, 80));
            probe(balancer, service, probe.get(), "Http", health).put("requestPath", "/healthz");
        } else if (!protocol.equals("UDP")) {
            probe = Optional.of(cut(base + "-" + protocol + "-" + number, 80));
            probe(balancer, service, probe.get(), "Tcp", nodePort);
        }
        ObjectNode properties = part(balancer, "loadBalancingRules", cut(base + "-" + protocol + "-" + number, 80))
                .putObject("properties")
                .put("provisioningState", "Succeeded")
                .put("protocol", protocol.charAt(0) + protocol.substring(1).toLowerCase(Locale.ROOT))
                .put("frontendPort", number)
                .put("backendPort", floats ? number : nodePort)
                .put("enableFloatingIP", floats)
                .put("enableTcpReset", protocol.equals("TCP"))
                .put("disableOutboundSnat", true)
                .put("loadDistribution", affinity(service))
                .put(
                        "idleTimeoutInMinutes",
                        Integer.parseInt(annotation(service, "load-balancer-tcp-idle-timeout", "4")
                                .strip()));
        String id = balancer.id();
        properties.putObject("frontendIPConfiguration").put("id", id + "/frontendIPConfigurations/" + frontend);
        properties.putObject("backendAddressPool").put("id", id + "/backendAddressPools/" + balancer.name());
        probe.ifPresent(name -> properties.putObject("probe").put("id", id + "/probes/" + name));
    }

    private static String affinity(Wanted service) {
        return service.spec().path("sessionAffinity").asText().equals("ClientIP") ? "SourceIP" : "Default";
    }

    private ObjectNode probe(StoredResource balancer, Wanted service, String name, String protocol, int port) {
        return part(balancer, "probes", name)
                .putObject("properties")
                .put("provisioningState", "Succeeded")
                .put("protocol", protocol)
                .put("port", port)
                .put("intervalInSeconds", number(service, "load-balancer-health-probe-interval", 5))
                .put("numberOfProbes", 1)
                .put("probeThreshold", number(service, "load-balancer-health-probe-num-of-probe", 2));
    }

    private static int number(Wanted service, String name, int otherwise) {
        return Integer.parseInt(annotation(service, name, "" + otherwise).strip());
    }

    private static String annotation(Wanted service, String name, String otherwise) {
        return service.annotations().getOrDefault(PREFIX + name, otherwise);
    }

    /** Returns a part of a balancer by name, new or as it is. */
    private static ObjectNode part(StoredResource balancer, String list, String name) {
        ObjectNode properties = AzureJson.child(balancer.body(), "properties");
        ArrayNode all = properties.path(list) instanceof ArrayNode there ? there : properties.putArray(list);
        for (JsonNode each : all) {
            if (each.path("name").asText().equals(name)) {
                return (ObjectNode) each;
            }
        }
        return all.addObject().put("name", name).put("id", balancer.id() + "/" + list + "/" + name);
    }

    /** Takes a service's parts away, and a balancer of which nothing is left. */
    void withdraw(Wanted service) {
        String base = base(service);
        for (boolean internal : List.of(true, false)) {
            cloud.resources().find(StoredResource.class, id(internal)).ifPresent(balancer -> {
                JsonNode properties = balancer.body().path("properties");
                PARTS.forEach(list -> {
                    if (properties.path(list) instanceof ArrayNode all) {
                        ArrayNode kept = AzureJson.array();
                        all.forEach(each -> {
                            if (!each.path("name").asText().startsWith(base)) {
                                kept.add(each);
                            }
                        });
                        ((ObjectNode) properties).set(list, kept);
                    }
                });
                if (properties.path("frontendIPConfigurations").isEmpty()) {
                    cloud.resources().remove(balancer.id());
                }
            });
        }
    }

    private StoredResource balancer(boolean internal) {
        String id = id(internal);
        return cloud.resources().find(StoredResource.class, id).orElseGet(() -> {
            String name = id.substring(id.lastIndexOf('/') + 1);
            ObjectNode body = AzureJson.object()
                    .put("name", name)
                    .put("id", id)
                    .put("etag", "W/\"" + cloud.random().guid() + "\"")
                    .put("type", TYPE)
                    .put("location", cluster.get().region());
            body.putObject("sku").put("name", "Standard").put("tier", "Regional");
            ObjectNode properties = body.putObject("properties").put("provisioningState", "Succeeded");
            ObjectNode pool =
                    properties.putArray("backendAddressPools").addObject().put("name", name);
            pool.put("id", id + "/backendAddressPools/" + name)
                    .putObject("properties")
                    .put("provisioningState", "Succeeded");
            for (String list : List.of("outboundRules", "inboundNatRules", "inboundNatPools")) {
                properties.putArray(list);
            }
            StoredResource made = new StoredResource(id, TYPE, body);
            cloud.resources().put(made);
            return made;
        });
    }

    private String id(boolean internal) {
        return cloud.subscriptionScope() + "/resourceGroups/" + cluster.get().nodeResourceGroup() + "/providers/" + TYPE
                + "/kubernetes" + (internal ? "-internal" : "");
    }

    private String subnet(Wanted service) {
        String own = cluster.get()
                .nodeSubnetId()
                .orElse(cloud.subscriptionScope() + "/resourceGroups/"
                        + cluster.get().nodeResourceGroup()
                        + "/providers/Microsoft.Network/virtualNetworks/aks-vnet/subnets/aks-subnet");
        return service.subnet()
                .map(name -> own.substring(0, own.lastIndexOf('/') + 1) + name)
                .orElse(own);
    }

    private static String base(Wanted service) {
        return "a" + service.uid().replace("-", "");
    }

    private static String cut(String name, int length) {
        return name.substring(0, Math.min(length, name.length()));
    }
}
