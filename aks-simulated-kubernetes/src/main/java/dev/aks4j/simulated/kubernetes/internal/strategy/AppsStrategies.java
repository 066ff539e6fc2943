package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for the types of the group apps, and for replication controllers and pod templates. Stateless. */
final class AppsStrategies {

    private AppsStrategies() {}

    private static void template(ObjectNode spec, Release release) {
        if (spec.get("template") instanceof ObjectNode template) {
            PodDefaults.apply(KubeJson.make(template, "spec"), release);
        }
    }

    private static void selector(JsonNode spec, String kind, Errors errors) {
        JsonNode selector = spec.path("selector");
        if (!selector.isObject()) {
            errors.required("spec.selector");
            return;
        }
        new Checks(errors).labelSelector("spec.selector", selector);
        if (Checks.isEmptySelector(selector)) {
            errors.invalid("spec.selector", selector, "empty selector is invalid for " + kind);
        }
    }

    private static JsonNode unnamed(JsonNode template) {
        if (!template.path("spec").isObject()) {
            return template;
        }
        ObjectNode copy = template.deepCopy();
        ((ObjectNode) copy.get("spec")).remove(java.util.List.of("hostname", "subdomain"));
        return copy;
    }

    private static void matches(JsonNode spec, Errors errors) {
        JsonNode labels = KubeJson.at(spec, "template", "metadata", "labels");
        if (!spec.path("selector").isObject() || !Checks.matches(spec.path("selector"), labels)) {
            errors.invalid(
                    "spec.template.metadata.labels",
                    labels.isMissingNode() ? null : labels,
                    "`selector` does not match template `labels`");
        }
    }

    private static void counts(JsonNode status, Errors errors, String... fields) {
        long replicas = status.path("replicas").asLong();
        for (String field : fields) {
            errors.notNegative("status." + field, status.path(field));
        }
        for (String field : fields) {
            boolean compared = field.endsWith("Replicas") && !field.startsWith("un") && !field.startsWith("term");
            if (compared && status.path(field).asLong() > replicas) {
                errors.invalid("status." + field, status.path(field), "cannot be greater than status.replicas");
            }
        }
        if (status.path("availableReplicas").asLong()
                > status.path("readyReplicas").asLong()) {
            errors.invalid(
                    "status.availableReplicas",
                    status.path("availableReplicas"),
                    "cannot be greater than readyReplicas");
        }
    }

    /** Deployments. */
    static final class Deployments implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            ObjectNode spec = KubeJson.make(object, "spec");
            KubeJson.putDefault(spec, "replicas", 1);
            template(spec, release);
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

        @Override
        public void validate(ObjectNode object, Errors errors) {
            JsonNode spec = object.path("spec");
            errors.notNegative("spec.replicas", spec.path("replicas"));
            selector(spec, "deployment", errors);
            if (!Checks.isSelector(spec.path("selector"))) {
                errors.invalid("spec.selector", spec.path("selector"), "invalid label selector");
            } else {
                if (!spec.path("selector").isObject() || !Checks.isEmptySelector(spec.path("selector"))) {
                    matches(spec, errors);
                }
                new PodRules(errors).runningTemplate(spec.path("template"), "spec.template", "ReplicaSet");
            }
            strategy(spec.path("strategy"), errors);
            errors.notNegative("spec.minReadySeconds", spec.path("minReadySeconds"));
            errors.notNegative("spec.revisionHistoryLimit", spec.path("revisionHistoryLimit"));
            JsonNode deadline = spec.path("progressDeadlineSeconds");
            errors.notNegative("spec.progressDeadlineSeconds", deadline);
            if (deadline.isNumber()
                    && deadline.asLong() <= spec.path("minReadySeconds").asLong()) {
                errors.invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
            }
        }

        private static void strategy(JsonNode strategy, Errors errors) {
            String type = KubeJson.text(strategy, "type");
            JsonNode rolling = strategy.path("rollingUpdate");
            switch (type) {
                case "Recreate" -> {
                    if (rolling.isObject()) {
                        errors.forbidden(
                                "spec.strategy.rollingUpdate",
                                "may not be specified when strategy `type` is 'Recreate'");
                    }
                }
                case "RollingUpdate" -> {
                    Checks checks = new Checks(errors);
                    String at = "spec.strategy.rollingUpdate";
                    checks.countOrPercent(at + ".maxUnavailable", rolling.path("maxUnavailable"));
                    checks.countOrPercent(at + ".maxSurge", rolling.path("maxSurge"));
                    if (Checks.percent(rolling.path("maxUnavailable")) == 0
                            && Checks.percent(rolling.path("maxSurge")) == 0) {
                        errors.invalid(
                                at + ".maxUnavailable",
                                rolling.path("maxUnavailable"),
                                "may not be 0 when `maxSurge` is 0");
                    }
                    checks.atMostAll(at + ".maxUnavailable", rolling.path("maxUnavailable"));
                }
                default -> {
                    ObjectNode go = KubeJson.object().put("Type", type);
                    go.set("RollingUpdate", goRolling(rolling));
                    errors.notSupported("spec.strategy", go, "Recreate", "RollingUpdate");
                }
            }
        }

        private static JsonNode goRolling(JsonNode rolling) {
            if (!rolling.isObject()) {
                return null;
            }
            ObjectNode go = KubeJson.object();
            for (String field : new String[] {"maxUnavailable", "maxSurge"}) {
                JsonNode value = rolling.has(field)
                        ? rolling.get(field)
                        : KubeJson.object().numberNode(0);
                go.set(Character.toUpperCase(field.charAt(0)) + field.substring(1), value);
            }
            return go;
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            errors.unchanged(
                    "spec.selector",
                    now.path("spec").path("selector"),
                    before.path("spec").path("selector"));
        }

        @Override
        public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
            counts(
                    now.path("status"),
                    errors,
                    "observedGeneration",
                    "replicas",
                    "updatedReplicas",
                    "readyReplicas",
                    "availableReplicas",
                    "unavailableReplicas",
                    "terminatingReplicas",
                    "collisionCount");
        }

        @Override
        public void warn(ObjectNode object, Errors errors) {
            PodWarnings warnings = new PodWarnings(errors);
            warnings.name(object);
            warnings.template(KubeJson.at(object, "spec", "template"), "spec.template");
        }
    }

    /** Replica sets. */
    static final class ReplicaSets implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            ObjectNode spec = KubeJson.make(object, "spec");
            KubeJson.putDefault(spec, "replicas", 1);
            template(spec, release);
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            JsonNode spec = object.path("spec");
            errors.notNegative("spec.replicas", spec.path("replicas"));
            errors.notNegative("spec.minReadySeconds", spec.path("minReadySeconds"));
            selector(spec, "deployment", errors);
            if (!Checks.isSelector(spec.path("selector"))) {
                errors.invalid("spec.selector", spec.path("selector"), "invalid label selector");
                return;
            }
            if (!spec.path("selector").isObject() || !Checks.isEmptySelector(spec.path("selector"))) {
                matches(spec, errors);
            }
            new PodRules(errors).runningTemplate(spec.path("template"), "spec.template", "ReplicaSet");
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            errors.unchanged(
                    "spec.selector",
                    now.path("spec").path("selector"),
                    before.path("spec").path("selector"));
        }

        @Override
        public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
            counts(
                    now.path("status"),
                    errors,
                    "replicas",
                    "fullyLabeledReplicas",
                    "readyReplicas",
                    "availableReplicas",
                    "observedGeneration");
        }

        @Override
        public void warn(ObjectNode object, Errors errors) {
            PodWarnings warnings = new PodWarnings(errors);
            warnings.name(object);
            warnings.template(KubeJson.at(object, "spec", "template"), "spec.template");
        }
    }

    /** Stateful sets. */
    static final class StatefulSets implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            ObjectNode spec = KubeJson.make(object, "spec");
            KubeJson.putDefault(spec, "replicas", 1);
            template(spec, release);
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
            VolumeRules volumes = new VolumeRules(checks);
            Checks.each(
                    "spec.volumeClaimTemplates",
                    spec.path("volumeClaimTemplates"),
                    (at, claim) -> volumes.claim(claim.path("spec"), at + ".spec"));
            errors.notNegative("spec.replicas", spec.path("replicas"));
            errors.notNegative("spec.minReadySeconds", spec.path("minReadySeconds"));
            errors.notNegative("spec.ordinals.start", KubeJson.at(spec, "ordinals", "start"));
            String service = KubeJson.text(spec, "serviceName");
            if (!service.isEmpty()) {
                checks.label("spec.serviceName", service);
            }
            selector(spec, "statefulset", errors);
            if (!Checks.isSelector(spec.path("selector"))) {
                errors.invalid("spec.selector", spec.path("selector"), "");
            } else {
                if (!spec.path("selector").isObject() || !Checks.isEmptySelector(spec.path("selector"))) {
                    matches(spec, errors);
                }
                new PodRules(errors).template(unnamed(withClaims(spec)), "spec.template");
            }
            new PodRules(errors).restartsAlways(spec.path("template"), "spec.template", "StatefulSet");
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
            for (String field :
                    new String[] {"selector", "volumeClaimTemplates", "serviceName", "podManagementPolicy"}) {
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
            counts(
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

    /** Daemon sets. */
    static final class DaemonSets implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            ObjectNode spec = KubeJson.make(object, "spec");
            KubeJson.putDefault(
                    KubeJson.make(object, "metadata", "annotations"), "deprecated.daemonset.template.generation", "0");
            template(spec, release);
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
        public void create(ObjectNode object) {
            KubeJson.make(object, "metadata", "annotations").put("deprecated.daemonset.template.generation", "1");
        }

        @Override
        public void update(ObjectNode now, ObjectNode before) {
            String key = "deprecated.daemonset.template.generation";
            int generation = KubeJson.at(before, "metadata", "annotations", key).asInt(1);
            boolean changed = !now.path("spec")
                    .path("template")
                    .equals(before.path("spec").path("template"));
            KubeJson.make(now, "metadata", "annotations")
                    .put(key, Integer.toString(changed ? generation + 1 : generation));
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            JsonNode spec = object.path("spec");
            Checks checks = new Checks(errors);
            JsonNode selector = spec.path("selector");
            checks.labelSelector("spec.selector", selector);
            boolean nothing = !selector.isObject();
            if (nothing || Checks.isSelector(selector)) {
                boolean fits =
                        !nothing && Checks.matches(selector, KubeJson.at(spec, "template", "metadata", "labels"));
                if (!fits) {
                    JsonNode labels = KubeJson.at(spec, "template", "metadata", "labels");
                    errors.invalid(
                            "spec.template.metadata.labels",
                            labels.isMissingNode() ? null : labels,
                            "`selector` does not match template `labels`");
                }
            }
            if (!nothing && Checks.isEmptySelector(selector)) {
                errors.invalid("spec.selector", selector, "empty selector is invalid for daemonset");
            }
            new PodRules(errors).runningTemplate(spec.path("template"), "spec.template", "DaemonSet");
            errors.notNegative("spec.minReadySeconds", spec.path("minReadySeconds"));
            strategy(spec.path("updateStrategy"), checks);
            errors.notNegative("spec.revisionHistoryLimit", spec.path("revisionHistoryLimit"));
        }

        private static void strategy(JsonNode strategy, Checks checks) {
            String type = KubeJson.text(strategy, "type");
            if (type.equals("OnDelete")) {
                return;
            }
            JsonNode rolling = strategy.path("rollingUpdate");
            if (!type.equals("RollingUpdate")) {
                ObjectNode go = KubeJson.object().put("Type", type);
                go.set("RollingUpdate", null);
                checks.errors.notSupported("spec.updateStrategy", go, "RollingUpdate", "OnDelete");
                return;
            }
            String at = "spec.updateStrategy.rollingUpdate";
            JsonNode unavailable = rolling.path("maxUnavailable");
            JsonNode surge = rolling.path("maxSurge");
            checks.countOrPercent(at + ".maxUnavailable", unavailable);
            checks.countOrPercent(at + ".maxSurge", surge);
            checks.atMostAll(at + ".maxUnavailable", unavailable);
            checks.atMostAll(at + ".maxSurge", surge);
            boolean hasUnavailable = Checks.percent(unavailable) != 0;
            boolean hasSurge = Checks.percent(surge) != 0;
            if (hasUnavailable && hasSurge) {
                checks.errors.invalid(at + ".maxSurge", surge, "may not be set when maxUnavailable is non-zero");
            } else if (!hasUnavailable && !hasSurge) {
                checks.errors.required(at + ".maxUnavailable", "cannot be 0 when maxSurge is 0");
            }
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            errors.unchanged(
                    "spec.selector",
                    now.path("spec").path("selector"),
                    before.path("spec").path("selector"));
        }

        @Override
        public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
            for (String field : new String[] {
                "currentNumberScheduled",
                "numberMisscheduled",
                "desiredNumberScheduled",
                "numberReady",
                "observedGeneration",
                "updatedNumberScheduled",
                "numberAvailable",
                "numberUnavailable"
            }) {
                errors.notNegative("status." + field, now.path("status").path(field));
            }
        }

        @Override
        public void warn(ObjectNode object, Errors errors) {
            PodWarnings warnings = new PodWarnings(errors);
            warnings.template(KubeJson.at(object, "spec", "template"), "spec.template");
        }
    }

    /** Replication controllers. */
    static final class ReplicationControllers implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            ObjectNode spec = KubeJson.make(object, "spec");
            KubeJson.putDefault(spec, "replicas", 1);
            template(spec, release);
            if (KubeJson.at(spec, "template", "metadata", "labels") instanceof ObjectNode labels) {
                if (spec.path("selector").isEmpty()) {
                    spec.set("selector", labels.deepCopy());
                }
                if (KubeJson.at(object, "metadata", "labels").isEmpty()) {
                    KubeJson.make(object, "metadata").set("labels", labels.deepCopy());
                }
            }
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            JsonNode spec = object.path("spec");
            errors.notNegative("spec.minReadySeconds", spec.path("minReadySeconds"));
            if (spec.path("selector").isEmpty()) {
                errors.required("spec.selector");
            }
            errors.notNegative("spec.replicas", spec.path("replicas"));
            JsonNode template = spec.path("template");
            if (!template.isObject()) {
                errors.required("spec.template");
                return;
            }
            JsonNode labels = KubeJson.at(template, "metadata", "labels");
            boolean matches = Checks.sorted(spec.path("selector")).entrySet().stream()
                    .allMatch(entry -> entry.getValue().equals(KubeJson.text(labels, entry.getKey())));
            if (!matches) {
                errors.invalid(
                        "spec.template.metadata.labels",
                        labels.isMissingNode() ? null : labels,
                        "`selector` does not match template `labels`");
            }
            new PodRules(errors).runningTemplate(template, "spec.template", "ReplicationController");
        }

        @Override
        public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
            counts(
                    now.path("status"),
                    errors,
                    "replicas",
                    "fullyLabeledReplicas",
                    "readyReplicas",
                    "availableReplicas",
                    "observedGeneration");
        }

        @Override
        public void warn(ObjectNode object, Errors errors) {
            PodWarnings warnings = new PodWarnings(errors);
            warnings.name(object);
            warnings.template(KubeJson.at(object, "spec", "template"), "spec.template");
        }
    }

    /** Pod templates. */
    static final class PodTemplates implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            template(object, release);
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            new PodRules(errors).template(object.path("template"), "template");
        }

        @Override
        public void warn(ObjectNode object, Errors errors) {
            new PodWarnings(errors).template(object.path("template"), "template");
        }
    }

    /** Controller revisions. */
    static final class Revisions implements Strategy {

        @Override
        public void validate(ObjectNode object, Errors errors) {
            errors.notNegative("revision", object.path("revision"));
        }

        @Override
        public void validateNew(ObjectNode object, Errors errors) {
            if (!object.hasNonNull("data")) {
                errors.required("data", "data is mandatory");
            } else if (!object.path("data").isObject()) {
                errors.required("data", "data must be a valid JSON object");
            }
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            errors.unchanged("data", now.path("data"), before.path("data"));
        }
    }
}
