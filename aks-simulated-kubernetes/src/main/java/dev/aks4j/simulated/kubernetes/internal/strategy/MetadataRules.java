package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rules for {@code metadata} that all types share. Stateless. */
public final class MetadataRules {

    private static final Set<String> UNCHECKED = Set.of("events", "poddisruptionbudgets.policy");
    private static final Set<String> DECLARED =
            Set.of("replicationcontrollers", "deviceclasses.resource.k8s.io", "apiservices.apiregistration.k8s.io");
    private static final Set<String> GENERIC =
            Set.of("admissionregistration.k8s.io", "apiregistration.k8s.io", "apiextensions.k8s.io");
    private static final Set<String> FINALIZERS =
            Set.of("kubernetes", "orphan", "foregroundDeletion", "customresourcecleanup.apiextensions.k8s.io");

    private MetadataRules() {}

    /** Collects the rules that a new object's metadata breaks. */
    public static void validate(ResourceType type, ObjectNode object, Errors errors) {
        if (UNCHECKED.contains(type.groupResource())) {
            return;
        }
        JsonNode metadata = object.path("metadata");
        String prefix = KubeJson.text(metadata, "generateName");
        if (!prefix.isEmpty() && !DECLARED.contains(type.groupResource())) {
            errors.each("metadata.generateName", prefix, name(type, Names.masked(prefix), errors.release()));
        }
        String name = KubeJson.text(metadata, "name");
        if (name.isEmpty()) {
            errors.required("metadata.name", "name or generateName is required");
        } else {
            errors.each("metadata.name", name, name(type, name, errors.release()));
        }
        common(metadata, errors);
        boolean custom = anyFinalizer(type);
        Checks.each("metadata.finalizers", metadata.path("finalizers"), (at, finalizer) -> {
            errors.each("metadata.finalizers", finalizer.asText(), Names.qualified(finalizer.asText()));
            if (!custom) {
                standard(at, finalizer.asText(), errors);
            }
        });
        List<String> finalizers = KubeJson.texts(metadata.path("finalizers"));
        if (finalizers.contains("orphan") && finalizers.contains("foregroundDeletion")) {
            errors.invalid(
                    "metadata.finalizers",
                    metadata.path("finalizers"),
                    "finalizer orphan and foregroundDeletion cannot be both set");
        }
    }

    /** Collects what is asked of the metadata of every type, where the type's own rules say nothing of it. */
    public static void validateUnchecked(ResourceType type, ObjectNode object, Errors errors) {
        if (!UNCHECKED.contains(type.groupResource())) {
            return;
        }
        JsonNode metadata = object.path("metadata");
        String name = KubeJson.text(metadata, "name");
        if (name.isEmpty()) {
            errors.required("metadata.name", "name or generateName is required");
        } else {
            errors.each("metadata.name", name, Names.pathSegment(name));
        }
        common(metadata, errors);
        KubeJson.texts(metadata.path("finalizers"))
                .forEach(finalizer -> errors.each("metadata.finalizers", finalizer, Names.qualified(finalizer)));
    }

    /** Custom types, and those of groups that can be served apart from the core, take finalizers without a domain. */
    private static boolean anyFinalizer(ResourceType type) {
        return type.custom().isPresent() || GENERIC.contains(type.group());
    }

    private static void common(JsonNode metadata, Errors errors) {
        Checks checks = new Checks(errors);
        checks.labels("metadata.labels", metadata.path("labels"));
        checks.annotations("metadata.annotations", metadata.path("annotations"));
        owners(metadata.path("ownerReferences"), errors);
    }

    private static void standard(String at, String finalizer, Errors errors) {
        if (!finalizer.contains("/") && !FINALIZERS.contains(finalizer)) {
            errors.invalid(at, finalizer, "name is neither a standard finalizer name nor is it fully qualified");
        }
    }

    static void finalizer(String at, String finalizer, Errors errors) {
        errors.each(at, finalizer, Names.qualified(finalizer));
        standard(at, finalizer, errors);
    }

    /** Collects the rules that a change of metadata breaks. */
    public static void validateUpdate(ResourceType type, ObjectNode now, ObjectNode before, Errors errors) {
        JsonNode metadata = now.path("metadata");
        if (before.path("metadata").has("deletionTimestamp")) {
            Set<String> added = new LinkedHashSet<>(KubeJson.texts(metadata.path("finalizers")));
            added.removeAll(KubeJson.texts(KubeJson.at(before, "metadata", "finalizers")));
            if (!added.isEmpty()) {
                errors.forbidden(
                        "metadata.finalizers",
                        "no new finalizers can be added if the object is being deleted, found new finalizers []string{\""
                                + String.join("\", \"", new TreeSet<>(added)) + "\"}");
            }
        }
        common(metadata, errors);
        if (!anyFinalizer(type)) {
            Checks.each(
                    "metadata.finalizers",
                    metadata.path("finalizers"),
                    (at, finalizer) -> standard(at, finalizer.asText(), errors));
        }
    }

    private static List<String> name(ResourceType type, String name, Release release) {
        return switch (type.groupResource()) {
            case "services" -> release.atLeast(36) ? Names.label(name) : Names.label1035(name);
            case "namespaces", "statefulsets.apps" -> Names.label(name);
            case "roles.rbac.authorization.k8s.io",
                    "rolebindings.rbac.authorization.k8s.io",
                    "clusterroles.rbac.authorization.k8s.io",
                    "clusterrolebindings.rbac.authorization.k8s.io",
                    "certificatesigningrequests.certificates.k8s.io" -> Names.pathSegment(name);
            case "ipaddresses.networking.k8s.io" -> {
                Errors found = new Errors(new Release(37));
                new Checks(found).canonicalAddress("", name);
                yield found.all().stream()
                        .map(error -> error.message().substring(error.message().indexOf("\": ") + 3))
                        .toList();
            }
            case "apiservices.apiregistration.k8s.io" -> List.of();
            default -> Names.subdomain(name);
        };
    }

    private static void owners(JsonNode owners, Errors errors) {
        String at = "metadata.ownerReferences";
        String[] first = {""};
        Checks.each(at, owners, (here, owner) -> {
            String version = KubeJson.text(owner, "apiVersion");
            if (!version.isEmpty() && (version.split("/", -1).length > 2 || version.endsWith("/"))) {
                errors.invalid(here + ".apiVersion", version, "must be <group>/<version> or <version>");
            }
            for (String part : new String[] {"apiVersion", "kind", "name", "uid"}) {
                if (KubeJson.text(owner, part).isEmpty()) {
                    if (errors.release().atLeast(37)) {
                        errors.required(here + "." + part);
                    } else {
                        errors.invalid(
                                here + "." + part,
                                "",
                                part.equals("apiVersion") ? "version must not be empty" : "must not be empty");
                    }
                }
            }
            if (version.equals("v1") && KubeJson.text(owner, "kind").equals("Event")) {
                errors.invalid(here, owner, "/v1, Kind=Event is disallowed from being an owner");
            }
            if (owner.path("controller").asBoolean()) {
                String own = KubeJson.text(owner, "kind") + "/" + KubeJson.text(owner, "name");
                if (first[0].isEmpty()) {
                    first[0] = own;
                } else {
                    errors.invalid(
                            at,
                            owners,
                            "Only one reference can have Controller set to true. Found \"true\" in references for "
                                    + first[0] + " and " + own);
                }
            }
        });
    }
}
