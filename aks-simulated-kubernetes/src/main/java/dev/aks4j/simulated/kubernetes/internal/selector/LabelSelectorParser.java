package dev.aks4j.simulated.kubernetes.internal.selector;

import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector.Operator;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the {@code labelSelector} query parameter. Not thread-safe. */
final class LabelSelectorParser {

    private static final Pattern TOKEN = Pattern.compile("\\s*(==|!=|=|!|>|<|\\(|\\)|,|[^\\s=!<>(),]+)");

    private final List<String> tokens = new ArrayList<>();
    private final String text;
    private int at;

    LabelSelectorParser(String text) {
        this.text = text;
        Matcher matcher = TOKEN.matcher(text.stripTrailing());
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
            matcher.region(end, text.stripTrailing().length());
        }
        if (end < text.stripTrailing().length()) {
            throw fail("unexpected character at " + end);
        }
    }

    LabelSelector parse() {
        List<Requirement> requirements = new ArrayList<>();
        do {
            requirements.add(requirement());
        } while (take(","));
        if (at < tokens.size()) {
            throw fail("found '" + tokens.get(at) + "', expected: ',' or 'end of string'");
        }
        return new LabelSelector(List.copyOf(requirements));
    }

    private Requirement requirement() {
        if (take("!")) {
            return new Requirement(word(), Operator.NOT_EXISTS, List.of());
        }
        String key = word();
        if (at == tokens.size() || tokens.get(at).equals(",")) {
            return new Requirement(key, Operator.EXISTS, List.of());
        }
        String operator = tokens.get(at++);
        return switch (operator) {
            case "=", "==" -> new Requirement(key, Operator.IN, List.of(value()));
            case "!=" -> new Requirement(key, Operator.NOT_IN, List.of(value()));
            case ">" -> new Requirement(key, Operator.GREATER, List.of(word()));
            case "<" -> new Requirement(key, Operator.LESS, List.of(word()));
            case "in" -> new Requirement(key, Operator.IN, values());
            case "notin" -> new Requirement(key, Operator.NOT_IN, values());
            default -> throw fail("found '" + operator + "', expected: in, notin, =, ==, !=, >, <");
        };
    }

    private List<String> values() {
        if (!take("(")) {
            throw fail("expected: '('");
        }
        List<String> values = new ArrayList<>();
        do {
            values.add(value());
        } while (take(","));
        if (!take(")")) {
            throw fail("expected: ',' or ')'");
        }
        return List.copyOf(values);
    }

    private String value() {
        boolean none = at == tokens.size()
                || tokens.get(at).equals(",")
                || tokens.get(at).equals(")");
        return none ? "" : word();
    }

    private String word() {
        if (at == tokens.size() || !tokens.get(at).matches("[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?")) {
            throw fail("found '" + (at == tokens.size() ? "" : tokens.get(at)) + "', expected: identifier");
        }
        return tokens.get(at++);
    }

    private boolean take(String token) {
        if (at < tokens.size() && tokens.get(at).equals(token)) {
            at++;
            return true;
        }
        return false;
    }

    private IllegalArgumentException fail(String why) {
        return new IllegalArgumentException("unable to parse requirement: " + why + " in \"" + text + "\"");
    }
}
