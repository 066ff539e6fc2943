package dev.aks4j.simulated.kubernetes.internal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Orders a merged list as a strategic merge patch asks for; elements that the patch does not name keep their place. */
final class ElementOrder {

    private ElementOrder() {}

    static ArrayNode apply(ArrayNode merged, ArrayNode before, JsonNode order, String key) {
        if (!order.isArray()) {
            return merged;
        }
        List<JsonNode> wanted = ids(order, key);
        List<JsonNode> server = ids(before, key);
        List<JsonNode> named = new ArrayList<>();
        List<JsonNode> others = new ArrayList<>();
        merged.forEach(element -> (wanted.contains(id(element, key)) ? named : others).add(element));
        named.sort(Comparator.comparingInt(element -> wanted.indexOf(id(element, key))));
        ArrayNode result = KubeJson.array();
        int i = 0;
        int j = 0;
        while (i < named.size() || j < others.size()) {
            boolean takeNamed = j >= others.size();
            if (!takeNamed && i < named.size()) {
                int left = server.indexOf(id(named.get(i), key));
                int right = server.indexOf(id(others.get(j), key));
                takeNamed = left >= 0 && right >= 0 && left < right;
            }
            result.add(takeNamed ? named.get(i++) : others.get(j++));
        }
        return result;
    }

    private static List<JsonNode> ids(JsonNode array, String key) {
        List<JsonNode> ids = new ArrayList<>();
        array.forEach(element -> ids.add(id(element, key)));
        return ids;
    }

    private static JsonNode id(JsonNode element, String key) {
        return key.isEmpty() ? element : element.path(key);
    }
}
