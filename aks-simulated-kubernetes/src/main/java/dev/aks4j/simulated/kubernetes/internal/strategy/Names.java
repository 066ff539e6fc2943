package dev.aks4j.simulated.kubernetes.internal.strategy;

import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for names, in the API server's words. Stateless. */
public final class Names {

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern DNS_LABEL = Pattern.compile(LABEL);
    private static final Pattern DNS_SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern DNS_1035 = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern QUALIFIED = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
    private static final Pattern VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");

    private Names() {}

    /** Returns what is wrong with a DNS-1123 subdomain. */
    public static Optional<String> subdomain(String name) {
        if (name.length() > 253) {
            return Optional.of("must be no more than 253 characters");
        }
        return DNS_SUBDOMAIN.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
                                + " '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used"
                                + " for validation is '" + LABEL + "(\\." + LABEL + ")*')");
    }

    /** Returns what is wrong with a DNS-1123 label. */
    public static Optional<String> label(String name) {
        if (name.length() > 63) {
            return Optional.of("must be no more than 63 characters");
        }
        return DNS_LABEL.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
                                + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex"
                                + " used for validation is '" + LABEL + "')");
    }

    /** Returns what is wrong with a DNS-1035 label. */
    public static Optional<String> label1035(String name) {
        if (name.length() > 63) {
            return Optional.of("must be no more than 63 characters");
        }
        return DNS_1035.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
                                + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
                                + " 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')");
    }

    /** Returns what is wrong with a name that need only fit into a URL. */
    public static Optional<String> pathSegment(String name) {
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("may not be '" + name + "'");
        }
        for (String part : new String[] {"/", "%"}) {
            if (name.contains(part)) {
                return Optional.of("may not contain '" + part + "'");
            }
        }
        return Optional.empty();
    }

    /** Returns what is wrong with a label or annotation key. */
    public static Optional<String> qualified(String key) {
        int slash = key.indexOf('/');
        if (slash >= 0) {
            String prefix = key.substring(0, slash);
            if (prefix.isEmpty()) {
                return Optional.of("prefix part must be non-empty");
            }
            Optional<String> wrong = subdomain(prefix);
            if (wrong.isPresent()) {
                return wrong.map(text -> "prefix part " + text);
            }
        }
        String name = key.substring(slash + 1);
        if (name.isEmpty()) {
            return Optional.of("name part must be non-empty");
        }
        if (name.length() > 63) {
            return Optional.of("name part must be no more than 63 characters");
        }
        return QUALIFIED.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end"
                                + " with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used"
                                + " for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')");
    }

    /** Returns what is wrong with a label's value. */
    public static Optional<String> labelValue(String value) {
        if (value.length() > 63) {
            return Optional.of("must be no more than 63 characters");
        }
        return VALUE.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
                        + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
                        + " 'my_value',  or '12345', regex used for validation is"
                        + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
    }
}
