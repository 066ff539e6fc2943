package dev.aks4j.tests.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process gets marked secrets wherever one can enter: credentials, tokens, kubeconfigs, secrets in specs, commands. It
 * works with them on simulated Azure, and with servers that give everything back in every form. All that it writes is
 * searched: every logger from TRACE on, both outputs, ledgers, plans, events, what listeners hear, spans, exceptions with
 * their causes, texts of values.
 */
@Order(1)
class SecretsTest {

    private static final List<Mark> ENTERED = List.of(
            SecretPlace.CLIENT_SECRET,
            SecretPlace.WINDOWS_PASSWORD,
            SecretPlace.PRINCIPAL_SECRET,
            SecretPlace.PROXY_PASSWORD,
            SecretPlace.OBJECT_SECRET,
            SigningIn.WRONG_SECRET,
            SigningIn.ASSERTION,
            SigningIn.FEDERATED,
            SigningIn.ENVIRONMENT,
            SigningIn.USER,
            SigningIn.SERVICE,
            SigningIn.PASSWORD,
            SigningIn.KEY,
            SigningIn.FOREIGN,
            SigningIn.FOREIGN_BROKEN,
            Rotating.REFRESH,
            Rotating.PERSON,
            Hostile.ENTRA_TOKEN,
            Hostile.BROKEN_TOKEN,
            Hostile.SIGNATURE,
            Hostile.CLUSTER_TOKEN,
            Hostile.CLUSTER_KEY,
            WholeLife.COMMAND,
            PlainSecrets.PLAIN);

    private static final List<Mark> PLANTED = List.of(
            PlantedLeaks.TRACE,
            PlantedLeaks.THROWN,
            PlantedLeaks.JUL,
            PlantedLeaks.OUT,
            PlantedLeaks.ERR,
            PlantedLeaks.CAUSE,
            PlantedLeaks.SUPPRESSED,
            PlantedLeaks.TEXT,
            PlantedLeaks.LISTENER,
            PlantedLeaks.LEDGER,
            PlantedLeaks.BASE64,
            PlantedLeaks.URL);

    @TempDir
    Path folder;

    @Test
    void noSecretComesOut() throws Exception {
        try (Stage stage = new Stage(folder)) {
            Path out = stage.play(
                    "work",
                    Map.of(
                            "AZURE_TENANT_ID", stage.tenant(),
                            "AZURE_CLIENT_ID", stage.clientId(),
                            "AZURE_FEDERATED_TOKEN_FILE", stage.assertion().toString()));
            Map<String, String> unmarked = new LinkedHashMap<>(stage.unmarked());
            assertThat(unmarked).as("a key, and a secret that Azure made").hasSizeGreaterThan(1);
            Map<String, String> keys = stage.accountKeys();
            assertThat(keys).as("an account was made, and has keys").hasSize(4);
            unmarked.putAll(keys);
            assertThat(found(out, ENTERED, unmarked)).isEmpty();
            assertThat(Files.readString(out.resolve("output")))
                    .as("it did what it was to do")
                    .contains("==== the end", "account-key", "nodePool", "plan again", "exit code", "span SpanData{")
                    .contains("the cache held the mark: true", "rotated, received 1", "new certificate: Rotated")
                    .contains("trusts: [")
                    .contains("log DEBUG dev.aks4j.arm", "log DEBUG com.microsoft.aad.msal4j", "log DEBUG io.fabric8");
        }
    }

    @Test
    void noSecretOfTheEnvironmentComesOut() throws Exception {
        try (Stage stage = new Stage(folder)) {
            Path out = stage.play(
                    "environment",
                    Map.of(
                            "AZURE_TENANT_ID", stage.tenant(),
                            "AZURE_CLIENT_ID", stage.clientId(),
                            "AZURE_CLIENT_SECRET", SigningIn.ENVIRONMENT.text()));
            assertThat(found(out, ENTERED, Map.of())).isEmpty();
        }
    }

    @Test
    void whatIsLeakedOnPurposeIsFound() throws Exception {
        try (Stage stage = new Stage(folder)) {
            Path out = stage.play("leak", Map.of());
            List<String> found =
                    found(out, PLANTED, Map.of("secret made up elsewhere", stage.subscription() + "-elsewhere"));
            for (Mark mark : PLANTED) {
                assertThat(found).as(mark.name()).anyMatch(line -> line.contains("gives away the " + mark.name()));
            }
            assertThat(found).anyMatch(line -> line.contains("a JSON Web Token"));
            assertThat(found).anyMatch(line -> line.contains("the secret made up elsewhere"));
        }
    }

    private static List<String> found(Path out, List<Mark> marks, Map<String, String> others) throws IOException {
        Search search = new Search(marks, others);
        try (Stream<Path> files = Files.list(out)) {
            return files.sorted()
                    .flatMap(file -> search.in(file.getFileName().toString(), read(file)).stream())
                    .filter(found -> !isKnown(found))
                    .toList();
        }
    }

    /**
     * Signed URLs of operations, which are worth nothing without a token, are in the ledger, because they are the way
     * back; and the JDK's HTTP client names the URL of each request in its own debug log.
     */
    private static boolean isKnown(String found) {
        boolean url = found.contains("gives away a signed URL")
                || found.contains("gives away the " + Hostile.SIGNATURE.name());
        return url && (found.startsWith("ledger") || found.contains("Exchange establishing exchange for"));
    }

    /** One character a byte: what is looked for is ASCII in every encoding, and such texts are searched much faster. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
