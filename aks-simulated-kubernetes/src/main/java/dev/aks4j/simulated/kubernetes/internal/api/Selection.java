package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import dev.aks4j.simulated.kubernetes.internal.selector.FieldSelector;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.strategy.Names;
import java.util.List;

/** Which objects of a type a request is about. Immutable. */
record Selection(ResourceType type, String namespace, String name, LabelSelector labels, FieldSelector fields) {

    static Selection of(Call call, ResourceType type) {
        try {
            LabelSelector labels = LabelSelector.parse(call.query().text("labelSelector"));
            labels.requirements().forEach(one -> requireKey(one.key()));
            return new Selection(
                    type,
                    call.namespace(),
                    call.name(),
                    labels,
                    FieldSelector.parse(
                            call.query().text("fieldSelector"),
                            type.storage(),
                            type.custom().map(one -> one.selectable()).orElse(java.util.Set.of())));
        } catch (IllegalArgumentException e) {
            throw Failures.badRequest(e.getMessage());
        }
    }

    private static void requireKey(String key) {
        List<String> wrong = Names.qualified(key);
        if (!wrong.isEmpty()) {
            throw Failures.badRequest("unable to parse requirement: <nil>: Invalid value: " + FieldError.quote(key)
                    + ": " + String.join("; ", wrong));
        }
    }

    boolean covers(Key key) {
        return key.storage().equals(type.storage())
                && (namespace.isEmpty() || key.namespace().equals(namespace))
                && (name.isEmpty() || key.name().equals(name));
    }

    boolean matches(ObjectNode object) {
        return (name.isEmpty() || KubeJson.text(object, "metadata", "name").equals(name))
                && labels.matchesObject(object)
                && fields.matches(object);
    }
}
