package dev.aks4j.core.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Json;
import dev.aks4j.testing.Property;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class CredentialSecretsTest {

    private static final String SECRET = "aB3dE6gH9+/=&\"<'~";
    private static final List<String> SECRETS = List.of(SECRET);

    private static void gone(String text) {
        String clean = Secrets.without(SECRETS, text);
        assertThat(clean).doesNotContainIgnoringCase("aB3dE6gH9").doesNotContain("YUIzZEU2Z0g5");
        assertThat(clean).contains("secret");
    }

    @Test
    void secretIsRemovedAndTheRestOfTheTextStays() {
        assertThat(Secrets.without(SECRETS, "The password '" + SECRET + "' is too short."))
                .isEqualTo("The password '(secret removed)' is too short.");
        assertThat(Secrets.without(SECRETS, "Nothing of it.")).isEqualTo("Nothing of it.");
    }

    @Test
    void secretIsFoundAsEachEncodingWritesIt() throws IOException {
        gone(Json.of(SECRET).toString());
        gone("client_secret=" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8) + "&grant_type=x");
        gone("<pre>" + SECRET.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;") + "</pre>");
        gone(Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void textWithAnEncodingThatNobodyKnowsIsWithheld() {
        gone("a" + URLEncoder.encode(URLEncoder.encode(SECRET, StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        gone(SECRET.toUpperCase(java.util.Locale.ROOT));
        gone("cut off " + SECRET.substring(0, 12));
        for (int before = 0; before < 4; before++) {
            byte[] form = ("y".repeat(before) + SECRET + "zz").getBytes(StandardCharsets.UTF_8);
            gone(Base64.getEncoder().encodeToString(form));
        }
    }

    @Test
    void wordsOfASecretDoNotHideTextsThatUseThem() {
        String text = "The cluster production-east is being updated.";
        assertThat(Secrets.without(List.of("correct-production-battery"), text)).isEqualTo(text);
        assertThat(Secrets.without(List.of("abc"), "abcdef")).isEqualTo("abcdef");
    }

    @Test
    void documentKeepsItsStructure() throws IOException {
        Json document =
                Json.parse("{\"code\":\"Invalid\",\"details\":[{\"message\":\"no: aB3dE6gH9%2B\"}],\"count\":3}");
        assertThat(Secrets.without(SECRETS, document).toString())
                .isEqualTo(
                        "{\"code\":\"Invalid\",\"details\":[{\"message\":\"(a text that quotes a secret is withheld)\"}],"
                                + "\"count\":3}");
    }

    @Test
    void failureIsCopiedWithItsCausesOnlyIfOneOfThemHoldsASecret() {
        Exception harmless = new IOException("reset");
        assertThat(Secrets.without(SECRETS, harmless)).isSameAs(harmless);

        Exception outer = new IOException("outer", new IllegalArgumentException("invalid header: " + SECRET));
        outer.addSuppressed(new IllegalStateException(SECRET));
        Throwable clean = Secrets.without(SECRETS, outer);
        StringWriter text = new StringWriter();
        clean.printStackTrace(new PrintWriter(text));
        assertThat(clean).isInstanceOf(IOException.class);
        assertThat(text.toString()).doesNotContain("aB3dE6gH9").contains("invalid header", "outer");
    }

    @Test
    void secretIsFoundInWhatWasSuppressedOnly() {
        Exception outer = new IOException("outer");
        outer.addSuppressed(new IllegalStateException("why", new IOException(SECRET)));
        assertThat(printed(Secrets.without(SECRETS, outer))).contains("outer").doesNotContain("aB3dE6gH9");
    }

    /** It was looked for twenty causes deep. */
    @Test
    void secretIsFoundHoweverDeepItIs() {
        Exception failure = new IOException(SECRET);
        for (int i = 0; i < 40; i++) {
            failure = new IllegalStateException("level " + i, failure);
        }
        assertThat(printed(Secrets.without(SECRETS, failure)))
                .contains("level 39")
                .doesNotContain("aB3dE6gH9");
    }

    @Test
    void failureThatCausesItselfIsCopiedOnce() {
        Exception inner = new IllegalStateException(SECRET);
        Exception outer = new IOException("outer", inner);
        inner.initCause(outer);
        assertThat(printed(Secrets.without(SECRETS, outer))).doesNotContain("aB3dE6gH9");
        Exception harmless = new IllegalStateException("inner");
        Exception around = new IOException("outer", harmless);
        harmless.initCause(around);
        assertThat(Secrets.without(SECRETS, around)).isSameAs(around);
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void headerHoldsVisibleCharactersOnly() {
        assertThat(Secrets.isSendable("eyJ0.e30.x-_~+/=")).isTrue();
        assertThat(List.of("", "two words", "line\nbreak", "\u00e9", "tab\t")).noneMatch(Secrets::isSendable);
    }

    @Test
    void noTextThatHoldsASecretComesThrough() {
        Property.tries(200).holds(draw -> {
            String secret = draw.text(4, 40);
            String around = draw.text(0, 20);
            String clean = Secrets.without(List.of(secret), around + secret + around);
            // What replaces a secret may itself be one that somebody chose badly.
            if (!"(secret removed)(a text that quotes a secret is withheld)".contains(secret)) {
                assertThat(clean.replace("(secret removed)", "\u0000")).doesNotContain(secret);
            }
        });
    }
}
