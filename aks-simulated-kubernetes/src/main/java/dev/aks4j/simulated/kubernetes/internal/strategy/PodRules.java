package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The rules for a pod's specification. Not thread-safe. */
final class PodRules {

    static final List<String> LISTS = List.of("initContainers", "containers", "ephemeralContainers");

    private final Errors errors;
    private final Checks checks;
    private final ContainerRules containers;
    private final ComputeResourceRules resources;
    private final AffinityRules affinity;
    private final PodAnnotationRules annotations;
    private final PodNetworkRules network;
    private final SecurityRules security;

    PodRules(Errors errors) {
        this.errors = errors;
        checks = new Checks(errors);
        security = new SecurityRules(checks);
        containers = new ContainerRules(checks, security);
        resources = new ComputeResourceRules(checks);
        affinity = new AffinityRules(checks);
        annotations = new PodAnnotationRules(checks);
        network = new PodNetworkRules(checks);
    }

    /** Checks a template, with its labels and annotations. */
    void template(JsonNode template, String at) {
        JsonNode metadata = template.path("metadata");
        checks.labels(at + ".labels", metadata.path("labels"));
        checks.annotations(at + ".annotations", metadata.path("annotations"));
        annotations.check(metadata, template.path("spec"), at + ".annotations");
        spec(template.path("spec"), null, at + ".spec");
        annotations.profilesMatch(metadata, template.path("spec"), at + ".spec");
        if (!template.path("spec").path("ephemeralContainers").isEmpty()) {
            errors.forbidden(at + ".spec.ephemeralContainers", "ephemeral containers not allowed in pod template");
        }
    }

    /** Checks a template of a workload that keeps its pods running. */
    void runningTemplate(JsonNode template, String at, String kind) {
        template(template, at);
        restartsAlways(template, at, kind);
    }

    void restartsAlways(JsonNode template, String at, String kind) {
        String restart = KubeJson.text(template, "spec", "restartPolicy");
        if (!restart.equals("Always")) {
            errors.notSupported(at + ".spec.restartPolicy", restart, "Always");
        }
        if (template.path("spec").hasNonNull("activeDeadlineSeconds")) {
            errors.forbidden(
                    at + ".spec.activeDeadlineSeconds", "activeDeadlineSeconds in " + kind + " is not Supported");
        }
    }

    /** Checks a pod as it is stored, without what only new pods have to keep. */
    void pod(JsonNode pod) {
        JsonNode metadata = pod.path("metadata");
        JsonNode spec = pod.path("spec");
        annotations.check(metadata, spec, "metadata.annotations");
        spec(spec, metadata, "spec");
        if (KubeJson.text(spec, "serviceAccountName").isEmpty()) {
            Checks.each(
                    "spec.volumes",
                    spec.path("volumes"),
                    (at, volume) -> Checks.each(
                            at + ".projected.sources", KubeJson.at(volume, "projected", "sources"), (here, source) -> {
                                if (source.hasNonNull("serviceAccountToken")) {
                                    errors.forbidden(
                                            here + ".serviceAccountToken",
                                            "must not be specified when serviceAccountName is not set");
                                }
                            }));
        }
        errors.notNegative("spec.terminationGracePeriodSeconds", spec.path("terminationGracePeriodSeconds"));
        for (String list : List.of("containers", "initContainers")) {
            Checks.each("spec." + list, spec.path(list), this::trimmedImage);
        }
    }

    /** Checks what only new pods have to keep. */
    void newPod(JsonNode pod) {
        JsonNode spec = pod.path("spec");
        if (!spec.path("ephemeralContainers").isEmpty()) {
            errors.forbidden("spec.ephemeralContainers", "cannot be set on create");
        }
        if (!KubeJson.text(spec, "nodeName").isEmpty()
                && !spec.path("schedulingGates").isEmpty()) {
            errors.forbidden("spec.nodeName", "cannot be set until all schedulingGates have been cleared");
        }
        annotations.profilesMatch(pod.path("metadata"), spec, "spec");
    }

    void trimmedImage(String at, JsonNode container) {
        String image = KubeJson.text(container, "image");
        if (!image.strip().equals(image)) {
            errors.invalid(at + ".image", image, "must not have leading or trailing whitespace");
        }
    }

    /** Calls a visitor for every container, with its place. */
    static void visit(JsonNode spec, String at, BiConsumer<String, JsonNode> visitor) {
        for (String list : LISTS) {
            Checks.each(at + "." + list, spec.path(list), visitor);
        }
    }

    void spec(JsonNode spec, JsonNode metadata, String at) {
        JsonNode grace = spec.path("terminationGracePeriodSeconds");
        if (!grace.isNumber()) {
            errors.required(at + ".terminationGracePeriodSeconds");
        }
        Map<String, JsonNode> volumes = volumes(spec, metadata, at + ".volumes");
        Set<String> claims = claims(spec.path("resourceClaims"), at + ".resourceClaims");
        containers.all(spec, volumes, claims, at);
        podResources(spec, claims, at);
        network.hostPorts(spec, at, metadata != null);
        errors.requiredOneOf(
                at + ".restartPolicy", KubeJson.text(spec, "restartPolicy"), "Always", "OnFailure", "Never");
        errors.requiredOneOf(
                at + ".dnsPolicy",
                KubeJson.text(spec, "dnsPolicy"),
                "ClusterFirstWithHostNet",
                "ClusterFirst",
                "Default",
                "None");
        checks.labels(at + ".nodeSelector", spec.path("nodeSelector"));
        security.pod(spec.path("securityContext"), spec, at + ".securityContext");
        if (spec.path("hostPID").asBoolean()
                && spec.path("shareProcessNamespace").asBoolean()) {
            errors.invalid(
                    at + ".shareProcessNamespace", true, "ShareProcessNamespace and HostPID cannot both be enabled");
        }
        affinity.check(spec.path("affinity"), at + ".affinity");
        network.dns(spec, at + ".dnsConfig");
        Checks.each(
                at + ".readinessGates",
                spec.path("readinessGates"),
                (here, gate) -> checks.qualified(here + ".conditionType", KubeJson.text(gate, "conditionType")));
        gates(spec.path("schedulingGates"), at + ".schedulingGates");
        affinity.spread(spec.path("topologySpreadConstraints"), at + ".topologySpreadConstraints");
        security.hostProcess(spec, at);
        hostUsers(spec, at);
        network.hostname(spec, at);
        names(spec, at);
        affinity.tolerations(at + ".tolerations", spec.path("tolerations"));
        network.aliases(spec.path("hostAliases"), at + ".hostAliases");
        more(spec, at);
        security.system(spec, at);
        fileKeys(spec, at);
    }

    private Map<String, JsonNode> volumes(JsonNode spec, JsonNode metadata, String at) {
        Map<String, JsonNode> known = new LinkedHashMap<>();
        Set<String> ephemeral = new HashSet<>();
        String pod = metadata == null ? "" : KubeJson.text(metadata, "name");
        for (JsonNode volume : spec.path("volumes")) {
            if (!pod.isEmpty() && volume.hasNonNull("ephemeral")) {
                ephemeral.add(pod + "-" + KubeJson.text(volume, "name"));
            }
        }
        Set<String> names = new HashSet<>();
        Checks.each(at, spec.path("volumes"), (here, volume) -> {
            int before = errors.all().size();
            String name = KubeJson.text(volume, "name");
            new PodVolumeRules(checks).check(volume, here, pod);
            if (name.isEmpty()) {
                errors.required(here + ".name");
            } else {
                checks.label(here + ".name", name);
            }
            if (names.contains(name)) {
                errors.duplicate(here + ".name", name);
            }
            if (errors.all().size() == before) {
                names.add(name);
                known.put(name, volume);
            }
            String claim = KubeJson.text(volume, "persistentVolumeClaim", "claimName");
            if (!claim.isEmpty() && ephemeral.contains(claim)) {
                errors.invalid(
                        here + ".persistentVolumeClaim.claimName",
                        claim,
                        "must not reference a PVC that gets created for an ephemeral volume");
            }
        });
        return known;
    }

    private Set<String> claims(JsonNode claims, String at) {
        Set<String> names = new HashSet<>();
        Checks.each(at, claims, (here, claim) -> {
            String name = KubeJson.text(claim, "name");
            if (name.isEmpty()) {
                errors.required(here + ".name");
            } else if (!names.add(name)) {
                errors.duplicate(here + ".name", name);
            } else {
                checks.label(here + ".name", name);
            }
            boolean direct = claim.hasNonNull("resourceClaimName");
            boolean template = claim.hasNonNull("resourceClaimTemplateName");
            if (direct && template) {
                errors.invalid(
                        here,
                        goClaim(claim),
                        "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
            } else if (!direct && !template) {
                errors.invalid(
                        here, goClaim(claim), "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
            }
            for (String field : new String[] {"resourceClaimName", "resourceClaimTemplateName"}) {
                if (claim.hasNonNull(field)) {
                    checks.subdomain(here + "." + field, KubeJson.text(claim, field));
                }
            }
        });
        return names;
    }

    private static JsonNode goClaim(JsonNode claim) {
        var go = KubeJson.object().put("Name", KubeJson.text(claim, "name"));
        go.set("ResourceClaimName", claim.get("resourceClaimName"));
        go.set("ResourceClaimTemplateName", claim.get("resourceClaimTemplateName"));
        return go;
    }

    private void podResources(JsonNode spec, Set<String> claims, String at) {
        JsonNode wanted = spec.path("resources");
        if (!wanted.isObject()) {
            return;
        }
        if (KubeJson.text(spec, "os", "name").equals("windows")) {
            errors.forbidden(at + ".resources", "may not be set for a windows pod");
            return;
        }
        if (!wanted.path("claims").isEmpty()) {
            errors.forbidden(at + ".resources.claims", "claims may not be set for Resources at pod-level");
        }
        resources.check(wanted, claims, at + ".resources", this::podResource);
        resources.podTotals(spec, wanted, at + ".resources");
    }

    private void podResource(String at, String name) {
        if (checks.resourceName(at, name) && !Set.of("cpu", "memory").contains(name) && !Checks.isHugePages(name)) {
            errors.notSupported(at, name, "cpu", "memory");
        }
    }

    private void gates(JsonNode gates, String at) {
        Set<String> seen = new HashSet<>();
        Checks.each(at, gates, (here, gate) -> {
            String name = KubeJson.text(gate, "name");
            checks.qualified(here, name);
            if (!seen.add(name)) {
                errors.duplicate(here, name);
            }
        });
    }

    private void hostUsers(JsonNode spec, String at) {
        if (spec.path("hostUsers").asBoolean(true)) {
            return;
        }
        if (spec.path("hostNetwork").asBoolean()) {
            errors.forbidden(at + ".hostNetwork", "when `hostUsers` is false");
        }
        if (spec.path("hostPID").asBoolean()) {
            errors.forbidden(at + ".HostPID", "when `hostUsers` is false");
        }
        if (spec.path("hostIPC").asBoolean()) {
            errors.forbidden(at + ".HostIPC", "when `hostUsers` is false");
        }
        visit(spec, at, (here, container) -> {
            if (!container.path("volumeDevices").isEmpty()) {
                errors.forbidden(here + ".volumeDevices", "when `hostUsers` is false");
            }
        });
    }

    private void names(JsonNode spec, String at) {
        for (String field : new String[] {"serviceAccountName", "nodeName"}) {
            String value = KubeJson.text(spec, field);
            if (!value.isEmpty()) {
                checks.subdomain(at + "." + field, value);
            }
            if (field.equals("serviceAccountName") && !value.equals(KubeJson.text(spec, "serviceAccount"))) {
                errors.invalid(
                        at + ".deprecatedServiceAccount",
                        KubeJson.text(spec, "serviceAccount"),
                        "must be the same as serviceAccountName: \"" + value + "\"");
            }
        }
        JsonNode deadline = spec.path("activeDeadlineSeconds");
        if (deadline.isNumber()) {
            errors.range(at + ".activeDeadlineSeconds", deadline.asLong(), 1, Checks.MAX_INT);
        }
        for (String field : new String[] {"hostname", "subdomain"}) {
            String value = KubeJson.text(spec, field);
            if (!value.isEmpty()) {
                checks.label(at + "." + field, value);
            }
        }
    }

    private void more(JsonNode spec, String at) {
        String priority = KubeJson.text(spec, "priorityClassName");
        if (!priority.isEmpty()) {
            checks.subdomain(at + ".priorityClassName", priority);
        }
        if (spec.hasNonNull("runtimeClassName")) {
            checks.subdomain(at + ".runtimeClassName", KubeJson.text(spec, "runtimeClassName"));
        }
        if (spec.hasNonNull("preemptionPolicy")) {
            errors.requiredOneOf(
                    at + ".preemptionPolicy", KubeJson.text(spec, "preemptionPolicy"), "PreemptLowerPriority", "Never");
        }
        if (spec.hasNonNull("overhead")) {
            var limits = KubeJson.object();
            limits.set("limits", spec.get("overhead"));
            resources.check(limits, Set.of(), at + ".overhead", checks::containerResourceName);
        }
    }

    private void fileKeys(JsonNode spec, String at) {
        visit(
                spec,
                at,
                (here, container) -> Checks.each(here + ".env", container.path("env"), (where, variable) -> {
                    JsonNode reference = KubeJson.at(variable, "valueFrom", "fileKeyRef");
                    if (!reference.isObject()) {
                        return;
                    }
                    String name = KubeJson.text(reference, "volumeName");
                    JsonNode found = null;
                    for (JsonNode volume : spec.path("volumes")) {
                        found = KubeJson.text(volume, "name").equals(name) ? volume : found;
                    }
                    String place = where + ".valueFrom.fileKeyRef.volumeName";
                    if (found == null) {
                        errors.notFound(place, name);
                    } else if (!found.hasNonNull("emptyDir")) {
                        errors.invalid(place, name, "referenced volume must be of type emptyDir");
                    }
                }));
    }
}
