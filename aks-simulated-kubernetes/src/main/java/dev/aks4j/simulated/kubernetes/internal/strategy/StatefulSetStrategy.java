package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for stateful sets. Stateless. */
final class StatefulSetStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        ObjectNode spec = KubeJson.make(object, "spec");
        KubeJson.putDefault(spec, "replicas", 1);
        WorkloadRules.template(spec, release);
        KubeJson.putDefault(spec, "revisionHistoryLimit", 10);
        KubeJson.putDefault(spec, "podManagementPolicy", "OrderedReady");
        ObjectNode strategy = KubeJson.make(spec, "updateStrategy");
        if (KubeJson.text(strategy, "type").isEmpty()) {
            strategy.put("type", "RollingUpdate");
            KubeJson.make(strategy, "rollingUpdate");
        }
        if (KubeJson.text(strategy, "type").equals("RollingUpdate")
                && strategy.get("rollingUpdate") instanceof ObjectNode rolling) {
            KubeJson.putDefault(rolling, "partition", 0);
            if (release.atLeast(37)) {
                KubeJson.putDefault(rolling, "maxUnavailable", 1);
            } else {
                rolling.remove("maxUnavailable");
            }
        }
        ObjectNode retention = KubeJson.make(spec, "persistentVolumeClaimRetentionPolicy");
        KubeJson.putDefault(retention, "whenDeleted", "Retain");
        KubeJson.putDefault(retention, "whenScaled", "Retain");
        for (ObjectNode claim : KubeJson.objects(spec.path("volumeClaimTemplates"))) {
            claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
            KubeJson.putDefault(KubeJson.make(claim, "spec"), "volumeMode", "Filesystem");
            KubeJson.putDefault(KubeJson.make(claim, "status"), "phase", "Pending");
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        String policy = KubeJson.text(spec, "podManagementPolicy");
        if (!policy.equals("OrderedReady") && !policy.equals("Parallel")) {
            errors.invalid("spec.podManagementPolicy", policy, "must be 'OrderedReady' or 'Parallel'");
        }
        strategy(spec.path("updateStrategy"), errors);
        for (String field : new String[] {"whenDeleted", "whenScaled"}) {
            errors.oneOf(
                    "spec.persistentVolumeClaimRetentionPolicy." + field,
                    KubeJson.text(spec, "persistentVolumeClaimRetentionPolicy", field),
                    "Retain",
                    "Delete");
        }
        Checks checks = new Checks(errors);
        VolumeClaimRules claims = new VolumeClaimRules(checks);
        Checks.each(
                "spec.volumeClaimTemplates",
                spec.path("volumeClaimTemplates"),
                (at, claim) -> claims.check(claim.path("spec"), at + ".spec"));
        errors.notNegative("spec.replicas", spec.path("replicas"));
        errors.notNegative("spec.minReadySeconds", spec.path("minReadySeconds"));
        errors.notNegative("spec.ordinals.start", KubeJson.at(spec, "ordinals", "start"));
        String service = KubeJson.text(spec, "serviceName");
        if (!service.isEmpty()) {
            checks.label("spec.serviceName", service);
        }
        if (WorkloadRules.selector(spec, "statefulset", "", errors)) {
            new PodRules(errors).template(unnamed(withClaims(spec)), "spec.template");
        }
        new PodRules(errors).restartsAlways(spec.path("template"), "spec.template", "StatefulSet");
    }

    private static JsonNode unnamed(JsonNode template) {
        if (!template.path("spec").isObject()) {
            return template;
        }
        ObjectNode copy = template.deepCopy();
        ((ObjectNode) copy.get("spec")).remove(java.util.List.of("hostname", "subdomain"));
        return copy;
    }

    private static JsonNode withClaims(JsonNode spec) {
        JsonNode template = spec.path("template");
        if (spec.path("volumeClaimTemplates").isEmpty() || !template.isObject()) {
            return template;
        }
        ObjectNode copy = template.deepCopy();
        var volumes = KubeJson.array();
        java.util.Set<String> names = new java.util.HashSet<>();
        for (JsonNode claim : spec.path("volumeClaimTemplates")) {
            String name = KubeJson.text(claim, "metadata", "name");
            if (!names.add(name)) {
                continue;
            }
            volumes.addObject()
                    .put("name", name)
                    .putObject("persistentVolumeClaim")
                    .put("claimName", name);
        }
        KubeJson.at(template, "spec", "volumes").forEach(volume -> {
            if (!names.contains(KubeJson.text(volume, "name"))) {
                volumes.add(volume);
            }
        });
        KubeJson.make(copy, "spec").set("volumes", volumes);
        return copy;
    }

    private static void strategy(JsonNode strategy, Errors errors) {
        String type = KubeJson.text(strategy, "type");
        JsonNode rolling = strategy.path("rollingUpdate");
        String at = "spec.updateStrategy.rollingUpdate";
        switch (type) {
            case "OnDelete" -> {
                if (rolling.isObject()) {
                    ObjectNode go = KubeJson.object();
                    go.set("Partition", rolling.has("partition") ? rolling.get("partition") : go.numberNode(0));
                    go.set("MaxUnavailable", rolling.get("maxUnavailable"));
                    errors.invalid(at, go, "only allowed for updateStrategy 'RollingUpdate'");
                }
            }
            case "RollingUpdate" -> {
                errors.notNegative(at + ".partition", rolling.path("partition"));
                JsonNode most = rolling.path("maxUnavailable");
                if (!most.isMissingNode() && !most.isNull()) {
                    Checks checks = new Checks(errors);
                    checks.countOrPercent(at + ".maxUnavailable", most);
                    if (Checks.percent(most) == 0) {
                        errors.invalid(at + ".maxUnavailable", most, "cannot be 0");
                    }
                    checks.atMostAll(at + ".maxUnavailable", most);
                }
            }
            default -> {
                ObjectNode go = KubeJson.object().put("Type", type);
                go.set("RollingUpdate", null);
                errors.invalid("spec.updateStrategy", go, "must be 'RollingUpdate' or 'OnDelete'");
            }
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        for (String field : new String[] {"selector", "volumeClaimTemplates", "serviceName", "podManagementPolicy"}) {
            JsonNode wanted = now.path("spec").path(field);
            JsonNode had = before.path("spec").path(field);
            if (errors.release().atLeast(37)) {
                errors.unchangedSilently("spec." + field, wanted, had);
            } else if (!Errors.same(wanted, had)) {
                errors.forbidden(
                        "spec",
                        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
                                + " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and"
                                + " 'minReadySeconds' are forbidden");
                return;
            }
        }
    }

    @Override
    public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
        WorkloadRules.counts(
                now.path("status"),
                errors,
                "replicas",
                "readyReplicas",
                "currentReplicas",
                "updatedReplicas",
                "availableReplicas");
    }

    @Override
    public void warn(ObjectNode object, Errors errors) {
        PodWarnings warnings = new PodWarnings(errors);
        warnings.template(KubeJson.at(object, "spec", "template"), "spec.template");
        Checks.each(
                "spec.volumeClaimTemplates",
                KubeJson.at(object, "spec", "volumeClaimTemplates"),
                (at, claim) -> warnings.claim(claim.path("spec"), at + ".Spec"));
    }
}
