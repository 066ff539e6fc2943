package dev.aks4j.simulated.kubernetes.internal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Values as Go prints them: {@code map[image:x ports:[map[containerPort:80]]]}. Stateless. */
public final class GoText {

    private GoText() {}

    /** Returns the text of a value. */
    public static String of(JsonNode value) {
        List<String> parts = new ArrayList<>();
        if (value.isObject()) {
            new TreeMap<>(KubeJson.fields(value)).forEach((name, child) -> parts.add(name + ":" + of(child)));
            return "map[" + String.join(" ", parts) + "]";
        }
        if (value.isArray()) {
            value.forEach(element -> parts.add(of(element)));
            return "[" + String.join(" ", parts) + "]";
        }
        return value.isNull() || value.isMissingNode() ? "<nil>" : value.asText();
    }
}
