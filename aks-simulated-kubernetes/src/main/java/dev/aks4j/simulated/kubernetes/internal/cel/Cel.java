package dev.aks4j.simulated.kubernetes.internal.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

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
     * Returns what a compiler says against an expression that has to give a type.
     *
     * @param type {@code bool} or {@code string}; empty for any
     */
    public static Optional<String> problem(String text, Set<String> known, String type) {
        Optional<String> plain = problem(text, known);
        if (plain.isPresent()) {
            return plain;
        }
        CelTyping typing = new CelTyping(MissingNode.getInstance(), false);
        CelType given = of(text).root.type(typing);
        if (!typing.faults().isEmpty()) {
            return Optional.of("compilation failed: "
                    + typing.faults().stream()
                            .map(fault -> shown(text, fault.at(), fault.text()))
                            .collect(Collectors.joining("\n")));
        }
        return type.isEmpty() || !given.isPlain() || given.name().equals(type)
                ? Optional.empty()
                : Optional.of("must evaluate to " + type + " but got " + given.name());
    }

    /** What an expression has to give. */
    public enum Kind {
        /** True or false. */
        BOOLEAN("cel expression must evaluate to a bool"),
        /** A text. */
        TEXT("must evaluate to a string");

        private final String otherwise;

        Kind(String otherwise) {
            this.otherwise = otherwise;
        }
    }

    /**
     * Returns what a compiler says against an expression about an object of a schema.
     *
     * @param root whether the schema is that of a whole object
     */
    public static Optional<String> problem(String text, JsonNode schema, boolean root, Kind wanted) {
        Optional<String> plain = problem(text, Set.of("self", "oldSelf"));
        if (plain.isPresent()) {
            return plain;
        }
        CelTyping typing = new CelTyping(schema, root);
        CelType type = of(text).root.type(typing);
        if (!typing.faults().isEmpty()) {
            return Optional.of("compilation failed: "
                    + typing.faults().stream()
                            .map(fault -> shown(text, fault.at(), fault.text()))
                            .collect(Collectors.joining("\n")));
        }
        CelType result = wanted == Kind.BOOLEAN ? CelType.BOOL : CelType.STRING;
        return type.isKnown() && !type.equals(result) ? Optional.of(wanted.otherwise) : Optional.empty();
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
