package dev.aks4j.simulated.kubernetes.internal.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/**
 * What a compiler knows of a value before there is one. Immutable.
 *
 * @param name the type's name in expressions; {@code dyn} if nothing is known
 * @param schema the schema that the value keeps; missing if there is none
 */
record CelType(String name, JsonNode schema) {

    static final CelType DYN = of("dyn");
    static final CelType BOOL = of("bool");
    static final CelType INT = of("int");
    static final CelType DOUBLE = of("double");
    static final CelType STRING = of("string");

    static CelType of(String name) {
        return new CelType(name, MissingNode.getInstance());
    }

    /** Returns the type of what keeps a schema. */
    static CelType of(JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()
                || schema.path("nullable").asBoolean()) {
            return DYN;
        }
        return switch (KubeJson.text(schema, "type")) {
            case "boolean" -> BOOL;
            case "integer" -> INT;
            case "number" -> DOUBLE;
            case "string" -> KubeJson.text(schema, "format").isEmpty() ? STRING : DYN;
            case "array" -> new CelType("list", schema);
            case "object" -> {
                boolean struct = schema.path("properties").isObject();
                boolean free =
                        schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
                yield struct ? new CelType("object", schema) : free ? DYN : new CelType("map", schema);
            }
            default -> DYN;
        };
    }

    boolean isKnown() {
        return !name.equals("dyn");
    }

    boolean isPlain() {
        return this.equals(BOOL) || this.equals(INT) || this.equals(DOUBLE) || this.equals(STRING);
    }

    /** Returns the type of the elements of a list or the values of a map. */
    CelType element() {
        if (name.equals("list") && schema.path("items").isObject()) {
            return of(schema.path("items"));
        }
        if (name.equals("map") && schema.path("additionalProperties").isObject()) {
            return of(schema.path("additionalProperties"));
        }
        return DYN;
    }
}
