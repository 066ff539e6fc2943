package dev.aks4j.core.cluster;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import java.util.List;
import java.util.TreeSet;

/** A spec as the Java source of a class that makes it. Immutable. */
record SpecSource(
        String name, String group, Region region, List<SpecCall<ClusterSpec.Builder>> calls, List<SpecPool> pools) {

    /** Returns the source of a class without a package. */
    String text(String className) {
        TreeSet<String> imports = new TreeSet<>(
                List.of(ClusterSpec.class.getName(), ResourceGroupSpec.class.getName(), Region.class.getName()));
        calls.stream().map(SpecCall::imported).filter(one -> !one.isEmpty()).forEach(imports::add);
        pools.forEach(pool -> imports.addAll(pool.imports()));
        StringBuilder text = new StringBuilder();
        imports.forEach(one -> text.append("import ").append(one).append(";\n"));
        text.append("\n/** The cluster ")
                .append(name.replaceAll("[^A-Za-z0-9_-]", "_"))
                .append(" as it was found. */\npublic final class ")
                .append(className)
                .append(" {\n\n    private ")
                .append(className)
                .append("() {}\n\n    /** Returns the cluster. */\n    public static ClusterSpec cluster() {\n")
                .append("        ResourceGroupSpec group = ResourceGroupSpec.of(")
                .append(SpecCall.literal(group))
                .append(", Region.of(")
                .append(SpecCall.literal(region.name()))
                .append("));\n        return ClusterSpec.builder(")
                .append(SpecCall.literal(name))
                .append(", group)");
        calls.forEach(call -> text.append("\n            .").append(call.text()));
        pools.forEach(pool -> text.append("\n            .").append(pool.text()));
        return text.append("\n            .build();\n    }\n}\n").toString();
    }
}
