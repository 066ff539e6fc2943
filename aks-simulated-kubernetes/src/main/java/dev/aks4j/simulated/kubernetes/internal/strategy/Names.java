package dev.aks4j.simulated.kubernetes.internal.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The rules for names and other short texts, in the API server's words. Each returns what is wrong. Stateless. */
public final class Names {

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
    private static final String UNDERSCORED = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
    private static final String KEY = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final Pattern DNS_LABEL = Pattern.compile(LABEL);
    private static final Pattern DNS_SUBDOMAIN = Pattern.compile(SUBDOMAIN);
    private static final Pattern DNS_UNDERSCORED = Pattern.compile(UNDERSCORED + "(\\." + UNDERSCORED + ")*");
    private static final Pattern DNS_1035 = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern WILDCARD = Pattern.compile("\\*\\." + SUBDOMAIN);
    private static final Pattern QUALIFIED = Pattern.compile(KEY);
    private static final Pattern VALUE = Pattern.compile("(" + KEY + ")?");
    private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");
    private static final Pattern HEADER = Pattern.compile("[-A-Za-z0-9]+");
    private static final Pattern HTTP_PATH = Pattern.compile("[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+");
    private static final String KEY_TEXT =
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
                    + " character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '" + KEY
                    + "')";

    private Names() {}

    private static List<String> sized(String text, int most, Pattern pattern, String otherwise) {
        List<String> wrong = new ArrayList<>();
        if (text.length() > most) {
            wrong.add("must be no more than " + most + " characters");
        }
        if (!pattern.matcher(text).matches()) {
            wrong.add(otherwise);
        }
        return wrong;
    }

    /** What is wrong with a DNS-1123 subdomain. */
    public static List<String> subdomain(String name) {
        return sized(
                name,
                253,
                DNS_SUBDOMAIN,
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must"
                        + " start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '"
                        + SUBDOMAIN + "')");
    }

    /** What is wrong with a DNS-1123 subdomain that may have underscores. */
    static List<String> underscored(String name) {
        return sized(
                name,
                253,
                DNS_UNDERSCORED,
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and"
                        + " must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '"
                        + UNDERSCORED + "(\\." + UNDERSCORED + ")*')");
    }

    /** What is wrong with a DNS-1123 subdomain that begins with a wildcard. */
    static List<String> wildcard(String name) {
        return sized(
                name,
                253,
                WILDCARD,
                "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist"
                        + " of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g."
                        + " '*.example.com', regex used for validation is '\\*\\." + SUBDOMAIN + "')");
    }

    /** What is wrong with a DNS-1123 label. */
    public static List<String> label(String name) {
        String text = DNS_SUBDOMAIN.matcher(name).matches()
                ? "must not contain dots"
                : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start"
                        + " and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for"
                        + " validation is '" + LABEL + "')";
        return sized(name, 63, DNS_LABEL, text);
    }

    /** What is wrong with a DNS-1035 label. */
    public static List<String> label1035(String name) {
        return sized(
                name,
                63,
                DNS_1035,
                "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic"
                        + " character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used"
                        + " for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')");
    }

    /** What is wrong with a name that need only fit into a URL. */
    public static List<String> pathSegment(String name) {
        if (name.equals(".") || name.equals("..")) {
            return List.of("may not be '" + name + "'");
        }
        List<String> wrong = new ArrayList<>();
        for (String part : new String[] {"/", "%"}) {
            if (name.contains(part)) {
                wrong.add("may not contain '" + part + "'");
            }
        }
        return wrong;
    }

    /** What is wrong with a label or annotation key. */
    public static List<String> qualified(String key) {
        List<String> wrong = new ArrayList<>();
        String[] parts = key.split("/", -1);
        if (parts.length > 2) {
            return List.of("a valid label key " + KEY_TEXT
                    + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        }
        if (parts.length == 2) {
            if (parts[0].isEmpty()) {
                wrong.add("prefix part must be non-empty");
            } else {
                subdomain(parts[0]).forEach(text -> wrong.add("prefix part " + text));
            }
        }
        String name = parts[parts.length - 1];
        if (name.isEmpty()) {
            wrong.add("name part must be non-empty");
        } else if (name.length() > 63) {
            wrong.add("name part must be no more than 63 bytes");
        }
        if (!QUALIFIED.matcher(name).matches()) {
            wrong.add("name part " + KEY_TEXT);
        }
        return wrong;
    }

    /** What is wrong with a label's value. */
    public static List<String> labelValue(String value) {
        List<String> wrong = new ArrayList<>();
        if (value.length() > 63) {
            wrong.add("must be no more than 63 bytes");
        }
        if (!VALUE.matcher(value).matches()) {
            wrong.add(
                    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and"
                            + " must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345',"
                            + " regex used for validation is '(" + KEY + ")?')");
        }
        return wrong;
    }

    /** What is wrong with a key of a config map or secret. */
    static List<String> configKey(String key) {
        List<String> wrong = sized(
                key,
                253,
                CONFIG_KEY,
                "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or"
                        + " 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')");
        if (key.equals(".") || key.equals("..")) {
            wrong.add("must not be '" + key + "'");
        } else if (key.startsWith("..")) {
            wrong.add("must not start with '..'");
        }
        return wrong;
    }

    /** What is wrong with the name of a port. */
    static List<String> portName(String name) {
        List<String> wrong = new ArrayList<>();
        if (name.length() > 15) {
            wrong.add("must be no more than 15 characters");
        }
        if (!name.matches("[-a-z0-9]+")) {
            wrong.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }
        if (name.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
            wrong.add("must contain at least one letter (a-z)");
        }
        if (name.contains("--")) {
            wrong.add("must not contain consecutive hyphens");
        }
        if (name.startsWith("-") || name.endsWith("-")) {
            wrong.add("must not begin or end with a hyphen");
        }
        return wrong;
    }

    /** What is wrong with the name of an environment variable. */
    static List<String> variable(String name) {
        List<String> wrong = new ArrayList<>();
        if (name.isEmpty()) {
            wrong.add("environment variable name must be non-empty");
        }
        if (name.chars().anyMatch(c -> c < ' ' || c > 126 || c == '=')) {
            wrong.add(
                    "a valid environment variable name must consist only of printable ASCII characters other than '='");
        }
        return wrong;
    }

    /** What is wrong with the name of an HTTP header. */
    static List<String> header(String name) {
        return HEADER.matcher(name).matches()
                ? List.of()
                : List.of(
                        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex"
                                + " used for validation is '[-A-Za-z0-9]+')");
    }

    /** What is wrong with a percentage. */
    static List<String> percent(String text) {
        return text.matches("[0-9]+%")
                ? List.of()
                : List.of("a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or"
                        + " '93%', regex used for validation is '[0-9]+%')");
    }

    static boolean isHttpPath(String text) {
        return HTTP_PATH.matcher(text).matches();
    }

    /** Returns a prefix of a name with its last dash and the letter before replaced, as prefixes are checked. */
    static String masked(String prefix) {
        return prefix.length() > 1 && prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 2) + "a" : prefix;
    }
}
