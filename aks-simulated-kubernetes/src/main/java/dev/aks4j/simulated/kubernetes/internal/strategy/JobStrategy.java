package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for jobs. Stateless. */
final class JobStrategy implements Strategy {

    private static final String UID = "batch.kubernetes.io/controller-uid";
    private static final String NAME = "batch.kubernetes.io/job-name";

    @Override
    public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
        JobStatusRules.check(now, before, errors);
    }

    @Override
    public void defaults(ObjectNode job, Release release) {
        ObjectNode spec = KubeJson.make(job, "spec");
        if (!spec.hasNonNull("completions") && !spec.hasNonNull("parallelism")) {
            spec.put("completions", 1);
        }
        KubeJson.putDefault(spec, "parallelism", 1);
        KubeJson.putDefault(spec, "backoffLimit", spec.hasNonNull("backoffLimitPerIndex") ? Integer.MAX_VALUE : 6);
        if (KubeJson.at(spec, "template", "metadata", "labels") instanceof ObjectNode labels
                && KubeJson.at(job, "metadata", "labels").isEmpty()
                && !labels.isEmpty()) {
            KubeJson.make(job, "metadata").set("labels", labels.deepCopy());
        }
        KubeJson.putDefault(spec, "completionMode", "NonIndexed");
        KubeJson.putDefault(spec, "suspend", false);
        KubeJson.putDefault(
                spec, "podReplacementPolicy", spec.hasNonNull("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
        KubeJson.putDefault(spec, "manualSelector", false);
        JobRules.fill(spec, release);
    }

    @Override
    public void create(ObjectNode job) {
        ObjectNode spec = KubeJson.make(job, "spec");
        String uid = KubeJson.text(job, "metadata", "uid");
        if (spec.path("manualSelector").asBoolean()) {
            return;
        }
        ObjectNode labels = KubeJson.make(spec, "template", "metadata", "labels");
        boolean shared = KubeJson.at(job, "metadata", "labels").isEmpty()
                || KubeJson.at(job, "metadata", "labels").equals(labels);
        String name = KubeJson.text(job, "metadata", "name");
        for (String[] label : new String[][] {{"job-name", name}, {NAME, name}, {"controller-uid", uid}, {UID, uid}}) {
            if (!labels.has(label[0])) {
                labels.put(label[0], label[1]);
            }
        }
        if (shared) {
            KubeJson.make(job, "metadata").set("labels", labels.deepCopy());
        }
        ObjectNode selector = KubeJson.make(spec, "selector", "matchLabels");
        if (!selector.has(UID)) {
            selector.put(UID, uid);
        }
    }

    @Override
    public void validate(ObjectNode job, Errors errors) {
        JsonNode spec = job.path("spec");
        JobRules.spec(spec, "spec", errors);
        if (!spec.path("selector").isObject()) {
            errors.required("spec.selector");
        } else {
            new Checks(errors).labelSelector("spec.selector", spec.path("selector"));
        }
        JsonNode labels = KubeJson.at(spec, "template", "metadata", "labels");
        if (Checks.isSelector(spec.path("selector")) && !Checks.matches(spec.path("selector"), labels)) {
            WorkloadRules.mismatch(spec, errors);
        }
        long completions = spec.path("completions").asLong();
        String name = KubeJson.text(job, "metadata", "name");
        if (KubeJson.text(spec, "completionMode").equals("Indexed") && completions > 0) {
            String host = name + "-" + (completions - 1);
            if (!Names.label(host).isEmpty()) {
                errors.invalid("metadata.name", name, "will not able to create pod with invalid DNS label: " + host);
            }
        }
    }

    @Override
    public void validateNew(ObjectNode job, Errors errors) {
        JsonNode spec = job.path("spec");
        if (spec.path("manualSelector").asBoolean() || !spec.path("selector").isObject()) {
            return;
        }
        ObjectNode expected = KubeJson.object();
        String at = "spec.template.metadata.labels";
        String uid = KubeJson.text(job, "metadata", "uid");
        String name = KubeJson.text(job, "metadata", "name");
        String[][] wanted = {{"controller-uid", uid}, {"job-name", name}, {UID, uid}, {NAME, name}};
        JsonNode labels = KubeJson.at(spec, "template", "metadata", "labels");
        for (String[] label : wanted) {
            expected.put(label[0], label[1]);
            if (!labels.has(label[0])) {
                errors.required(at + "[" + label[0] + "]", "must be '" + label[1] + "'");
            } else if (!KubeJson.text(labels, label[0]).equals(label[1])) {
                errors.invalid(at + "[" + label[0] + "]", labels, "must be '" + label[1] + "'");
            }
        }
        if (Checks.isSelector(spec.path("selector")) && !Checks.matches(spec.path("selector"), expected)) {
            errors.invalid("spec.selector", spec.path("selector"), "`selector` not auto-generated");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        JsonNode spec = now.path("spec");
        JsonNode old = before.path("spec");
        boolean indexed = KubeJson.text(spec, "completionMode").equals("Indexed");
        if (!indexed) {
            errors.unchanged("spec.completions", spec.path("completions"), old.path("completions"));
        } else if (!spec.path("completions").equals(old.path("completions"))
                && !spec.path("completions").equals(spec.path("parallelism"))) {
            errors.invalid(
                    "spec.completions",
                    spec.path("completions"),
                    "can only be modified in tandem with spec.parallelism");
        }
        errors.unchanged("spec.selector", spec.path("selector"), old.path("selector"));
        template(spec, old, before, errors);
        for (String field :
                new String[] {"completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy"
                }) {
            errors.unchanged("spec." + field, spec.path(field), old.path(field));
        }
    }

    private static void template(JsonNode spec, JsonNode old, ObjectNode before, Errors errors) {
        ObjectNode wanted = spec.path("template").deepCopy();
        ObjectNode had = old.path("template").deepCopy();
        boolean suspended = old.path("suspend").asBoolean();
        boolean started = KubeJson.at(before, "status").hasNonNull("startTime");
        if (suspended && !started) {
            for (ObjectNode one : new ObjectNode[] {wanted, had}) {
                one.remove("metadata");
                ObjectNode pod = KubeJson.make(one, "spec");
                pod.remove(java.util.List.of("nodeSelector", "tolerations", "schedulingGates"));
                if (pod.get("affinity") instanceof ObjectNode affinity) {
                    affinity.remove("nodeAffinity");
                    if (affinity.isEmpty()) {
                        pod.remove("affinity");
                    }
                }
                for (String list : new String[] {"containers", "initContainers"}) {
                    KubeJson.objects(pod.path(list)).forEach(container -> container.remove("resources"));
                }
            }
        }
        if (!wanted.equals(had)) {
            errors.invalid("spec.template", spec.path("template"), Errors.IMMUTABLE);
        }
    }

    @Override
    public void warn(ObjectNode object, Errors errors) {
        WorkloadRules.warn(object, errors);
    }
}
