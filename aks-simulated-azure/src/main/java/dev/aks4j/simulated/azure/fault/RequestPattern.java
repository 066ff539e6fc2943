package dev.aks4j.simulated.azure.fault;

import java.util.regex.Pattern;

/**
 * Which requests are meant: a method ({@code *} for any) and a path with {@code *} and {@code **}. Immutable.
 *
 * @param method the method, or {@code *}
 * @param path the compiled path pattern
 */
public record RequestPattern(String method, Pattern path) {

    /** Compiles a pattern. */
    public static RequestPattern of(String method, String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (glob.charAt(i) == '*') {
                regex.append("[^/]*");
            } else {
                regex.append(Pattern.quote(String.valueOf(glob.charAt(i))));
            }
        }
        return new RequestPattern(method, Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE));
    }

    /** Tells whether a request is meant. */
    public boolean matches(String requestMethod, String requestPath) {
        return (method.equals("*") || method.equalsIgnoreCase(requestMethod))
                && path.matcher(requestPath).matches();
    }
}
