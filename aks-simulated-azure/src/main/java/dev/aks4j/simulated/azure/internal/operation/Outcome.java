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

    /** Returns an outcome that only matters when it is good. */
    static Outcome of(Runnable success) {
        return new Outcome() {
            @Override
            public void succeeded() {
                success.run();
            }

            @Override
            public void failed() {}

            @Override
            public void canceled() {}
        };
    }
}
