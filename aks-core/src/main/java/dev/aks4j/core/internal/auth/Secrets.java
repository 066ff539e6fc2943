package dev.aks4j.core.internal.auth;

import dev.aks4j.core.model.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes known secrets out of texts that come from elsewhere: answers that quote the request, failures of libraries. A
 * secret is found as it is and as JSON, URLs, HTML and base64 write it; a text in which a telling part of one is left,
 * however it came there, is withheld as a whole. Texts shorter than four characters are not looked for. Stateless and
 * thread-safe.
 */
public final class Secrets {

    private static final String GONE = "(secret removed)";
    private static final String WITHHELD = "(a text that quotes a secret is withheld)";
    private static final int SHORTEST = 4;
    private static final int DEPTH = 20;

    /** What no encoding changes and no ordinary text has: letters and digits together, or very many letters. */
    private static final Pattern TELLING =
            Pattern.compile("(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[A-Za-z0-9]{8,}|[A-Za-z0-9]{16,}");

    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]+");

    private Secrets() {}

    /** Returns whether a header can hold a token; HTTP clients quote one that it cannot in their refusal. */
    public static boolean isSendable(String token) {
        return SENDABLE.matcher(token).matches();
    }

    /** Returns the text without the secrets. */
    public static String without(Collection<String> secrets, String text) {
        String left = text;
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST) {
                for (String written : (Iterable<String>) written(secret)::iterator) {
                    left = left.replace(written, GONE);
                }
            }
        }
        return quotes(secrets, left) ? WITHHELD : left;
    }

    /** Returns a document whose texts are without the secrets. */
    public static Json without(Collection<String> secrets, Json document) {
        if (document.isText()) {
            return Json.of(without(secrets, document.asText()));
        }
        if (document.isObject()) {
            Json.ObjectBuilder copy = Json.object();
            document.properties()
                    .forEach(entry -> copy.put(without(secrets, entry.getKey()), without(secrets, entry.getValue())));
            return copy.build();
        }
        if (document.isArray()) {
            Json.ArrayBuilder copy = Json.array();
            document.forEach(element -> copy.add(without(secrets, element)));
            return copy.build();
        }
        return document;
    }

    /** Returns the failure itself if it holds none of the secrets, otherwise a copy of its texts without them. */
    public static Throwable without(Collection<String> secrets, Throwable failure) {
        return secrets.isEmpty() || !holds(secrets, failure, Collections.newSetFromMap(new IdentityHashMap<>()))
                ? failure
                : Objects.requireNonNull(copy(secrets, failure, 0));
    }

    private static Stream<String> written(String secret) {
        String html = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        String json = Json.of(secret).toString();
        return Stream.of(
                        secret,
                        json.substring(1, json.length() - 1),
                        URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        html.replace("\"", "&quot;").replace("'", "&#39;"),
                        Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
                .distinct();
    }

    private static boolean quotes(Collection<String> secrets, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .anyMatch(secret -> TELLING.matcher(secret)
                                .results()
                                .anyMatch(part -> lower.contains(part.group().toLowerCase(Locale.ROOT)))
                        || inner(secret).anyMatch(text::contains));
    }

    /** Returns what base64 makes of the middle of a secret, which depends on how many bytes stand before it. */
    private static Stream<String> inner(String secret) {
        if (secret.length() < 12) {
            return Stream.empty();
        }
        return IntStream.range(0, 3).mapToObj(before -> {
            byte[] bytes = ("x".repeat(before) + secret).getBytes(StandardCharsets.UTF_8);
            String whole = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            return whole.substring(4, whole.length() - 4);
        });
    }

    /** However deep it is: a failure is printed with all its causes. */
    private static boolean holds(Collection<String> secrets, @Nullable Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return false;
        }
        String text = String.valueOf(failure.getMessage());
        return !without(secrets, text).equals(text)
                || holds(secrets, failure.getCause(), seen)
                || Stream.of(failure.getSuppressed()).anyMatch(each -> holds(secrets, each, seen));
    }

    private static @Nullable Throwable copy(Collection<String> secrets, @Nullable Throwable failure, int depth) {
        if (failure == null || depth == DEPTH) {
            return null;
        }
        String text = without(secrets, failure.getClass().getName() + ": " + failure.getMessage());
        Throwable cause = copy(secrets, failure.getCause(), depth + 1);
        Throwable copy =
                failure instanceof IOException ? new IOException(text, cause) : new RuntimeException(text, cause);
        copy.setStackTrace(failure.getStackTrace());
        return copy;
    }
}
