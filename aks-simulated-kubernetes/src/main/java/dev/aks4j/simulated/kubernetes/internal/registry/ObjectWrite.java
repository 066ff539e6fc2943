package dev.aks4j.simulated.kubernetes.internal.registry;

import java.util.ArrayList;
import java.util.List;

/**
 * How a write is to be done and by whom. Not thread-safe, because warnings are collected in it.
 *
 * @param manager the field manager
 * @param dryRun whether nothing is stored
 * @param validation what happens to fields that the type does not have
 * @param warnings what the caller is told without being refused
 * @param warned whether anybody is told
 * @param guard what the writer may write
 */
public record ObjectWrite(
        String manager, boolean dryRun, Validation validation, List<String> warnings, boolean warned, Guard guard) {

    /** Makes a write of a client. */
    public ObjectWrite(String manager, boolean dryRun, Validation validation, List<String> warnings) {
        this(manager, dryRun, validation, warnings, true, Guard.NONE);
    }

    /** Returns the same write, by somebody who may not write everything. */
    public ObjectWrite guardedBy(Guard other) {
        return new ObjectWrite(manager, dryRun, validation, warnings, warned, other);
    }

    /** What happens to unknown and duplicate fields. */
    public enum Validation {
        /** They are dropped without a word. */
        IGNORE,
        /** They are dropped, and the caller is warned. */
        WARN,
        /** The write is refused. */
        STRICT
    }

    /** Returns a plain write by a manager inside the cluster. */
    public static ObjectWrite by(String manager) {
        String program = manager.endsWith("-controller") ? "kube-controller-manager" : manager;
        return new ObjectWrite(program, false, Validation.IGNORE, new ArrayList<>(), false, Guard.NONE);
    }
}
