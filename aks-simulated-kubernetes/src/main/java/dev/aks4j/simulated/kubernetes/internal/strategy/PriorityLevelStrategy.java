package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.Map;

/** The rules for priority levels. Stateless. */
final class PriorityLevelStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        ObjectNode spec = KubeJson.make(object, "spec");
        if (spec.get("exempt") instanceof ObjectNode exempt) {
            KubeJson.putDefault(exempt, "nominalConcurrencyShares", 0);
            KubeJson.putDefault(exempt, "lendablePercent", 0);
        }
        if (spec.get("limited") instanceof ObjectNode limited) {
            KubeJson.putDefault(limited, "nominalConcurrencyShares", 30);
            KubeJson.putDefault(limited, "lendablePercent", 0);
            if (limited.path("limitResponse").path("queuing") instanceof ObjectNode queuing) {
                Map.of("handSize", 8, "queues", 64, "queueLengthLimit", 50).forEach((field, value) -> {
                    if (queuing.path(field).asInt() == 0) {
                        queuing.put(field, value);
                    }
                });
            }
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        String type = KubeJson.text(spec, "type");
        boolean declared = errors.release().atLeast(37);
        boolean exempt = KubeJson.text(object, "metadata", "name").equals("exempt");
        if (exempt != type.equals("Exempt")) {
            errors.invalid("spec.type", type, "must be 'Exempt' if and only if `name` is 'exempt'");
        }
        JsonNode limited = spec.path("limited");
        switch (type) {
            case "Exempt" -> {
                if (limited.isObject()) {
                    errors.forbidden("spec.limited", declared ? "" : "must be nil if the type is not Limited");
                }
                if (spec.path("exempt").isObject()) {
                    shares("spec.exempt", spec.path("exempt"), errors);
                }
            }
            case "Limited" -> {
                if (spec.path("exempt").isObject()) {
                    errors.forbidden("spec.exempt", declared ? "" : "must be nil if the type is Limited");
                }
                if (limited.isObject()) {
                    shares("spec.limited", limited, errors);
                    response(limited.path("limitResponse"), declared, errors);
                    JsonNode borrowing = limited.path("borrowingLimitPercent");
                    if (borrowing.asInt() < 0) {
                        errors.invalid(
                                "spec.limited.borrowingLimitPercent",
                                borrowing,
                                "if specified, must be a non-negative integer");
                    }
                } else {
                    errors.required("spec.limited", declared ? "" : "must not be empty when type is Limited");
                }
            }
            default -> {
                if (declared && limited.isObject()) {
                    errors.forbidden("spec.limited", "");
                }
                if (type.isEmpty()) {
                    errors.required("spec.type");
                } else {
                    errors.notSupported("spec.type", type, "Exempt", "Limited");
                }
            }
        }
    }

    private static void shares(String at, JsonNode level, Errors errors) {
        int shares = level.path("nominalConcurrencyShares").asInt();
        if (shares < 0) {
            errors.invalid(at + ".nominalConcurrencyShares", shares, "must be a non-negative integer");
        }
        int percent = level.path("lendablePercent").asInt();
        if (percent < 0 || percent > 100) {
            errors.invalid(at + ".lendablePercent", percent, "must be between 0 and 100, inclusive");
        }
    }

    private static void response(JsonNode response, boolean declared, Errors errors) {
        String at = "spec.limited.limitResponse";
        String type = KubeJson.text(response, "type");
        JsonNode queuing = response.path("queuing");
        if (type.equals("Queue")) {
            if (queuing.isObject()) {
                queuing(at + ".queuing", queuing, errors);
            } else {
                errors.required(
                        at + ".queuing", declared ? "" : "must not be empty if limited.limitResponse.type is Limited");
            }
            return;
        }
        if (queuing.isObject() && (declared || type.equals("Reject"))) {
            errors.forbidden(
                    at + ".queuing", declared ? "" : "must be nil if limited.limitResponse.type is not Limited");
        }
        if (type.isEmpty()) {
            errors.required(at + ".type");
        } else if (!type.equals("Reject")) {
            errors.notSupported(at + ".type", type, "Queue", "Reject");
        }
    }

    private static void queuing(String at, JsonNode queuing, Errors errors) {
        int queues = queuing.path("queues").asInt();
        int hand = queuing.path("handSize").asInt();
        errors.positiveOnly(
                at + ".queueLengthLimit", queuing.path("queueLengthLimit").asInt());
        errors.positiveOnly(at + ".queues", queues);
        if (queues > 10_000_000) {
            errors.invalid(at + ".queues", queues, "must not be greater than 10000000");
        }
        if (hand <= 0) {
            errors.positiveOnly(at + ".handSize", hand);
        } else if (hand > queues) {
            errors.invalid(at + ".handSize", hand, "should not be greater than queues (" + queues + ")");
        }
    }
}
