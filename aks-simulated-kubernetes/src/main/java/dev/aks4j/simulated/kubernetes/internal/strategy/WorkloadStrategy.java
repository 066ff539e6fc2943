package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;

/** The rules for the types that keep pods running from a template. Stateless. */
final class WorkloadStrategy implements Strategy {

    /** The types, which differ in details. */
    enum Kind {
        DEPLOYMENT,
        REPLICA_SET,
        STATEFUL_SET,
        DAEMON_SET,
        REPLICATION_CONTROLLER
    }

    private final Kind kind;

    WorkloadStrategy(Kind kind) {
        this.kind = kind;
    }

    @Override
    public void defaults(ObjectNode object) {
        ObjectNode spec = KubeJson.make(object, "spec");
        if (kind != Kind.DAEMON_SET) {
            KubeJson.putDefault(spec, "replicas", 1);
        }
        if (spec.path("template").get("spec") instanceof ObjectNode pod) {
            PodDefaults.apply(pod);
        }
        switch (kind) {
            case DEPLOYMENT -> deployment(spec);
            case STATEFUL_SET -> statefulSet(spec);
            case DAEMON_SET -> daemonSet(spec);
            case REPLICATION_CONTROLLER -> {
                if (spec.path("selector").isEmpty()
                        && KubeJson.at(spec, "template", "metadata", "labels") instanceof ObjectNode labels) {
                    spec.set("selector", labels.deepCopy());
                }
            }
            case REPLICA_SET -> {}
        }
    }

    private static void deployment(ObjectNode spec) {
        KubeJson.putDefault(spec, "revisionHistoryLimit", 10);
        KubeJson.putDefault(spec, "progressDeadlineSeconds", 600);
        ObjectNode strategy = KubeJson.make(spec, "strategy");
        KubeJson.putDefault(strategy, "type", "RollingUpdate");
        if (KubeJson.text(strategy, "type").equals("RollingUpdate")) {
            ObjectNode rolling = KubeJson.make(strategy, "rollingUpdate");
            KubeJson.putDefault(rolling, "maxUnavailable", "25%");
            KubeJson.putDefault(rolling, "maxSurge", "25%");
        }
    }

    private static void statefulSet(ObjectNode spec) {
        KubeJson.putDefault(spec, "revisionHistoryLimit", 10);
        KubeJson.putDefault(spec, "podManagementPolicy", "OrderedReady");
        ObjectNode strategy = KubeJson.make(spec, "updateStrategy");
        KubeJson.putDefault(strategy, "type", "RollingUpdate");
        if (KubeJson.text(strategy, "type").equals("RollingUpdate")) {
            KubeJson.putDefault(KubeJson.make(strategy, "rollingUpdate"), "partition", 0);
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

    private static void daemonSet(ObjectNode spec) {
        KubeJson.putDefault(spec, "revisionHistoryLimit", 10);
        ObjectNode strategy = KubeJson.make(spec, "updateStrategy");
        KubeJson.putDefault(strategy, "type", "RollingUpdate");
        if (KubeJson.text(strategy, "type").equals("RollingUpdate")) {
            ObjectNode rolling = KubeJson.make(strategy, "rollingUpdate");
            KubeJson.putDefault(rolling, "maxUnavailable", 1);
            KubeJson.putDefault(rolling, "maxSurge", 0);
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        errors.notNegative("spec.replicas", spec.path("replicas"));
        errors.notNegative("spec.minReadySeconds", spec.path("minReadySeconds"));
        errors.notNegative("spec.revisionHistoryLimit", spec.path("revisionHistoryLimit"));
        selector(spec, errors);
        JsonNode template = spec.path("template");
        MetadataRules.labels(KubeJson.at(template, "metadata", "labels"), "spec.template.metadata.labels", errors);
        new PodRules(errors).check(template.path("spec"), "spec.template.spec");
        String restart = KubeJson.text(template, "spec", "restartPolicy");
        if (!restart.isEmpty() && !restart.equals("Always")) {
            errors.notSupported("spec.template.spec.restartPolicy", restart, "Always");
        }
        if (kind == Kind.DEPLOYMENT) {
            strategy(spec, errors);
        }
    }

    private void selector(JsonNode spec, Errors errors) {
        JsonNode selector = spec.path("selector");
        JsonNode labels = KubeJson.at(spec, "template", "metadata", "labels");
        boolean map = kind == Kind.REPLICATION_CONTROLLER;
        LabelSelector condition = map ? LabelSelector.map(selector) : LabelSelector.of(selector);
        if (selector.isMissingNode()) {
            errors.required("spec.selector", "");
        } else if (condition.requirements().isEmpty()) {
            errors.invalid("spec.selector", selector, "empty selector is invalid for " + name());
        }
        if (!condition.matches(labels)) {
            errors.invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`");
        }
    }

    private String name() {
        return switch (kind) {
            case DEPLOYMENT -> "deployment";
            case STATEFUL_SET -> "statefulset";
            case DAEMON_SET -> "daemonset";
            default -> "replica set";
        };
    }

    private static void strategy(JsonNode spec, Errors errors) {
        String type = KubeJson.text(spec, "strategy", "type");
        errors.oneOf("spec.strategy.type", type, "Recreate", "RollingUpdate");
        JsonNode rolling = KubeJson.at(spec, "strategy", "rollingUpdate");
        if (type.equals("Recreate") && !rolling.isMissingNode()) {
            errors.forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
        }
        boolean stuck = Portion.of(rolling.path("maxUnavailable"), 100, false) == 0
                && Portion.of(rolling.path("maxSurge"), 100, true) == 0;
        if (type.equals("RollingUpdate") && stuck) {
            errors.invalid(
                    "spec.strategy.rollingUpdate.maxUnavailable",
                    rolling.path("maxUnavailable"),
                    "may not be 0 when `maxSurge` is 0");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        if (kind == Kind.STATEFUL_SET) {
            statefulSetUpdate(now.path("spec"), before.path("spec"), errors);
        } else if (kind != Kind.REPLICATION_CONTROLLER) {
            errors.unchanged(
                    "spec.selector",
                    now.path("spec").path("selector"),
                    before.path("spec").path("selector"));
        }
    }

    private static void statefulSetUpdate(JsonNode now, JsonNode before, Errors errors) {
        for (String field : new String[] {"selector", "serviceName", "podManagementPolicy", "volumeClaimTemplates"}) {
            if (!now.path(field).equals(before.path(field))) {
                errors.forbidden(
                        "spec",
                        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
                                + " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and"
                                + " 'minReadySeconds' are forbidden");
                return;
            }
        }
    }
}
