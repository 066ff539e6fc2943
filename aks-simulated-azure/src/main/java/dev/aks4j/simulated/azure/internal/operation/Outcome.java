package dev.aks4j.simulated.azure.internal.operation;

/** What the end of an operation means for its resource. Called under the simulator's lock. */
public interface Outcome {

    /**
     * Makes the result visible.
     *
     * @throws OperationFailure if it turns out that the operation fails
     */
    void succeeded();

    /** Leaves the resource as a failed operation leaves it. */
    void failed();

    /** Leaves the resource as a cancelled operation leaves it. */
    void canceled();

    /** Returns an outcome that only matters when it is good: the resource shows nothing of an operation that is not. */
    static Outcome of(Runnable success) {
        return of(success, () -> {});
    }

    /** Returns an outcome that leaves the same behind whether the operation failed or was cancelled. */
    static Outcome of(Runnable success, Runnable otherwise) {
        return new Outcome() {
            @Override
            public void succeeded() {
                success.run();
            }

            @Override
            public void failed() {
                otherwise.run();
            }

            @Override
            public void canceled() {
                otherwise.run();
            }
        };
    }
}
