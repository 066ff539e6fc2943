package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.schema.CustomSchemas;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.strategy.Errors;
import dev.aks4j.simulated.kubernetes.internal.strategy.MetadataRules;
import dev.aks4j.simulated.kubernetes.internal.strategy.Release;
import dev.aks4j.simulated.kubernetes.internal.strategy.Strategies;
import dev.aks4j.simulated.kubernetes.internal.strategy.Strategy;

/** Applies the rules of a type to an object that is about to be stored. Stateless. */
final class ObjectRules {

    private ObjectRules() {}

    static void defaults(ResourceType type, ObjectNode object, Release release) {
        Strategies.of(type.storage()).defaults(object, release);
        type.custom().ifPresent(custom -> CustomSchemas.applyDefaults(object, custom.schema()));
    }

    static void validateNew(ResourceType type, ObjectNode object, Release release, ObjectWrite write) {
        Errors errors = new Errors(release);
        Strategy strategy = Strategies.of(type.storage());
        MetadataRules.validate(type, object, errors);
        strategy.validate(object, errors);
        strategy.validateNew(object, errors);
        custom(type, object, MissingNode.getInstance(), errors);
        if (errors.all().isEmpty()) {
            MetadataRules.validateUnchecked(type, object, errors);
        }
        finish(type, object, errors, strategy, write);
    }

    static void validateUpdate(
            ResourceType type, ObjectNode object, ObjectNode before, String part, Release release, ObjectWrite write) {
        Errors errors = new Errors(release);
        Strategy strategy = Strategies.of(type.storage());
        MetadataRules.validateUpdate(type, object, before, errors);
        if (part.equals("status")) {
            strategy.validateStatus(object, before, errors);
        } else {
            strategy.validate(object, errors);
            if (part.isEmpty()) {
                strategy.validateUpdate(object, before, errors);
            } else {
                strategy.validatePart(part, object, before, errors);
            }
        }
        custom(type, object, before, errors);
        finish(type, object, errors, part.equals("status") ? new Strategy() {} : strategy, write);
    }

    private static void custom(ResourceType type, ObjectNode object, JsonNode before, Errors errors) {
        if (type.custom().isEmpty()) {
            return;
        }
        JsonNode schema = type.custom().get().schema();
        CustomSchemas.validate(object, schema, errors::add);
        if (!CustomRules.has(schema)) {
            return;
        }
        if (errors.all().isEmpty()) {
            CustomRules.check(object, before, schema, "", errors::add);
        } else {
            errors.add(FieldError.invalid(
                    "<nil>",
                    (Object) null,
                    "some validation rules were not checked because the object was invalid; correct the existing"
                            + " errors to complete validation"));
        }
    }

    private static void finish(
            ResourceType type, ObjectNode object, Errors errors, Strategy strategy, ObjectWrite write) {
        if (!errors.all().isEmpty()) {
            throw Failures.invalid(type, KubeJson.text(object, "metadata", "name"), errors.all());
        }
        if (write.warned()) {
            strategy.warn(object, errors);
            write.warnings().addAll(errors.warnings());
        }
    }
}
