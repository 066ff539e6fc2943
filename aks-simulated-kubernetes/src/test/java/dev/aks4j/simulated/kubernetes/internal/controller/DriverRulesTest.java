package dev.aks4j.simulated.kubernetes.internal.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Compares the simulated drivers with what the real ones answered; the README beside the data says how that was had. */
class DriverRulesTest {

    private static final Path DATA = Path.of(System.getProperty(
            "aks4j.drivers", "../aks-storage/src/test/resources/dev/aks4j/storage/drivers.jsonl.gz"));

    @Test
    void theSimulatedDriversAnswerAsTheRealOnesDid() throws IOException {
        List<String> differences = new ArrayList<>();
        int asked = 0;
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(DATA)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode it = json.readTree(line);
                asked++;
                compare(it).ifPresent(differences::add);
            }
        }
        assertThat(asked).isPositive();
        assertThat(differences).isEmpty();
    }

    /** A driver that finds several faults names the first that it happens on; its order is Go's of a map. */
    private static Optional<String> compare(JsonNode it) {
        String code = it.path("code").asText();
        String text = it.path("text").asText();
        Optional<DriverRefusal> answer = answer(it);
        boolean same = answer.map(DriverRefusal::code).orElse("").equals(code)
                && (it.path("parameters").size() + it.path("mutable").size() > 1
                        || answer.map(DriverRefusal::getMessage).orElse("").equals(text));
        return same
                ? Optional.empty()
                : Optional.of(
                        it.path("driver").asText() + " " + it.path("parameters") + it.path("mutable") + "\n  real: "
                                + code + " " + text + "\n  ours: "
                                + answer.map(refusal -> refusal.code() + " " + refusal.getMessage())
                                        .orElse(""));
    }

    private static Optional<DriverRefusal> answer(JsonNode it) {
        Map<String, String> mutable = KubeJson.strings(it.path("mutable"));
        return switch (it.path("driver").asText()) {
            case "disk-modify" ->
                DriverRules.modification(DriverRules.DISK, it.path("current").asText(), mutable);
            case "snapshot" ->
                DriverRules.snapshot(DriverRules.DISK, KubeJson.strings(it.path("parameters")), "westus");
            case "file-modify" -> DriverRules.modification(DriverRules.FILE, "", mutable);
            default ->
                DriverRules.refusal(
                        it.path("driver").asText() + ".csi.azure.com",
                        KubeJson.strings(it.path("parameters")),
                        mutable,
                        List.of(it.path("mode").asText("SINGLE_NODE_WRITER")),
                        it.path("block").asBoolean(),
                        it.path("source").asText().equals("snapshot"),
                        "subs");
        };
    }
}
