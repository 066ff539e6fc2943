package dev.aks4j.core.plan.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Collects what can be seen of the reasons for a step's failure. Never blocks. Thread-safe. */
@FunctionalInterface
public interface Explainer {

    /**
     * Returns what can be seen, one line a fact; empty if there is nothing to add. A failure of the explainer is
     * ignored: it never hides the failure that it was to explain.
     */
    CompletionStage<List<String>> explain(Step step, Throwable failure);

    /** Returns an explainer that adds nothing. */
    static Explainer none() {
        return (step, failure) -> CompletableFuture.completedFuture(List.of());
    }
}
