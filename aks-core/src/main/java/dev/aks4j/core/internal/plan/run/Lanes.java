package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.internal.model.Known;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The queues of writes that Azure does not accept side by side, over all runs of a process. First come, first served: a
 * write waits for every earlier one that it excludes, under way or waiting, and for no other. So the pools of a cluster go
 * side by side, a write to the cluster waits for those that are under way, and those that come after it wait for it.
 * Thread-safe.
 */
public final class Lanes {

    private record Waiting(Lane lane, Runnable entrant) {}

    private static final class Queue {
        private final List<Lane> taken = new ArrayList<>();
        private final List<Waiting> waiting = new ArrayList<>();
    }

    private final Map<String, Queue> queues = new HashMap<>();

    /** Calls the entrant as soon as the lane is free for it: at once, or from whoever leaves. */
    void enter(Lane lane, Runnable entrant) {
        synchronized (queues) {
            Queue queue = queues.computeIfAbsent(lane.root(), root -> new Queue());
            if (queue.taken.stream().anyMatch(lane::excludes)
                    || queue.waiting.stream().anyMatch(earlier -> lane.excludes(earlier.lane()))) {
                queue.waiting.add(new Waiting(lane, entrant));
                return;
            }
            queue.taken.add(lane);
        }
        entrant.run();
    }

    /** Gives the lane to whoever waited for it. Must be called exactly once by each entrant that was called. */
    void leave(Lane lane) {
        List<Runnable> next = new ArrayList<>();
        synchronized (queues) {
            Queue queue = Known.in(queues, lane.root());
            queue.taken.remove(lane);
            List<Lane> before = new ArrayList<>(queue.taken);
            for (Iterator<Waiting> all = queue.waiting.iterator(); all.hasNext(); ) {
                Waiting one = all.next();
                if (before.stream().noneMatch(one.lane()::excludes)) {
                    all.remove();
                    queue.taken.add(one.lane());
                    next.add(one.entrant());
                }
                before.add(one.lane());
            }
            if (queue.taken.isEmpty()) {
                queues.remove(lane.root());
            }
        }
        next.forEach(Runnable::run);
    }
}
