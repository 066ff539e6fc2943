package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.command.ClusterApi;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.OperationFailure;
import java.util.Map;
import java.util.Optional;

/** What a managed namespace is inside its cluster: a namespace, a quota and a network policy. */
final class NamespaceObjects {

    private static final String MARK = "kubernetes.azure.com/managedByArm";
    private static final String OWN_NAME = "kubernetes.io/metadata.name";
    private static final String QUOTA = "defaultresourcequota";
    private static final String POLICY = "defaultnetworkpolicy";
    private static final Map<String, String> LIMITS = Map.of(
            "cpuRequest", "requests.cpu",
            "cpuLimit", "limits.cpu",
            "memoryRequest", "requests.memory",
            "memoryLimit", "limits.memory");

    private final ClusterApi api;
    private final String name;
    private final String path;

    NamespaceObjects(ClusterApi api, String name) {
        this.api = api;
        this.name = name;
        this.path = "/api/v1/namespaces/" + name;
    }

    /** Makes the cluster what the properties say. A namespace that Azure does not manage yet must be adoptable. */
    void settle(ObjectNode properties) {
        api.find(path)
                .filter(live -> !marked(live))
                .ifPresent(live -> requireAdoptable((ObjectNode) live.path("metadata"), properties));
        ObjectNode namespace = object("v1", "Namespace", name);
        ObjectNode metadata = AzureJson.child(namespace, "metadata");
        metadata.set("labels", AzureJson.child(properties.deepCopy(), "labels").put(MARK, "true"));
        metadata.set("annotations", AzureJson.child(properties.deepCopy(), "annotations"));
        apply(path, namespace);
        settleQuota(properties);
        apply(policies() + "/" + POLICY, policy(properties));
    }

    private static boolean marked(JsonNode namespace) {
        return namespace.path("metadata").path("labels").path(MARK).asText().equals("true");
    }

    private void requireAdoptable(ObjectNode live, ObjectNode properties) {
        String policy = properties.path("adoptionPolicy").asText();
        if (policy.equals("Never")) {
            throw new OperationFailure(
                    "NamespaceAlreadyExists",
                    "The namespace '" + name + "' exists in the cluster already, and the adoption policy is Never.");
        }
        boolean same = own(live, "labels").equals(own(properties, "labels"))
                && own(live, "annotations").equals(own(properties, "annotations"));
        if (policy.equals("IfIdentical") && !same) {
            throw new OperationFailure(
                    "NamespaceNotIdentical",
                    "The namespace '" + name + "' exists in the cluster already with other labels or annotations, and"
                            + " the adoption policy is IfIdentical.");
        }
    }

    /** Returns a map without the label that Kubernetes itself gives to every namespace. */
    private static ObjectNode own(ObjectNode holder, String field) {
        ObjectNode copy = AzureJson.child(holder.deepCopy(), field);
        copy.remove(OWN_NAME);
        return copy;
    }

    private void settleQuota(ObjectNode properties) {
        ObjectNode quota = object("v1", "ResourceQuota", QUOTA);
        ObjectNode hard = AzureJson.child(AzureJson.child(quota, "spec"), "hard");
        AzureJson.fields(properties, "/defaultResourceQuota").stream()
                .filter(entry -> LIMITS.containsKey(entry.getKey()))
                .forEach(entry -> hard.set(LIMITS.get(entry.getKey()), entry.getValue()));
        if (hard.isEmpty()) {
            api.delete(path + "/resourcequotas/" + QUOTA);
        } else {
            apply(path + "/resourcequotas/" + QUOTA, quota);
        }
    }

    private String policies() {
        return "/apis/networking.k8s.io/v1/namespaces/" + name + "/networkpolicies";
    }

    private static ObjectNode policy(ObjectNode properties) {
        ObjectNode policy = object("networking.k8s.io/v1", "NetworkPolicy", POLICY);
        ObjectNode spec = AzureJson.child(policy, "spec");
        spec.putObject("podSelector");
        spec.putArray("policyTypes").add("Ingress").add("Egress");
        rules(spec.putArray("ingress"), "from", properties.at("/defaultNetworkPolicy/ingress"));
        rules(spec.putArray("egress"), "to", properties.at("/defaultNetworkPolicy/egress"));
        return policy;
    }

    private static void rules(ArrayNode rules, String peers, JsonNode traffic) {
        switch (traffic.asText()) {
            case "AllowAll" -> rules.addObject();
            case "AllowSameNamespace" ->
                rules.addObject().putArray(peers).addObject().putObject("podSelector");
            default -> {
                // No rule lets nobody through.
            }
        }
    }

    private static ObjectNode object(String apiVersion, String kind, String name) {
        ObjectNode object = AzureJson.object().put("apiVersion", apiVersion).put("kind", kind);
        object.putObject("metadata").put("name", name);
        return object;
    }

    private void apply(String where, ObjectNode object) {
        Optional<String> refusal = api.apply(where, object);
        if (refusal.isPresent()) {
            throw new OperationFailure("InvalidParameter", refusal.get());
        }
    }

    /** Leaves the namespace in the cluster, as one that Azure does not manage. */
    void release() {
        ObjectNode patch = AzureJson.object();
        patch.putObject("metadata").putObject("labels").putNull(MARK);
        api.merge(path, patch);
    }

    /** Deletes the namespace with everything in it. */
    void remove() {
        api.delete(path);
    }
}
