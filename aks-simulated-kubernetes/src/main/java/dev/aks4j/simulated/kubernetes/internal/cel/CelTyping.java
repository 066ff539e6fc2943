package dev.aks4j.simulated.kubernetes.internal.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out the types of an expression's parts, and what is wrong with them. Not thread-safe. */
final class CelTyping {

    private static final Set<String> ROOT = Set.of("apiVersion", "kind", "metadata");
    private static final Set<String> METADATA = Set.of("name", "generateName");

    /** Something that does not fit, and where. */
    record Fault(int at, String text) {}

    private final Map<String, CelType> variables = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final JsonNode rootSchema;
    private final boolean root;

    CelTyping(JsonNode schema, boolean root) {
        rootSchema = schema;
        this.root = root;
        CelType self = CelType.of(schema);
        variables.put("self", self);
        variables.put("oldSelf", self);
    }

    List<Fault> faults() {
        return faults;
    }

    CelType variable(String name) {
        return variables.getOrDefault(name, CelType.DYN);
    }

    /** Runs something while a variable has a type. */
    CelType with(String name, CelType type, java.util.function.Supplier<CelType> inner) {
        CelType before = variables.put(name, type);
        try {
            return inner.get();
        } finally {
            if (before == null) {
                variables.remove(name);
            } else {
                variables.put(name, before);
            }
        }
    }

    CelType field(CelType from, String name, int at) {
        if (from.name().equals("map")) {
            return from.element();
        }
        if (from.isPlain() || from.name().equals("list")) {
            faults.add(new Fault(at, "type '" + shown(from) + "' does not support field selection"));
            return CelType.DYN;
        }
        if (!from.name().equals("object")) {
            return CelType.DYN;
        }
        JsonNode property = from.schema().path("properties").path(name);
        boolean top = root && from.schema() == rootSchema;
        boolean embedded = from.schema().path("x-kubernetes-embedded-resource").asBoolean();
        if ((top || embedded) && ROOT.contains(name)) {
            return name.equals("metadata") ? metadata() : CelType.STRING;
        }
        if (property.isObject()) {
            return CelType.of(property);
        }
        boolean unescaped = name.startsWith("__");
        if (!unescaped) {
            faults.add(new Fault(at, "undefined field '" + name + "'"));
        }
        return CelType.DYN;
    }

    private static CelType metadata() {
        var schema = KubeJson.object().put("type", "object");
        METADATA.forEach(name -> KubeJson.make(schema, "properties", name).put("type", "string"));
        return CelType.of(schema);
    }

    /** The type of two values put together, if they may be. */
    CelType pair(String sign, CelType left, CelType right, int at) {
        boolean compares = Set.of("==", "!=", "<", "<=", ">", ">=").contains(sign);
        if (left.isPlain() && right.isPlain()) {
            boolean ordered = compares && !sign.equals("==") && !sign.equals("!=");
            boolean numbers = isNumber(left) && isNumber(right);
            boolean fits = left.equals(right) && !(left.equals(CelType.BOOL) && !compares) || ordered && numbers;
            if (left.equals(CelType.STRING) && "-*/%".contains(sign)) {
                fits = false;
            }
            if (!fits) {
                mismatch("_" + sign + "_", List.of(left, right), at);
            }
        }
        if (compares) {
            return CelType.BOOL;
        }
        return left.isKnown() && left.equals(right) ? left : CelType.DYN;
    }

    private static boolean isNumber(CelType type) {
        return type.equals(CelType.INT) || type.equals(CelType.DOUBLE);
    }

    /** A value that has to be true or false. */
    void truth(String function, List<CelType> types, int at) {
        if (types.stream().anyMatch(type -> type.isKnown() && !type.equals(CelType.BOOL))) {
            mismatch(function, types, at);
        }
    }

    private void mismatch(String function, List<CelType> types, int at) {
        String shown = String.join(", ", types.stream().map(CelTyping::shown).toList());
        faults.add(new Fault(at, "found no matching overload for '" + function + "' applied to '(" + shown + ")'"));
    }

    private static String shown(CelType type) {
        return switch (type.name()) {
            case "list" -> "list(" + shown(type.element()) + ")";
            case "map" -> "map(string, " + shown(type.element()) + ")";
            default -> type.name();
        };
    }
}
