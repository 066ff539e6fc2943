package dev.aks4j.core.plan.kind;

/**
 * A line of a plan below a resource.
 *
 * @param type the kind of part, for example {@code nodePool}
 * @param name its name
 * @param summary it in a few words
 */
public record PlanLine(String type, String name, String summary) {}
