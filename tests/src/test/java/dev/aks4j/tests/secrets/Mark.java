package dev.aks4j.tests.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A secret that is recognised wherever it turns up: as it is, in another case, escaped for JSON, HTML or a URL, in part,
 * and inside of something that was encoded as base64.
 *
 * @param name what the secret is
 */
record Mark(String name) {

    /** What every escaping leaves as it is; the rest of the text is what each of them changes. */
    String core() {
        return "leak" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "") + Integer.toHexString(name.hashCode());
    }

    /** Returns the secret, with characters that JSON, HTML and URLs have to escape. */
    String text() {
        return core() + "+/=&\"\\<'~";
    }

    /** Returns the secret for places that take few characters, such as tokens. */
    String plain() {
        return core() + "-x.y_z";
    }

    /** Returns what base64 makes of the core, which depends on how many bytes stand before it. */
    List<String> encoded() {
        return IntStream.range(0, 3)
                .boxed()
                .flatMap(before -> {
                    String padded = "x".repeat(before) + core();
                    byte[] bytes = padded.substring(0, padded.length() / 3 * 3).getBytes(StandardCharsets.UTF_8);
                    String whole = Base64.getEncoder().encodeToString(bytes);
                    String inner = whole.substring(before == 0 ? 0 : 4);
                    return Stream.of(inner, inner.replace('+', '-').replace('/', '_'));
                })
                .distinct()
                .toList();
    }
}
