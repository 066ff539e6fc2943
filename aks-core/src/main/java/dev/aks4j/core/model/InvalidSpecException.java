package dev.aks4j.core.model;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A spec breaks rules. Carries every problem at once; the message lists them all with place, value, consequence and fix.
 * Nothing was sent.
 */
public final class InvalidSpecException extends AksException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Creates an exception.
     *
     * @param subject what is wrong, for example {@code cluster shop}
     * @param problems every problem, warnings included
     */
    public InvalidSpecException(String subject, List<Problem> problems) {
        super(render(subject, problems));
        this.problems = List.copyOf(problems);
    }

    /** Throws if any of the problems is an error; otherwise does nothing. */
    public static void throwIfAny(String subject, List<Problem> problems) {
        if (problems.stream().anyMatch(Problem::isError)) {
            throw new InvalidSpecException(subject, problems);
        }
    }

    /** Returns every problem found. */
    public List<Problem> problems() {
        return problems;
    }

    /** What has to be mended comes before what is only said. */
    private static String render(String subject, List<Problem> problems) {
        long errors = problems.stream().filter(Problem::isError).count();
        String count = Stream.of(count(errors, "problem"), count(problems.size() - errors, "warning"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" and "));
        return Stream.concat(
                        problems.stream().filter(Problem::isError),
                        problems.stream().filter(problem -> !problem.isError()))
                .map(problem -> "  " + problem.toString().replace("\n", "\n  "))
                .collect(Collectors.joining("\n", count + " in " + subject + "\n", ""));
    }

    private static String count(long of, String word) {
        return of == 0 ? "" : of == 1 ? "1 " + word : of + " " + word + "s";
    }
}
