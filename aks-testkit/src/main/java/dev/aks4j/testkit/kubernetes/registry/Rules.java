package dev.aks4j.testkit.kubernetes.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.testkit.kubernetes.json.Json;
import dev.aks4j.testkit.kubernetes.resource.ResourceType;
import dev.aks4j.testkit.kubernetes.schema.CustomSchemas;
import dev.aks4j.testkit.kubernetes.status.Failures;
import dev.aks4j.testkit.kubernetes.strategy.Errors;
import dev.aks4j.testkit.kubernetes.strategy.MetadataRules;
import dev.aks4j.testkit.kubernetes.strategy.Strategies;
import dev.aks4j.testkit.kubernetes.strategy.Strategy;
import java.util.Optional;

/** Applies the rules of a type to an object that is about to be stored. Stateless. */
final class Rules {

    private Rules() {}

    static void defaults(ResourceType type, ObjectNode object) {
        Strategies.of(type.storage()).defaults(object);
        type.custom().ifPresent(custom -> CustomSchemas.applyDefaults(object, custom.schema()));
    }

    static void validate(ResourceType type, ObjectNode object, Optional<ObjectNode> before) {
        Errors errors = new Errors();
        Strategy strategy = Strategies.of(type.storage());
        MetadataRules.validate(type, object, errors);
        strategy.validate(object, errors);
        type.custom().ifPresent(custom -> CustomSchemas.validate(object, custom.schema(), errors::add));
        before.ifPresent(old -> {
            MetadataRules.validateUpdate(object, old, errors);
            strategy.validateUpdate(object, old, errors);
        });
        if (!errors.all().isEmpty()) {
            throw Failures.invalid(type, Json.text(object, "metadata", "name"), errors.all());
        }
    }
}
