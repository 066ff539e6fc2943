package dev.aks4j.tests.examples;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.cluster.ClusterSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One published example: what its body says, and how our builders say the same. Where a rule of ours refuses a value,
 * the rule is named, with the lawful value that takes its place.
 *
 * @param <P> the builder of the pool that the example is about
 */
final class Example<P> {

    final String name;
    final Map<String, JsonNode> facts;
    final List<Consumer<ClusterSpec.Builder>> cluster = new ArrayList<>();
    final List<Consumer<P>> pool = new ArrayList<>();
    final Set<String> refusedBy = new TreeSet<>();
    final Map<String, String> excused = new LinkedHashMap<>();
    final List<Consumer<ClusterSpec.Builder>> lawfulCluster = new ArrayList<>();
    final List<Consumer<P>> lawfulPool = new ArrayList<>();

    Example(String name, String facts) {
        this.name = name;
        this.facts = Facts.read(facts);
    }

    /** Adds what the example says besides what its kind says. */
    Example<P> says(String more) {
        facts.putAll(Facts.read(more));
        return this;
    }

    /** Takes away what its kind says and this one does not. */
    Example<P> silentOn(String... pointers) {
        List.of(pointers).forEach(pointer -> facts.keySet().removeIf(key -> key.startsWith(pointer)));
        return this;
    }

    /** Takes back a setting that its kind has and this one does not. */
    Example<P> without(Consumer<?> setting) {
        if (!cluster.remove(setting) && !pool.remove(setting)) {
            throw new IllegalArgumentException(name + " has no such setting");
        }
        return this;
    }

    Example<P> cluster(Consumer<ClusterSpec.Builder> settings) {
        cluster.add(settings);
        return this;
    }

    Example<P> pool(Consumer<P> settings) {
        pool.add(settings);
        return this;
    }

    /** Names a difference that stays, and why. */
    Example<P> excuse(String pointer, String reason) {
        excused.put(pointer, reason);
        return this;
    }

    /** Names a rule that refuses the example as it is published. */
    Example<P> refusedBy(String rule, String pointer, String reason) {
        refusedBy.add(rule);
        return excuse(pointer, rule + ": " + reason);
    }

    Example<P> lawfulCluster(Consumer<ClusterSpec.Builder> settings) {
        lawfulCluster.add(settings);
        return this;
    }

    Example<P> lawfulPool(Consumer<P> settings) {
        lawfulPool.add(settings);
        return this;
    }
}
