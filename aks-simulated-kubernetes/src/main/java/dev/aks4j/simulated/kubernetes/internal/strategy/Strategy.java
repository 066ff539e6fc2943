package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The rules of one type: what is filled in, what is refused. Stateless. */
public interface Strategy {

    /** Fills in what the client left out. Runs on every write, so it must change nothing the second time. */
    default void defaults(ObjectNode object) {}

    /** Sets what a new object starts with, whatever the client sent. */
    default void create(ObjectNode object) {}

    /** Collects the rules that an object breaks. */
    default void validate(ObjectNode object, Errors errors) {}

    /** Collects the rules that a change breaks, besides those of {@link #validate}. */
    default void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {}
}
