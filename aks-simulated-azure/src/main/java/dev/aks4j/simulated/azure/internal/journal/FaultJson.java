package dev.aks4j.simulated.azure.internal.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;

/** Faults as JSON: the name of the record and its components. Stateless. */
final class FaultJson {

    private FaultJson() {}

    static ObjectNode write(Fault fault) {
        ObjectNode json = AzureJson.object().put("kind", fault.getClass().getSimpleName());
        try {
            for (RecordComponent component : fault.getClass().getRecordComponents()) {
                Object value = component.getAccessor().invoke(fault);
                json.set(component.getName(), AzureJson.of(value instanceof Duration ? value.toString() : value));
            }
            return json;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The fault " + fault + " cannot be read", e);
        }
    }

    static Fault read(JsonNode json) {
        Class<?> kind = Arrays.stream(Fault.class.getPermittedSubclasses())
                .filter(each -> each.getSimpleName().equals(json.path("kind").asText()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no fault " + json.path("kind") + "."));
        RecordComponent[] components = kind.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(component -> value(component.getType(), json.path(component.getName())))
                .toArray();
        try {
            return (Fault) kind.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Not a fault: " + json, e);
        }
    }

    private static Object value(Class<?> type, JsonNode json) {
        if (type == Duration.class) {
            return Duration.parse(json.asText());
        }
        if (type == int.class) {
            return json.asInt();
        }
        return type == double.class ? json.asDouble() : json.asText();
    }
}
