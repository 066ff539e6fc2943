package dev.aks4j.core.plan;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A plan with problems was to be applied. Nothing was sent. Immutable. */
public final class PlanRefusedException extends AksException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    PlanRefusedException(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> "\n  " + problem.toString().replace("\n", "\n  "))
                .collect(Collectors.joining("", "This plan cannot be applied:", "")));
        this.problems = List.copyOf(problems);
    }

    /** Returns what stands against the plan. */
    public List<Problem> problems() {
        return problems;
    }
}
