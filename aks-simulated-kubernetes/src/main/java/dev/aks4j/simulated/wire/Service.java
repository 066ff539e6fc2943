package dev.aks4j.simulated.wire;

/** Something that answers HTTP requests. The whole simulator is one; each of its parts is one too. */
@FunctionalInterface
public interface Service {

    /** Answers a request. Called under the simulator's lock. */
    Response answer(Request request);
}
