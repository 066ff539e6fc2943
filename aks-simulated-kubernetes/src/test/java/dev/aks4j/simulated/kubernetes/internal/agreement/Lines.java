package dev.aks4j.simulated.kubernetes.internal.agreement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Reads and writes recorded exchanges: one a line, compressed. Stateless. */
final class Lines {

    private static final int BUFFER = 1 << 16;
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** A request and what a real server answered. */
    record Exchange(SentRequest step, Answer answer) {}

    private Lines() {}

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** Reads a document, or a list of what a watch sent. */
    static JsonNode readAll(String text) {
        if (!text.startsWith("{\"type\":\"")) {
            return read(text);
        }
        ArrayNode events = MAPPER.createArrayNode();
        text.lines().forEach(line -> events.add(read(line)));
        return events;
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static List<Exchange> load(String version, Predicate<String> scenarios) {
        return load(Lines.class.getResourceAsStream("answers-" + version + ".jsonl.gz"), scenarios);
    }

    static List<Exchange> load(Path file) throws IOException {
        return load(Files.newInputStream(file), scenario -> true);
    }

    private static List<Exchange> load(InputStream in, Predicate<String> scenarios) {
        List<Exchange> exchanges = new ArrayList<>();
        try (in) {
            byte[] all = new GZIPInputStream(in, BUFFER).readAllBytes();
            for (int from = 0; from < all.length; ) {
                int to = end(all, from);
                if (scenarios.test(scenario(all, from))) {
                    exchanges.add(exchange(MAPPER.readTree(all, from, to - from)));
                }
                from = to + 1;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return exchanges;
    }

    private static int end(byte[] all, int from) {
        int to = from;
        while (to < all.length && all[to] != '\n') {
            to++;
        }
        return to;
    }

    /** Returns the scenario, which stands first in a line, without reading the rest. */
    private static String scenario(byte[] all, int line) {
        int from = line + "{\"c\":\"".length();
        int to = from;
        while (all[to] != '"') {
            to++;
        }
        return new String(all, from, to - from, StandardCharsets.UTF_8);
    }

    private static Exchange exchange(JsonNode line) {
        SentRequest step = new SentRequest(
                line.path("c").asText(),
                line.path("n").asText(),
                line.path("m").asText(),
                line.path("p").asText(),
                line.path("t").asText("application/json"),
                line.path("x").asText(""),
                line.path("u").asText(""),
                Optional.ofNullable(line.get("b")));
        List<String> warnings = new ArrayList<>();
        line.path("w").forEach(warning -> warnings.add(warning.asText()));
        return new Exchange(step, new Answer(line.path("s").asInt(), line.path("a"), warnings));
    }

    static void save(Path file, List<Exchange> exchanges) throws IOException {
        GZIPOutputStream zip = new GZIPOutputStream(Files.newOutputStream(file)) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        };
        try (Writer out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8))) {
            for (Exchange exchange : exchanges) {
                out.write(line(exchange).toString());
                out.write('\n');
            }
        }
    }

    private static ObjectNode line(Exchange exchange) {
        SentRequest step = exchange.step();
        ObjectNode line = object().put("c", step.scenario()).put("n", step.name());
        line.put("m", step.method()).put("p", step.path());
        if (!step.contentType().equals("application/json")) {
            line.put("t", step.contentType());
        }
        if (!step.accept().isEmpty()) {
            line.put("x", step.accept());
        }
        if (!step.user().isEmpty()) {
            line.put("u", step.user());
        }
        step.body().ifPresent(body -> line.set("b", body));
        line.put("s", exchange.answer().status());
        line.set("a", exchange.answer().body());
        if (!exchange.answer().warnings().isEmpty()) {
            exchange.answer().warnings().forEach(line.withArray("w")::add);
        }
        return line;
    }
}
