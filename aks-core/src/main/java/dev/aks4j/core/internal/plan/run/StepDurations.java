package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.plan.run.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How long steps take: the usual times, corrected by what this process has seen. Thread-safe. */
public final class StepDurations {

    /** Seen in recordings of 2022 to 2025: a cluster in 3.5 to 5 minutes, a pool in 2 to 4. */
    private static final Map<String, Duration> USUAL = Map.of(
            "managedCluster CREATE", Duration.ofSeconds(270),
            "managedCluster UPDATE", Duration.ofSeconds(120),
            "managedCluster REMOVE", Duration.ofSeconds(300),
            "nodePool CREATE", Duration.ofSeconds(180),
            "nodePool UPDATE", Duration.ofSeconds(150),
            "nodePool REMOVE", Duration.ofSeconds(150));

    private final Map<String, Duration> seen = new ConcurrentHashMap<>();

    Optional<Duration> expected(Step step) {
        return Optional.ofNullable(seen.getOrDefault(key(step), USUAL.get(key(step))));
    }

    /** Takes a measured duration in: a third of the new estimate is the new measurement. */
    void learn(Step step, Duration took) {
        seen.merge(key(step), took, (old, now) -> old.multipliedBy(2).plus(now).dividedBy(3));
    }

    private static String key(Step step) {
        return step.type() + " " + step.change();
    }
}
