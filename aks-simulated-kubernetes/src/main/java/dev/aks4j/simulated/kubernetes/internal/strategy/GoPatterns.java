package dev.aks4j.simulated.kubernetes.internal.strategy;

import java.util.regex.PatternSyntaxException;

/** What Go's regular expressions say of a pattern that is none. Stateless. */
final class GoPatterns {

    private GoPatterns() {}

    static String problem(String pattern, PatternSyntaxException otherwise) {
        int open = pattern.lastIndexOf('[');
        if (open >= 0 && pattern.indexOf(']', open) < 0) {
            return "error parsing regexp: missing closing ]: `" + pattern.substring(open) + "`";
        }
        long opened = pattern.chars().filter(c -> c == '(').count();
        long closed = pattern.chars().filter(c -> c == ')').count();
        if (opened > closed) {
            return "error parsing regexp: missing closing ): `" + pattern + "`";
        }
        if (closed > opened) {
            return "error parsing regexp: unexpected ): `" + pattern + "`";
        }
        if (!pattern.isEmpty() && "*+?".indexOf(pattern.charAt(0)) >= 0) {
            return "error parsing regexp: missing argument to repetition operator: `" + pattern.charAt(0) + "`";
        }
        return "error parsing regexp: " + otherwise.getDescription() + ": `" + pattern + "`";
    }
}
