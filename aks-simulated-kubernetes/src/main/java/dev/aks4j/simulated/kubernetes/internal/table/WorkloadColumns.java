package dev.aks4j.simulated.kubernetes.internal.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The columns of the types that keep pods running. Stateless. */
final class WorkloadColumns {

    private WorkloadColumns() {}

    private static Column containers() {
        return Column.wide(
                "Containers",
                (object, now) -> Cells.containers(KubeJson.at(object, "spec", "template", "spec"), "name"));
    }

    private static Column images() {
        return Column.wide(
                "Images", (object, now) -> Cells.containers(KubeJson.at(object, "spec", "template", "spec"), "image"));
    }

    private static Column selector() {
        return Column.wide(
                "Selector", (object, now) -> BuiltInColumns.selector(KubeJson.at(object, "spec", "selector")));
    }

    private static Column ready(String ready, String... wanted) {
        return Column.of(
                "Ready",
                (object, now) -> KubeJson.at(object, "status", ready).asInt() + "/"
                        + KubeJson.at(object, wanted).asInt());
    }

    static List<Column> deployments() {
        return List.of(
                ready("readyReplicas", "spec", "replicas"),
                BuiltInColumns.number("Up-to-date", "status", "updatedReplicas"),
                BuiltInColumns.number("Available", "status", "availableReplicas"),
                Column.of("Age", Cells::age),
                containers(),
                images(),
                selector());
    }

    static List<Column> replicaSets() {
        return List.of(
                BuiltInColumns.number("Desired", "spec", "replicas"),
                BuiltInColumns.number("Current", "status", "replicas"),
                BuiltInColumns.number("Ready", "status", "readyReplicas"),
                Column.of("Age", Cells::age),
                containers(),
                images(),
                selector());
    }

    static List<Column> statefulSets() {
        return List.of(
                ready("readyReplicas", "spec", "replicas"), Column.of("Age", Cells::age), containers(), images());
    }

    static List<Column> daemonSets() {
        return List.of(
                BuiltInColumns.number("Desired", "status", "desiredNumberScheduled"),
                BuiltInColumns.number("Current", "status", "currentNumberScheduled"),
                BuiltInColumns.number("Ready", "status", "numberReady"),
                BuiltInColumns.number("Up-to-date", "status", "updatedNumberScheduled"),
                BuiltInColumns.number("Available", "status", "numberAvailable"),
                Column.of(
                        "Node Selector",
                        (object, now) -> Cells.labels(KubeJson.at(object, "spec", "template", "spec", "nodeSelector"))),
                Column.of("Age", Cells::age),
                containers(),
                images(),
                selector());
    }

    static List<Column> jobs() {
        return List.of(
                Column.of("Status", (job, now) -> jobStatus(job)),
                Column.of(
                        "Completions",
                        (job, now) -> KubeJson.at(job, "status", "succeeded").asInt() + "/"
                                + KubeJson.at(job, "spec", "completions").asInt(1)),
                Column.of("Duration", WorkloadColumns::jobDuration),
                Column.of("Age", Cells::age),
                containers(),
                images(),
                selector());
    }

    private static String jobStatus(ObjectNode job) {
        for (ObjectNode condition : KubeJson.objects(KubeJson.at(job, "status", "conditions"))) {
            boolean holds = KubeJson.text(condition, "status").equals("True");
            String type = KubeJson.text(condition, "type");
            if (holds && List.of("Complete", "Failed", "Suspended").contains(type)) {
                return type;
            }
        }
        return "Running";
    }

    private static String jobDuration(ObjectNode job, Instant now) {
        String start = KubeJson.text(job, "status", "startTime");
        String end = KubeJson.text(job, "status", "completionTime");
        if (start.isEmpty()) {
            return "";
        }
        return Cells.duration(Duration.between(Instant.parse(start), end.isEmpty() ? now : Instant.parse(end)));
    }

    static List<Column> cronJobs() {
        return List.of(
                BuiltInColumns.text("Schedule", "spec", "schedule"),
                BuiltInColumns.text("Timezone", "spec", "timeZone"),
                Column.of(
                        "Suspend",
                        (object, now) -> KubeJson.at(object, "spec", "suspend").asBoolean() ? "True" : "False"),
                Column.of(
                        "Active",
                        (object, now) -> KubeJson.at(object, "status", "active").size()),
                Column.of("Last Schedule", (object, now) -> {
                    String last = KubeJson.text(object, "status", "lastScheduleTime");
                    return last.isEmpty() ? Cells.NONE : Cells.since(last, now);
                }),
                inJobs("Containers", "name"),
                inJobs("Images", "image"),
                Column.wide(
                        "Selector",
                        (object, now) -> BuiltInColumns.selector(
                                KubeJson.at(object, "spec", "jobTemplate", "spec", "selector"))));
    }

    private static Column inJobs(String name, String field) {
        return Column.wide(
                name,
                (object, now) -> Cells.containers(
                        KubeJson.at(object, "spec", "jobTemplate", "spec", "template", "spec"), field));
    }

    static List<Column> autoscalers() {
        return List.of(
                Column.of(
                        "Reference",
                        (object, now) -> KubeJson.text(object, "spec", "scaleTargetRef", "kind") + "/"
                                + KubeJson.text(object, "spec", "scaleTargetRef", "name")),
                Column.of("Targets", (object, now) -> "<unknown>"),
                BuiltInColumns.number("MinPods", "spec", "minReplicas"),
                BuiltInColumns.number("MaxPods", "spec", "maxReplicas"),
                BuiltInColumns.number("Replicas", "status", "currentReplicas"));
    }

    static List<Column> budgets() {
        return List.of(
                Column.of("Min Available", (object, now) -> orNotApplicable(object, "minAvailable")),
                Column.of("Max Unavailable", (object, now) -> orNotApplicable(object, "maxUnavailable")),
                BuiltInColumns.number("Allowed Disruptions", "status", "disruptionsAllowed"));
    }

    private static String orNotApplicable(ObjectNode object, String field) {
        String value = KubeJson.text(object, "spec", field);
        return value.isEmpty() ? "N/A" : value;
    }
}
