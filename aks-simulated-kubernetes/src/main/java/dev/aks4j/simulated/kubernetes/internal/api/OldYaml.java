package dev.aks4j.simulated.kubernetes.internal.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/** What words mean in YAML 1.1, which Kubernetes reads: {@code yes} is true, and {@code ~} is null. Immutable. */
final class OldYaml implements Schema {

    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("~", "null", "Null", "NULL", "");

    private final JsonSchema plain = new JsonSchema();

    @Override
    public ScalarResolver getScalarResolver() {
        ScalarResolver other = plain.getScalarResolver();
        return (value, implicit) -> {
            if (implicit && (TRUE.contains(value) || FALSE.contains(value))) {
                return Tag.BOOL;
            }
            return implicit && NULL.contains(value) ? Tag.NULL : other.resolve(value, implicit);
        };
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
        Map<Tag, ConstructNode> constructors = new HashMap<>(plain.getSchemaTagConstructors());
        constructors.put(Tag.BOOL, node -> TRUE.contains(((ScalarNode) node).getValue()));
        constructors.put(Tag.NULL, node -> null);
        return constructors;
    }
}
