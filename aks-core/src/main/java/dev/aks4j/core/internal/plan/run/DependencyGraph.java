package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.plan.run.Step;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Arithmetic on what needs what. */
public final class DependencyGraph {

    private DependencyGraph() {}

    /**
     * Returns the wave of each node: 1 for one that needs nothing, otherwise one more than the latest that it needs.
     *
     * @param needs what each node needs; needs that are no nodes are ignored
     * @throws CycleException if nodes need each other in a circle
     */
    public static <T> Map<T, Integer> waves(Map<T, Set<T>> needs) {
        Map<T, Integer> open = new HashMap<>();
        Map<T, Set<T>> neededBy = new HashMap<>();
        needs.forEach((node, before) -> {
            Set<T> known = new LinkedHashSet<>(before);
            known.retainAll(needs.keySet());
            open.put(node, known.size());
            known.forEach(one ->
                    neededBy.computeIfAbsent(one, key -> new LinkedHashSet<>()).add(node));
        });
        Map<T, Integer> waves = new LinkedHashMap<>();
        Deque<T> ready = new ArrayDeque<>();
        needs.keySet().stream().filter(node -> Known.in(open, node) == 0).forEach(node -> {
            waves.put(node, 1);
            ready.add(node);
        });
        while (!ready.isEmpty()) {
            T node = ready.remove();
            for (T next : neededBy.getOrDefault(node, Set.of())) {
                if (open.merge(next, -1, Integer::sum) == 0) {
                    waves.put(next, Known.in(waves, node) + 1);
                    ready.add(next);
                }
            }
        }
        if (waves.size() < needs.size()) {
            throw new CycleException(circle(needs, waves.keySet()));
        }
        return waves;
    }

    /** Follows needs from a node that is in a circle or behind one until a node comes twice. */
    private static <T> List<T> circle(Map<T, Set<T>> needs, Collection<T> free) {
        T node = needs.keySet().stream()
                .filter(one -> !free.contains(one))
                .findFirst()
                .orElseThrow();
        Set<T> path = new LinkedHashSet<>();
        while (path.add(node)) {
            node = Known.in(needs, node).stream()
                    .filter(one -> needs.containsKey(one) && !free.contains(one))
                    .findFirst()
                    .orElseThrow();
        }
        List<T> all = List.copyOf(path);
        return all.subList(all.indexOf(node), all.size());
    }

    /** Returns everything that each node needs, directly or through others. */
    public static <T> Map<T, Set<T>> closure(Map<T, Set<T>> needs) {
        Map<T, Set<T>> closed = new LinkedHashMap<>();
        needs.keySet().forEach(node -> {
            Set<T> seen = new LinkedHashSet<>();
            Deque<T> open = new ArrayDeque<>(needs.get(node));
            while (!open.isEmpty()) {
                T next = open.remove();
                if (seen.add(next)) {
                    open.addAll(needs.getOrDefault(next, Set.of()));
                }
            }
            closed.put(node, seen);
        });
        return closed;
    }

    /** Refuses steps that need each other in a circle, need a step that is not there, or share an id. */
    public static void check(List<Step> steps) {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        for (Step step : steps) {
            if (needs.put(step.id(), step.after()) != null) {
                throw new AksException("Two steps have the id " + step.id() + ". Give every step an id of its own.");
            }
        }
        for (Step step : steps) {
            if (!needs.keySet().containsAll(step.after())) {
                throw new AksException("Step " + step.id() + " (" + step + ") comes after " + step.after()
                        + ", not all of which are steps of this run. Name steps of this run only.");
            }
        }
        try {
            waves(needs);
        } catch (CycleException e) {
            throw new AksException("The steps " + e.circle() + " wait for each other. Break the circle.", e);
        }
    }

    /** Nodes need each other in a circle. */
    public static final class CycleException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient List<?> circle;

        CycleException(List<?> circle) {
            super("circle: " + circle);
            this.circle = circle;
        }

        /** Returns the nodes of the circle. */
        public List<?> circle() {
            return circle;
        }
    }
}
