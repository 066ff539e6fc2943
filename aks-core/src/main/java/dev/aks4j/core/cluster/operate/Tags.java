package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.group.TagRules;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Holds tags that are to be added against Azure's rules, together with those that are there. */
final class Tags {

    private Tags() {}

    static List<Problem> problems(Map<String, String> before, Map<String, String> more) {
        Map<String, String> after = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        after.putAll(before);
        after.putAll(more);
        return Stream.concat(
                        TagRules.COUNT.on(after).stream(),
                        Rule.all(List.of(TagRules.NAME, TagRules.VALUE), more).stream())
                .toList();
    }
}
