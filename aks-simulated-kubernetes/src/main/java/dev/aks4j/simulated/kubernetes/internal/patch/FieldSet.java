package dev.aks4j.simulated.kubernetes.internal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A set of paths into an object, as {@code managedFields} keeps it: each step is {@code f:} and a field, {@code k:} and
 * the keys of a list element, or {@code v:} and a list value. Not thread-safe.
 */
final class FieldSet {

    private boolean member;
    private final TreeMap<String, FieldSet> children = new TreeMap<>();

    static FieldSet leaf() {
        FieldSet leaf = new FieldSet();
        leaf.member = true;
        return leaf;
    }

    static FieldSet parse(JsonNode fields) {
        FieldSet set = new FieldSet();
        for (Map.Entry<String, JsonNode> entry : fields.properties()) {
            if (entry.getKey().equals(".")) {
                set.member = true;
            } else {
                FieldSet child = parse(entry.getValue());
                if (child.children.isEmpty()) {
                    child.member = true;
                }
                set.children.put(entry.getKey(), child);
            }
        }
        return set;
    }

    ObjectNode toJson() {
        ObjectNode json = KubeJson.object();
        if (member && !children.isEmpty()) {
            json.putObject(".");
        }
        children.forEach((step, child) -> json.set(step, child.toJson()));
        return json;
    }

    boolean isMember() {
        return member;
    }

    Map<String, FieldSet> children() {
        return children;
    }

    FieldSet child(String step) {
        return children.get(step);
    }

    boolean isEmpty() {
        return !member && children.isEmpty();
    }

    void add(String step, FieldSet child) {
        if (!child.isEmpty()) {
            children.merge(step, child, FieldSet::union);
        }
    }

    void makeMember() {
        member = true;
    }

    FieldSet union(FieldSet other) {
        FieldSet union = copy();
        union.member |= other.member;
        other.children.forEach((step, child) -> union.children.merge(step, child.copy(), FieldSet::union));
        return union;
    }

    FieldSet minus(FieldSet other) {
        FieldSet rest = new FieldSet();
        rest.member = member && !other.member;
        children.forEach((step, child) -> {
            FieldSet taken = other.children.get(step);
            FieldSet left = taken == null ? child.copy() : child.minus(taken);
            if (!left.isEmpty()) {
                rest.children.put(step, left);
            }
        });
        return rest;
    }

    FieldSet intersect(FieldSet other) {
        FieldSet common = new FieldSet();
        common.member = member && other.member;
        children.forEach((step, child) -> {
            FieldSet match = other.children.get(step);
            if (match != null) {
                common.add(step, child.intersect(match));
            }
        });
        return common;
    }

    /** Returns the members as readable paths, such as {@code .spec.replicas}. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        collect("", paths);
        return paths;
    }

    private void collect(String path, List<String> paths) {
        if (member && !path.isEmpty()) {
            paths.add(path);
        }
        children.forEach((step, child) -> child.collect(path + readable(step), paths));
    }

    static String readable(String step) {
        String text = step.substring(2);
        if (step.startsWith("f:")) {
            return "." + text;
        }
        if (step.startsWith("k:")) {
            StringBuilder keys = new StringBuilder();
            KubeJson.parse(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .properties()
                    .forEach(entry -> keys.append(keys.isEmpty() ? "" : ",")
                            .append(entry.getKey())
                            .append('=')
                            .append(entry.getValue()));
            return "[" + keys + "]";
        }
        return "[=" + text + "]";
    }

    private FieldSet copy() {
        FieldSet copy = new FieldSet();
        copy.member = member;
        children.forEach((step, child) -> copy.children.put(step, child.copy()));
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSet set && set.member == member && set.children.equals(children);
    }

    @Override
    public int hashCode() {
        return children.hashCode() + (member ? 1 : 0);
    }
}
