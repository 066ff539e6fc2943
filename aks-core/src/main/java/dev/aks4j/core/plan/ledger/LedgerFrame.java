package dev.aks4j.core.plan.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/** One ledger entry as one line: eight hexadecimal digits of CRC-32C over what follows, a space, JSON, a line feed. */
final class LedgerFrame {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SUM_LENGTH = 8;

    private LedgerFrame() {}

    static byte[] write(LedgerEntry entry) {
        ObjectNode node = JSON.createObjectNode()
                .put("run", entry.run())
                .put("position", entry.position())
                .put("last", entry.last());
        node.set("fact", entry.fact());
        String json = node.toString();
        return (sum(json) + " " + json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a line without its line feed; nothing if it is torn or damaged. */
    static Optional<LedgerEntry> read(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        if (text.length() <= SUM_LENGTH + 1 || text.charAt(SUM_LENGTH) != ' ') {
            return Optional.empty();
        }
        String json = text.substring(SUM_LENGTH + 1);
        if (!text.startsWith(sum(json))) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(json);
            return Optional.of(new LedgerEntry(
                    node.path("run").asText(),
                    node.path("position").asLong(),
                    node.path("fact"),
                    node.path("last").asBoolean()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String sum(String json) {
        CRC32C crc = new CRC32C();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
