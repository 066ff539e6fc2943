package dev.aks4j.tests.truth;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.plan.kind.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One resource that takes part in the model: how its spec begins, and what can be said of it, call by call. Whatever is
 * said, it is the same resource. Immutable.
 *
 * @param <B> what the calls are made on
 */
final class Part<B> {

    private final String name;
    private final Function<ClusterSpec, B> begin;
    private final Function<B, ? extends Spec> end;
    private final Map<String, Consumer<B>> calls;
    private final List<String> ofCluster;

    private Part(
            String name,
            Function<ClusterSpec, B> begin,
            Function<B, ? extends Spec> end,
            Map<String, Consumer<B>> calls,
            List<String> ofCluster) {
        this.name = name;
        this.begin = begin;
        this.end = end;
        this.calls = calls;
        this.ofCluster = List.copyOf(ofCluster);
    }

    /** Returns a part of which nothing can be said yet. The cluster is the one that the same wish asks for. */
    static <B> Part<B> of(String name, Function<ClusterSpec, B> begin, Function<B, ? extends Spec> end) {
        return new Part<>(name, begin, end, Map.of(), List.of());
    }

    /** Returns a part that is the one or the other of some values. */
    static Part<Choice> choice(String name, Map<String, Function<ClusterSpec, ? extends Spec>> values) {
        Part<Choice> part = of(name, Choice::new, Choice::spec);
        for (var value : values.entrySet()) {
            part = part.say(value.getKey(), choice -> choice.made = value.getValue());
        }
        String first = values.keySet().iterator().next();
        return new Part<>(
                name,
                cluster -> new Choice(cluster).by(values.get(first)),
                Choice::spec,
                Map.copyOf(part.calls),
                List.of());
    }

    /** What a choice was made of. Mutable. */
    static final class Choice {
        private final ClusterSpec cluster;
        private Function<ClusterSpec, ? extends Spec> made;

        private Choice(ClusterSpec cluster) {
            this.cluster = cluster;
        }

        private Choice by(Function<ClusterSpec, ? extends Spec> value) {
            made = value;
            return this;
        }

        private Spec spec() {
            return made.apply(cluster);
        }
    }

    /** Returns this part with one more thing to say of it. */
    Part<B> say(String what, Consumer<B> call) {
        Map<String, Consumer<B>> more = new LinkedHashMap<>(calls);
        if (more.put(what, call) != null) {
            throw new IllegalArgumentException(name + " has two calls of the name " + what);
        }
        return new Part<>(name, begin, end, more, ofCluster);
    }

    /** Returns this part with more things to say of it. */
    Part<B> say(Map<String, ? extends Consumer<B>> more) {
        Part<B> part = this;
        for (var call : more.entrySet()) {
            part = part.say(call.getKey(), call.getValue());
        }
        return part;
    }

    /** Returns this part without some of what can be said, with a reason for each. */
    Part<B> without(Map<String, String> reasons) {
        Map<String, Consumer<B>> left = new LinkedHashMap<>(calls);
        reasons.keySet().forEach(call -> {
            if (left.remove(call) == null) {
                throw new IllegalArgumentException(name + " has no call " + call);
            }
        });
        return new Part<>(name, begin, end, left, ofCluster);
    }

    /** Returns this part as one that a cluster can have of which this is said. */
    Part<B> on(String... said) {
        return new Part<>(name, begin, end, calls, List.of(said));
    }

    /** Returns what has to be said of the cluster. */
    List<String> ofCluster() {
        return ofCluster;
    }

    String name() {
        return name;
    }

    List<String> calls() {
        return calls.keySet().stream().sorted().toList();
    }

    Spec spec(ClusterSpec cluster, List<String> said) {
        B builder = begin.apply(cluster);
        said.forEach(call -> calls.get(call).accept(builder));
        return end.apply(builder);
    }

    @Override
    public String toString() {
        return name;
    }
}
