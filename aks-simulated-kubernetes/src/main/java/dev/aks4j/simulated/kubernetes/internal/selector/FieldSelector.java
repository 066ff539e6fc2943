package dev.aks4j.simulated.kubernetes.internal.selector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A condition on a few fields of an object, as the {@code fieldSelector} query parameter gives it. Immutable. */
public record FieldSelector(List<Requirement> requirements) {

    /** The selector that every object matches. */
    public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    private static final Map<String, Set<String>> SUPPORTED = Map.ofEntries(
            Map.entry(
                    "pods",
                    Set.of(
                            "spec.nodeName",
                            "spec.restartPolicy",
                            "spec.schedulerName",
                            "spec.serviceAccountName",
                            "spec.hostNetwork",
                            "status.phase",
                            "status.podIP",
                            "status.nominatedNodeName")),
            Map.entry("nodes", Set.of("spec.unschedulable")),
            Map.entry("namespaces", Set.of("status.phase")),
            Map.entry("secrets", Set.of("type")),
            Map.entry("certificatesigningrequests.certificates.k8s.io", Set.of("spec.signerName")),
            Map.entry("services", Set.of("spec.clusterIP", "spec.type")),
            Map.entry("replicationcontrollers", Set.of("status.replicas")),
            Map.entry("resourceslices.resource.k8s.io", Set.of("spec.nodeName", "spec.driver")),
            Map.entry("jobs.batch", Set.of("status.successful")),
            Map.entry(
                    "events",
                    Set.of(
                            "involvedObject.kind",
                            "involvedObject.namespace",
                            "involvedObject.name",
                            "involvedObject.uid",
                            "involvedObject.apiVersion",
                            "involvedObject.resourceVersion",
                            "involvedObject.fieldPath",
                            "regarding.kind",
                            "regarding.namespace",
                            "regarding.name",
                            "regarding.uid",
                            "regarding.apiVersion",
                            "regarding.resourceVersion",
                            "regarding.fieldPath",
                            "reportingController",
                            "reason",
                            "reportingComponent",
                            "source",
                            "type")));

    /** What one field must be, or must not be. */
    public record Requirement(String field, String value, boolean equal) {}

    /**
     * Parses a query parameter, such as {@code status.phase=Running,metadata.namespace!=default}.
     *
     * @param storage the storage name of the type, which decides what fields may be used
     * @throws IllegalArgumentException if it is malformed, or names a field that the type does not support
     */
    public static FieldSelector parse(String text, String storage) {
        return parse(text, storage, Set.of());
    }

    /**
     * Parses a query parameter for a type that has fields of its own by which it can be selected.
     *
     * @throws IllegalArgumentException if it is malformed, or names a field that the type does not support
     */
    public static FieldSelector parse(String text, String storage, Set<String> own) {
        if (text.isBlank()) {
            return EVERYTHING;
        }
        List<Requirement> requirements = new ArrayList<>();
        for (String part : text.split(",")) {
            int at = part.indexOf('=');
            if (at < 0) {
                throw new IllegalArgumentException("invalid selector: '" + text + "'; can't understand '" + part + "'");
            }
            boolean not = at > 0 && part.charAt(at - 1) == '!';
            String field = part.substring(0, not ? at - 1 : at).strip();
            String value =
                    part.substring(part.startsWith("==", at) ? at + 2 : at + 1).strip();
            boolean known = field.equals("metadata.name")
                    || field.equals("metadata.namespace")
                    || own.contains(field)
                    || SUPPORTED.getOrDefault(storage, Set.of()).contains(field);
            if (!known) {
                throw new IllegalArgumentException(
                        SUPPORTED.containsKey(storage) || storage.contains(".")
                                ? "field label not supported: " + field
                                : "\"" + field
                                        + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
            }
            requirements.add(new Requirement(field, value, !not));
        }
        return new FieldSelector(List.copyOf(requirements));
    }

    /** Returns whether an object satisfies every requirement. */
    public boolean matches(JsonNode object) {
        for (Requirement requirement : requirements) {
            if (value(object, requirement.field()).equals(requirement.value()) != requirement.equal()) {
                return false;
            }
        }
        return true;
    }

    private static String value(JsonNode object, String field) {
        if (field.equals("status.successful")) {
            return Integer.toString(object.path("status").path("succeeded").asInt());
        }
        if (field.equals("source")) {
            return KubeJson.text(object, "source", "component");
        }
        if (field.startsWith("regarding.")) {
            return KubeJson.text(object, "involvedObject", field.substring("regarding.".length()));
        }
        if (field.equals("reportingController")) {
            return KubeJson.text(object, "reportingComponent");
        }
        JsonNode found = KubeJson.at(object, field.split("\\."));
        boolean flag = field.equals("spec.unschedulable") || field.equals("spec.hostNetwork");
        return found.isMissingNode() && flag ? "false" : found.asText("");
    }
}
