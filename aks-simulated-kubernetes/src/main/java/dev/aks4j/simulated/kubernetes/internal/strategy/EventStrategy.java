package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;

/** The rules for events, which the group events.k8s.io checks more strictly than the old one. Stateless. */
final class EventStrategy implements Strategy {

    private static final List<String> FIXED = List.of(
            "involvedObject",
            "reason",
            "message",
            "source",
            "firstTimestamp",
            "lastTimestamp",
            "count",
            "reason",
            "type",
            "eventTime",
            "action",
            "related",
            "reportingController",
            "reportingInstance");

    private static boolean isNew(ObjectNode event) {
        return KubeJson.text(event, "apiVersion").startsWith("events");
    }

    private static JsonNode at(ObjectNode event, String field) {
        String name = !isNew(event)
                ? field.equals("reportingController") ? "reportingComponent" : field
                : switch (field) {
                    case "involvedObject" -> "regarding";
                    case "message" -> "note";
                    case "source" -> "deprecatedSource";
                    case "firstTimestamp" -> "deprecatedFirstTimestamp";
                    case "lastTimestamp" -> "deprecatedLastTimestamp";
                    case "count" -> "deprecatedCount";
                    default -> field;
                };
        return event.path(name);
    }

    @Override
    public void validate(ObjectNode event, Errors errors) {
        String namespace = KubeJson.text(event, "metadata", "namespace");
        String involved = KubeJson.text(at(event, "involvedObject"), "namespace");
        String controller = isNew(event) ? "reportingController" : "reportingComponent";
        boolean timed = event.hasNonNull("eventTime");
        boolean stray = involved.isEmpty()
                ? !namespace.equals("default") && !(timed && namespace.equals("kube-system"))
                : !timed && !namespace.equals(involved);
        if (stray) {
            errors.invalid("involvedObject.namespace", involved, "does not match event.namespace");
        }
        if (!timed) {
            return;
        }
        String reporter = at(event, "reportingController").asText();
        if (reporter.isEmpty()) {
            errors.required(controller);
        }
        errors.each(controller, reporter, Names.qualified(reporter));
        text(event, "reportingInstance", 128, true, errors);
        text(event, "action", 128, true, errors);
        text(event, "reason", 128, true, errors);
        text(event, "message", 1024, false, errors);
    }

    private static void text(ObjectNode event, String field, int most, boolean needed, Errors errors) {
        String text = at(event, field).asText();
        if (needed && text.isEmpty()) {
            errors.required(field);
        }
        if (text.length() > most) {
            errors.invalid(field, "", "can have at most " + most + " characters");
        }
    }

    @Override
    public void validateNew(ObjectNode event, Errors errors) {
        if (!isNew(event)) {
            return;
        }
        series(event, errors);
        if (!event.hasNonNull("eventTime")) {
            errors.required("eventTime");
        }
        String type = KubeJson.text(event, "type");
        if (!type.equals("Normal") && !type.equals("Warning")) {
            errors.invalid("type", "", "has invalid value: " + type);
        }
        for (String field : List.of("firstTimestamp", "lastTimestamp", "count", "source")) {
            JsonNode value = at(event, field);
            if (!value.isMissingNode() && !value.isNull() && !(value.isContainerNode() && value.isEmpty())) {
                errors.invalid(field, "", "needs to be unset");
            }
        }
    }

    private static void series(ObjectNode event, Errors errors) {
        if (event.path("series").isObject()) {
            if (event.path("series").path("count").asInt() < 2) {
                errors.invalid("series.count", "", "should be at least 2");
            }
            if (!event.path("series").hasNonNull("lastObservedTime")) {
                errors.required("series.lastObservedTime");
            }
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        if (!isNew(now)) {
            return;
        }
        if (!now.path("series").equals(before.path("series"))) {
            series(now, errors);
        }
        for (String field : FIXED) {
            errors.unchanged(field, at(now, field), at(before, field));
        }
    }
}
