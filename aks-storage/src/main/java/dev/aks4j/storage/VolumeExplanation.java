package dev.aks4j.storage;

import java.util.List;

/**
 * Why a claim or a pod is as it is, in words, and what to do. Immutable and thread-safe.
 *
 * @param subject what it is about, for example {@code claim shop/data}
 * @param state how it is, for example {@code Pending}
 * @param because the causes, the likeliest first; empty if nothing waits
 * @param toDo what to do about them
 */
public record VolumeExplanation(String subject, String state, List<String> because, List<String> toDo) {

    /** Copies the lists. */
    public VolumeExplanation {
        because = List.copyOf(because);
        toDo = List.copyOf(toDo);
    }

    /** Returns whether nothing waits. */
    public boolean isSettled() {
        return because.isEmpty();
    }

    /** Returns the whole explanation as text, a line for each cause and each thing to do. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(subject).append(" is ").append(state);
        because.forEach(cause -> text.append("\n  because ").append(cause));
        toDo.forEach(step -> text.append("\n  to do: ").append(step));
        return text.toString();
    }
}
