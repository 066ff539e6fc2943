package dev.aks4j.core.internal.arm;

import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.Scheduler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Gives stages to callers in such a way that what they do next, which may block, is not done on our threads. */
public final class HandOver {

    private HandOver() {}

    /** Returns a stage that completes like another, on a thread where what follows may block. */
    public static <T> CompletionStage<T> of(CompletionStage<T> stage, Scheduler scheduler) {
        if (scheduler.movesOnlyWhileWaiting()) {
            return stage;
        }
        CompletableFuture<T> theirs = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> scheduler.blocking().execute(() -> {
            if (failure == null) {
                theirs.complete(value);
            } else {
                theirs.completeExceptionally(Causes.of(failure));
            }
        }));
        return theirs.minimalCompletionStage();
    }
}
