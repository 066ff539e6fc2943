package dev.aks4j.simulated.kubernetes.internal.cel;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Common Expression Language, as far as rules for objects use it: all operators and macros, and the functions for
 * text, lists, maps, times, quantities and sizes. Types are checked when an expression is evaluated. Thread-safe.
 */
public final class Cel {

    private static final Map<String, Cel> KNOWN = new ConcurrentHashMap<>();
    private static final int MOST = 4096;

    private final CelNode root;
    private final Map<String, Integer> names;
    private final String problem;

    private Cel(String text) {
        CelParser parser = new CelParser(text);
        CelNode node = null;
        String why = "";
        try {
            node = parser.parse();
        } catch (CelException e) {
            why = shown(text, e.at(), "Syntax error: " + e.getMessage());
        }
        root = node;
        problem = why;
        names = parser.names();
    }

    private static String shown(String text, int at, String problem) {
        return "ERROR: <input>:1:" + (at + 1) + ": " + problem + "\n | " + text + "\n | " + ".".repeat(at) + "^";
    }

    private static Cel of(String text) {
        if (KNOWN.size() > MOST) {
            KNOWN.clear();
        }
        return KNOWN.computeIfAbsent(text, Cel::new);
    }

    /**
     * Returns what a compiler says against an expression.
     *
     * @param known the variables that it may use
     */
    public static Optional<String> problem(String text, Set<String> known) {
        Cel cel = of(text);
        if (!cel.problem.isEmpty()) {
            return Optional.of("compilation failed: " + cel.problem);
        }
        return cel.names.entrySet().stream()
                .filter(name -> !known.contains(name.getKey()))
                .map(name -> "compilation failed: "
                        + shown(
                                text,
                                name.getValue(),
                                "undeclared reference to '" + name.getKey() + "' (in container '')"))
                .findFirst();
    }

    /**
     * Returns the value of an expression: a boolean, number, text, list, map, time or null.
     *
     * @throws CelException if it cannot be evaluated
     */
    public static Object evaluate(String text, Map<String, ?> variables) {
        Cel cel = of(text);
        if (cel.root == null) {
            throw new CelException(0, cel.problem);
        }
        return cel.root.value(new CelScope(variables, null));
    }
}
