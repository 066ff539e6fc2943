package dev.aks4j.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * What the provider for key vaults 1.8.2 makes of our objects: its own functions were given each text, and what they parsed or
 * refused is in the file, one line for a text. {@code -Daks4j.provider.ask=<file>} writes the texts, to ask anew.
 */
class ProviderAgreesTest {

    private static final ClusterSpec CLUSTER = IdentitySamples.builder().build();
    private static final List<String> NAMES =
            List.of("password", "null", "true", "1e3", "0x10", "007", "no", "a-b", "2026-11-30", "Y");
    private static final List<String> FILES = List.of(
            "tls.crt",
            "keys/a.pub",
            "null",
            "a b",
            "ä",
            "a:b",
            "#a",
            "a\"b",
            "a'b",
            "~",
            "../a",
            "/a",
            "a/../b",
            "a..b",
            "-",
            "{a}",
            "a\\b",
            "%a",
            "@a",
            "!a",
            "&a",
            "*a",
            "a#b",
            "a: b");

    private static List<VaultObject> cases() {
        List<VaultObject> all = new ArrayList<>();
        for (String name : NAMES) {
            all.add(VaultObject.secret(name));
            all.add(VaultObject.key(name).at(name.equals("null") ? "null" : "0123456789abcdef"));
            all.add(VaultObject.certificate(name).inFile(name + ".pem"));
        }
        FILES.forEach(file -> all.add(VaultObject.secret("a").inFile(file)));
        for (String text :
                List.of("0600", "600", "0644", "0777", "888", "0o600", "-1", "1777", "7", "00400", "0400 ")) {
            all.add(VaultObject.secret("a").permission(text));
        }
        for (String text : List.of("utf-8", "hex", "base64", "HEX", "Utf-8", "utf8", "ascii")) {
            all.add(VaultObject.secret("a").encoding(text));
            all.add(VaultObject.key("a").encoding(text));
        }
        for (int count : new int[] {0, 1, 2, 3, 10}) {
            all.add(VaultObject.secret("a").versions(count));
            all.add(VaultObject.secret("a").versions(count).inFile("b/c"));
        }
        for (VaultObject each : List.of(VaultObject.secret("a"), VaultObject.key("a"), VaultObject.certificate("a"))) {
            all.add(each.pem());
            all.add(each.pfx());
        }
        return all;
    }

    private static String text(VaultObject object) {
        return "array:\n" + object.yaml();
    }

    private static Map<String, Json> answers() {
        Map<String, Json> answers = new LinkedHashMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(ProviderAgreesTest.class.getResourceAsStream("provider-1.8.2.jsonl.gz")),
                StandardCharsets.UTF_8))) {
            reader.lines()
                    .map(Json::parse)
                    .forEach(line -> answers.put(line.path("text").asText(), line));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return answers;
    }

    private static List<Problem> problems(VaultObject object) {
        try {
            SecretProviderClassSpec.builder("orders", "shop-ns", CLUSTER, "kv-shop")
                    .asAddon()
                    .object(object)
                    .build();
            return List.of();
        } catch (InvalidSpecException refused) {
            return refused.problems();
        }
    }

    @Test
    void theProviderReadsWhatWasDeclaredAndRefusesWhatWeRefuse() throws IOException {
        String file = System.getProperty("aks4j.provider.ask");
        if (file != null) {
            Files.write(
                    Path.of(file),
                    cases().stream()
                            .map(each -> Json.object()
                                    .put("text", text(each))
                                    .build()
                                    .toString())
                            .toList());
            return;
        }
        Map<String, Json> answers = answers();
        List<String> differences = new ArrayList<>();
        for (VaultObject object : cases()) {
            Json answer = answers.getOrDefault(text(object), Json.missing());
            // It takes -1, too, which are the rights of no file.
            boolean refused = !answer.path("error").asText().isEmpty()
                    || answer.path("mode").asInt() < 0;
            if (answer.isMissing() || refused != !problems(object).isEmpty()) {
                differences.add(object.yaml() + " provider: " + answer + ", we: " + problems(object));
            } else if (!refused && !same(object, answer.path("object"), answer)) {
                differences.add(object.yaml() + " is read as " + answer);
            }
        }
        assertThat(differences).isEmpty();
    }

    private static boolean same(VaultObject object, Json read, Json answer) {
        Set<String> files = answer.path("files").stream().map(Json::asText).collect(Collectors.toSet());
        return read.path("objectName").asText().equals(object.name())
                && read.path("objectType").asText().equals(object.type())
                && read.path("objectVersion").asText().equals(object.version().orElse(""))
                && read.path("objectFormat").asText().equals(object.format().orElse(""))
                && read.path("objectEncoding").asText().equals(object.encoding().orElse(""))
                && answer.path("mode").asInt() == mode(object.permission())
                && files.equals(Set.copyOf(object.files()));
    }

    private static int mode(Optional<String> octal) {
        return Integer.parseInt(octal.orElse("0644").strip(), 8);
    }
}
