package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Set;

/** What a managed namespace may say, and what it says if it does not. */
final class NamespaceProperties {

    private static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    private static final Set<String> SYSTEM = Set.of(
            "kube-system",
            "kube-public",
            "kube-node-lease",
            "app-routing-system",
            "istio-system",
            "aks-istio-system",
            "gatekeeper-system");
    private static final String QUANTITY = "\\d+(\\.\\d+)?(m|[kMGTPE]|[KMGTPE]i)?";
    private static final List<String> TRAFFIC = List.of("DenyAll", "AllowAll", "AllowSameNamespace");

    private NamespaceProperties() {}

    static void requireName(String name) {
        if (!name.matches(NAME)) {
            throw invalid("managedNamespaceName", name, "must have 1 to 63 characters and match " + NAME);
        }
        if (SYSTEM.contains(name)) {
            throw invalid("managedNamespaceName", name, "is a system namespace, which cannot be managed");
        }
    }

    /** Returns checked properties with defaults: nothing is adopted, and the namespace outlives its resource. */
    static ObjectNode fill(ObjectNode asked) {
        ObjectNode properties = asked.deepCopy();
        properties.remove("provisioningState");
        properties.remove("portalFqdn");
        AzureJson.orElse(properties, "adoptionPolicy", "Never");
        AzureJson.orElse(properties, "deletePolicy", "Keep");
        ObjectNode policy = AzureJson.child(properties, "defaultNetworkPolicy");
        AzureJson.orElse(policy, "ingress", "AllowSameNamespace");
        AzureJson.orElse(policy, "egress", "AllowAll");
        requireOne(properties, "/adoptionPolicy", List.of("Never", "IfIdentical", "Always"));
        requireOne(properties, "/deletePolicy", List.of("Keep", "Delete"));
        requireOne(policy, "/ingress", TRAFFIC);
        requireOne(policy, "/egress", TRAFFIC);
        AzureJson.fields(properties, "/defaultResourceQuota").forEach(entry -> {
            String quantity = entry.getValue().asText();
            if (!quantity.matches(QUANTITY)) {
                throw invalid("defaultResourceQuota." + entry.getKey(), quantity, "is not a quantity");
            }
        });
        return properties;
    }

    private static void requireOne(ObjectNode node, String pointer, List<String> values) {
        String value = AzureJson.text(node, pointer).orElse("");
        if (!values.contains(value)) {
            throw invalid(pointer.substring(1), value, "is not one of " + String.join(", ", values));
        }
    }

    private static ArmError invalid(String parameter, String value, String why) {
        return ArmError.aks(
                        400,
                        "InvalidParameter",
                        "The value of parameter " + parameter + " is invalid. Error details: '" + value + "' " + why
                                + ".")
                .target(parameter);
    }
}
