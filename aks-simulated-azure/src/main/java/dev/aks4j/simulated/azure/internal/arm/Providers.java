package dev.aks4j.simulated.azure.internal.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The resource providers and whether the subscription is registered with them. Guarded by the simulator's lock. */
public final class Providers {

    private static final Duration REGISTRATION = Duration.ofSeconds(25);

    private static final Set<String> ZONED = Set.of(
            "Microsoft.Compute/virtualMachines",
            "Microsoft.Compute/virtualMachineScaleSets",
            "Microsoft.Compute/disks",
            "Microsoft.Network/publicIPAddresses",
            "Microsoft.Network/publicIPPrefixes",
            "Microsoft.Network/natGateways",
            "Microsoft.Network/loadBalancers");

    private final Cloud cloud;
    private final Map<String, ResourceProvider> byNamespace = new LinkedHashMap<>();
    private final Map<String, String> states = new LinkedHashMap<>();

    Providers(Cloud cloud, List<ResourceProvider> providers) {
        this.cloud = cloud;
        for (ResourceProvider provider : providers) {
            byNamespace.put(key(provider.namespace()), provider);
            states.put(key(provider.namespace()), "Registered");
        }
    }

    private static String key(String namespace) {
        return namespace.toLowerCase(Locale.ROOT);
    }

    /** Takes back the subscription's registration with a provider. */
    public void unregister(String namespace) {
        find(namespace);
        states.put(key(namespace), "NotRegistered");
    }

    ObjectNode register(String namespace) {
        ResourceProvider provider = find(namespace);
        if (!"Registered".equals(states.get(key(namespace)))) {
            states.put(key(namespace), "Registering");
            cloud.time().after(REGISTRATION, () -> states.put(key(namespace), "Registered"));
        }
        return view(provider);
    }

    ResourceProvider find(String namespace) {
        return Optional.ofNullable(byNamespace.get(key(namespace)))
                .orElseThrow(() -> ArmError.gateway(
                        404, "InvalidResourceNamespace", "The resource namespace '" + namespace + "' is invalid."));
    }

    ResourceProvider require(String namespace) {
        ResourceProvider provider = find(namespace);
        if (!"Registered".equals(states.get(key(namespace)))) {
            throw ArmError.gateway(
                    409,
                    "MissingSubscriptionRegistration",
                    "The subscription is not registered to use namespace '" + provider.namespace()
                            + "'. See https://aka.ms/rps-not-found for how to register subscriptions.");
        }
        return provider;
    }

    List<ObjectNode> views() {
        return byNamespace.values().stream().map(this::view).toList();
    }

    ObjectNode view(ResourceProvider provider) {
        ObjectNode view = AzureJson.object()
                .put("id", cloud.subscriptionScope() + "/providers/" + provider.namespace())
                .put("namespace", provider.namespace())
                .put("registrationPolicy", "RegistrationRequired")
                .put("registrationState", states.get(key(provider.namespace())));
        var types = view.putArray("resourceTypes");
        for (String type : provider.types()) {
            ObjectNode each = types.addObject().put("resourceType", type);
            each.set("locations", AzureJson.of(Regions.names().split(",")));
            if (ZONED.contains(provider.namespace() + "/" + type)) {
                ArrayNode mappings = each.putArray("zoneMappings");
                for (String region : Regions.all()) {
                    List<String> zones = Regions.zones(region);
                    if (!zones.isEmpty()) {
                        mappings.addObject().put("location", region).set("zones", AzureJson.of(zones));
                    }
                }
            }
            List<String> newestFirst = new ArrayList<>(provider.apiVersions(type));
            Collections.reverse(newestFirst);
            each.set("apiVersions", AzureJson.of(newestFirst));
        }
        return view;
    }
}
