package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.schema.CustomSchemas;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.strategy.Errors;
import dev.aks4j.simulated.kubernetes.internal.strategy.MetadataRules;
import dev.aks4j.simulated.kubernetes.internal.strategy.Strategies;
import dev.aks4j.simulated.kubernetes.internal.strategy.Strategy;
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
            throw Failures.invalid(type, KubeJson.text(object, "metadata", "name"), errors.all());
        }
    }
}
