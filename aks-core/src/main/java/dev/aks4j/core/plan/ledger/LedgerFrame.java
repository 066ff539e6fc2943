package dev.aks4j.core.plan.ledger;

import dev.aks4j.core.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One ledger entry as one line: eight hexadecimal digits of CRC-32C over what follows, a space, JSON, a line feed.
 *
 * @param line the line with its line feed, as it is in the file
 * @param entry the entry; nothing if the line is whole but of a form that this version does not know
 */
record LedgerFrame(byte[] line, Optional<LedgerEntry> entry) {

    private static final int SUM_LENGTH = 8;

    static byte[] write(LedgerEntry entry) {
        Json.ObjectBuilder node = Json.object()
                .put("run", entry.run())
                .put("position", entry.position())
                .put("last", entry.last());
        node.put("fact", entry.fact());
        String json = node.toString();
        return (sum(json) + " " + json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a line with its line feed; nothing if it is torn or damaged. */
    static Optional<LedgerFrame> read(byte[] line) {
        String text = new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
        if (text.length() <= SUM_LENGTH + 1 || text.charAt(SUM_LENGTH) != ' ') {
            return Optional.empty();
        }
        String json = text.substring(SUM_LENGTH + 1);
        if (!text.startsWith(sum(json))) {
            return Optional.empty();
        }
        return Optional.of(new LedgerFrame(line, entry(json)));
    }

    private static Optional<LedgerEntry> entry(String json) {
        return Json.read(json)
                .filter(node -> node.path("run").isText()
                        && node.path("position").isIntegralNumber()
                        && node.path("last").isBoolean())
                .map(node -> new LedgerEntry(
                        node.path("run").asText(),
                        node.path("position").asLong(),
                        node.path("fact"),
                        node.path("last").asBoolean()));
    }

    private static String sum(String json) {
        CRC32C crc = new CRC32C();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
