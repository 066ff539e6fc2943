package dev.aks4j.tests.agreement;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.tests.agreement.Sketch.Model;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A sketch told in one line of JSON: fields of a sketch by their names, places of the document by their pointers, and the
 * pools: {@code pool} for the user pool, {@code system}, and {@code alone} for what only the pool's own API takes.
 */
final class ToldSketch {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ToldSketch() {}

    static Sketch of(String line) throws IOException {
        Sketch sketch = new Sketch();
        for (Map.Entry<String, JsonNode> field : JSON.readTree(line).properties()) {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "version" -> sketch.version = value.asText();
                case "tier" -> sketch.tier = value.asText();
                case "lts" -> {
                    sketch.longTermSupport = value.asBoolean();
                    sketch.tier = "Premium";
                }
                case "model" -> sketch.model = Model.valueOf(value.asText());
                case "policy" -> sketch.policy = value.asText();
                case "podCidr" -> sketch.podCidr = value.asText();
                case "windows" -> sketch.windowsLogin = value.asBoolean();
                case "ranges" ->
                    sketch.authorizedRanges = new ArrayList<>(IntStream.range(0, value.asInt())
                            .mapToObj(each -> "20." + each / 250 + "." + each % 250 + ".0/24")
                            .toList());
                case "pool" -> pool(sketch.user(), (ObjectNode) value);
                case "system" -> pool(sketch.system(), (ObjectNode) value);
                case "alone" ->
                    value.properties()
                            .forEach(place -> sketch.user().alone.put(place.getKey(), plain(place.getValue())));
                default -> sketch.more.put(pointer(field.getKey()), plain(value));
            }
        }
        return sketch;
    }

    private static void pool(SketchedPool pool, ObjectNode told) {
        told.properties().forEach(field -> {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "name" -> pool.name = value.asText();
                case "size" -> pool.size = value.asText();
                case "count" -> pool.count = value.asInt();
                case "osSku" -> pool.osSku = value.asText();
                case "fips" -> pool.fips = value.asBoolean();
                case "trusted" -> pool.trustedLaunch = value.asBoolean();
                case "surge" -> pool.surge = value.asText();
                case "unavailable" -> pool.unavailable = value.asText();
                default -> pool.more.put(pointer(field.getKey()), plain(value));
            }
        });
    }

    private static String pointer(String field) {
        if (!field.startsWith("/")) {
            throw new IllegalArgumentException("No field of a sketch and no pointer: " + field);
        }
        return field;
    }

    private static Object plain(JsonNode value) {
        return JSON.convertValue(value, new TypeReference<Object>() {});
    }
}
