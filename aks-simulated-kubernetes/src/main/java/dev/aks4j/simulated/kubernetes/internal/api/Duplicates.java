package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the fields that a JSON text gives twice. Stateless. */
final class Duplicates {

    private static final JsonFactory JSON = new JsonFactory();

    private Duplicates() {}

    /** Returns a fault for each field that is given twice, with its path. */
    static List<String> in(byte[] body) {
        List<String> faults = new ArrayList<>();
        Deque<Set<String>> seen = new ArrayDeque<>();
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    seen.push(new HashSet<>());
                } else if (token == JsonToken.END_OBJECT) {
                    seen.pop();
                } else if (token == JsonToken.FIELD_NAME && !seen.element().add(parser.currentName())) {
                    String path = parser.getParsingContext()
                            .pathAsPointer()
                            .toString()
                            .substring(1)
                            .replaceAll("/(\\d+)(?=/|$)", "[$1]")
                            .replace('/', '.');
                    faults.add("duplicate field \"" + path + "\"");
                }
            }
        } catch (IOException e) {
            return faults;
        }
        return faults;
    }
}
