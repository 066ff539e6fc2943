package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.selector.FieldSelector;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.Key;

/** Which objects of a type a request is about. Immutable. */
record Selection(ResourceType type, String namespace, String name, LabelSelector labels, FieldSelector fields) {

    static Selection of(Call call, ResourceType type) {
        try {
            return new Selection(
                    type,
                    call.namespace(),
                    call.name(),
                    LabelSelector.parse(call.query().text("labelSelector")),
                    FieldSelector.parse(
                            call.query().text("fieldSelector"),
                            type.storage(),
                            type.custom().map(one -> one.selectable()).orElse(java.util.Set.of())));
        } catch (IllegalArgumentException e) {
            throw Failures.badRequest(e.getMessage());
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
