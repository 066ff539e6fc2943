package dev.aks4j.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.model.Severity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Compares the rules of storage and snapshot classes with what the real drivers made of the same parameters. The answers are
 * data, one case a line; the README beside them says how they were had.
 */
class DriversAgreeTest {

    private static final String DATA = "drivers.jsonl.gz";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Rules that say what Azure or the nodes refuse, or what has no effect, where the drivers pass on what they are given:
     * what breaks them alone may be accepted by a driver.
     */
    private static final Set<String> BEYOND_THE_DRIVER = Set.of(
            "AKS-STO-004",
            "AKS-STO-005",
            "AKS-STO-006",
            "AKS-STO-007",
            "AKS-STO-010",
            "AKS-STO-011",
            "AKS-STO-015",
            "AKS-STO-016",
            "AKS-STO-017",
            "AKS-STO-018",
            "AKS-STO-022",
            "AKS-STO-023",
            "AKS-STO-024",
            "AKS-STO-025",
            "AKS-STO-026",
            "AKS-STO-035",
            "AKS-STO-040",
            "AKS-STO-047",
            "AKS-STO-060",
            "AKS-STO-063",
            "AKS-STO-066",
            "AKS-STO-070",
            "AKS-STO-071",
            "AKS-STO-072",
            "AKS-STO-076",
            "AKS-STO-090",
            "AKS-STO-093",
            "AKS-STO-095",
            "AKS-STO-098",
            "AKS-STO-128",
            "AKS-STO-132",
            "AKS-STO-133",
            "AKS-STO-141",
            "AKS-STO-142",
            "AKS-STO-144",
            "AKS-STO-166",
            "AKS-STO-167",
            "AKS-STO-168");

    /** Ways of using a volume that no claim asks for. */
    private static final Set<String> NOT_FROM_KUBERNETES =
            Set.of("SINGLE_NODE_READER_ONLY", "MULTI_NODE_SINGLE_WRITER");

    @Test
    void whatADriverRefusesIsRefused() {
        assertThat(differences((it, found) -> {
                    if (!harm(it).isEmpty() && refusals(it).isEmpty()) {
                        found.add(
                                it.path("driver").asText() + " " + it.path("parameters") + "\n    driver: " + harm(it));
                    }
                }))
                .isEmpty();
    }

    @Test
    void whatADriverTakesIsTakenUnlessAzureRefusesIt() {
        assertThat(differences((it, found) -> {
                    List<String> own = refusals(it).stream()
                            .filter(rule -> !BEYOND_THE_DRIVER.contains(rule))
                            .toList();
                    if (harm(it).isEmpty() && !own.isEmpty()) {
                        found.add(it.path("driver").asText() + " " + it.path("parameters") + "\n    rules: " + own);
                    }
                }))
                .isEmpty();
    }

    /** Where one rule alone is broken, what it says that happens is what did happen. */
    @Test
    void aRuleSaysWhatTheDriverReallyDoes() {
        assertThat(differences((it, found) -> {
                    List<Problem> problems = problems(it);
                    if (problems.stream().map(Problem::rule).distinct().count() != 1) {
                        return;
                    }
                    String said = problems.get(0).prevents().orElseThrow().toString();
                    boolean right = it.has("code")
                            ? said.contains(it.path("code").asText())
                            : said.contains("Azure") || said.contains("on the node") || said.contains("without a word");
                    if (!right) {
                        found.add(problems.get(0).rule() + ": " + said + "\n    driver: " + it);
                    }
                }))
                .isEmpty();
    }

    private static List<String> differences(BiConsumer<JsonNode, List<String>> check) {
        List<String> found = new ArrayList<>();
        cases().stream()
                .filter(it -> !NOT_FROM_KUBERNETES.contains(it.path("mode").asText()))
                .forEach(it -> check.accept(it, found));
        return found;
    }

    /** Says what is bad about an answer: an error, or a disk attached with a cache that Azure refuses. */
    private static String harm(JsonNode it) {
        if (it.has("code")) {
            return it.path("code").asText() + " " + it.path("text").asText();
        }
        JsonNode body = it.path("body");
        String sku = body.path("sku").path("name").asText();
        boolean shared = body.path("properties").path("maxShares").asInt(1) > 1;
        if (it.has("caching")
                && (sku.equals("UltraSSD_LRS") || shared)
                && !it.path("caching").asText().equals("None")) {
            return "attached with " + it.path("caching").asText();
        }
        return "";
    }

    private static List<String> refusals(JsonNode it) {
        return problems(it).stream().map(Problem::rule).distinct().toList();
    }

    private static List<Problem> problems(JsonNode it) {
        List<Problem> problems = new ArrayList<>();
        String driver = it.path("driver").asText();
        if (driver.equals("snapshot")) {
            VolumeSnapshotClassSpec.Builder builder = VolumeSnapshotClassSpec.ofDisks("test");
            it.path("parameters")
                    .properties()
                    .forEach(entry ->
                            builder.parameter(entry.getKey(), entry.getValue().asText()));
            problems.addAll(Rule.all(SnapshotRules.ALL, builder.unchecked()));
        } else {
            StorageClassSpec storage = storage(it, driver);
            problems.addAll(Rule.all(StorageRules.of(storage.driver()), storage));
            claim(it, storage).ifPresent(claim -> problems.addAll(Rule.all(ClaimRules.ALL, claim)));
            attributes(it, storage).ifPresent(attributes -> problems.addAll(Rule.all(AttributesRules.ALL, attributes)));
        }
        return problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
    }

    /** A volume that is to change is one of a class of its type. */
    private static StorageClassSpec storage(JsonNode it, String driver) {
        ClassBuilder<?> builder = driver.startsWith("disk")
                ? DiskClass.builder("test")
                : driver.startsWith("file") ? FileClass.builder("test") : BlobClass.builder("test");
        it.path("parameters")
                .properties()
                .forEach(entry ->
                        builder.parameter(entry.getKey(), entry.getValue().asText()));
        if (it.has("current")) {
            builder.parameter("skuName", it.path("current").asText()).parameter("cachingMode", "None");
        } else if (driver.equals("file-modify")) {
            builder.parameter("skuName", "PremiumV2_LRS");
        }
        return new StorageClassSpec(builder);
    }

    private static Optional<VolumeClaimSpec> claim(JsonNode it, StorageClassSpec storage) {
        if (!it.has("mode") && !it.has("source") && !it.has("mutable")) {
            return Optional.empty();
        }
        VolumeClaimSpec.Builder claim =
                VolumeClaimSpec.builder("data", "shop", 10).storageClass(storage);
        claim.accessModes(
                switch (it.path("mode").asText()) {
                    case "MULTI_NODE_MULTI_WRITER" -> AccessMode.READ_WRITE_MANY;
                    case "MULTI_NODE_READER_ONLY" -> AccessMode.READ_ONLY_MANY;
                    case "SINGLE_NODE_SINGLE_WRITER" -> AccessMode.READ_WRITE_ONCE_POD;
                    default -> AccessMode.READ_WRITE_ONCE;
                });
        if (it.path("block").asBoolean()) {
            claim.rawBlock();
        }
        if (it.has("source")) {
            claim.fromSnapshot("monday");
        }
        attributes(it, storage).ifPresent(claim::volumeAttributesClass);
        return Optional.of(claim.unchecked());
    }

    private static Optional<VolumeAttributesClassSpec> attributes(JsonNode it, StorageClassSpec storage) {
        if (!it.has("mutable")) {
            return Optional.empty();
        }
        VolumeAttributesClassSpec.Builder attributes = storage.driver() == Driver.DISK
                ? VolumeAttributesClassSpec.ofDisks("test")
                : VolumeAttributesClassSpec.ofFiles("test");
        it.path("mutable")
                .properties()
                .forEach(entry ->
                        attributes.parameter(entry.getKey(), entry.getValue().asText()));
        return Optional.of(attributes.unchecked());
    }

    /** The answers of other questions are given by a property, before they become part of the data. */
    private static InputStream data() throws IOException {
        String other = System.getProperty("aks4j.drivers");
        return other == null ? DriversAgreeTest.class.getResourceAsStream(DATA) : Files.newInputStream(Path.of(other));
    }

    private static List<JsonNode> cases() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(data()), StandardCharsets.UTF_8))) {
            List<JsonNode> cases = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                cases.add(JSON.readTree(line));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
