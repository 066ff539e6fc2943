package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The rules of one type: what is filled in, what is refused. Stateless. */
public interface Strategy {

    /** Fills in what the client left out. Runs on every write, so it must change nothing the second time. */
    default void defaults(ObjectNode object, Release release) {}

    /** Sets what a new object starts with, whatever the client sent. */
    default void create(ObjectNode object) {}

    /** Puts back what an update does not change, and takes out what no longer applies. */
    default void update(ObjectNode now, ObjectNode before) {}

    /** Collects the rules that an object breaks. */
    default void validate(ObjectNode object, Errors errors) {}

    /** Collects the rules that only new objects have to keep. */
    default void validateNew(ObjectNode object, Errors errors) {}

    /** Collects the rules that a change breaks, besides those of {@link #validate}. */
    default void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {}

    /** Collects the rules that a change through another subresource than the status breaks. */
    default void validatePart(String part, ObjectNode now, ObjectNode before, Errors errors) {}

    /** Collects the rules that a change of the status breaks. */
    default void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {}

    /** Collects what a writer is warned of. */
    default void warn(ObjectNode object, Errors errors) {}
}
