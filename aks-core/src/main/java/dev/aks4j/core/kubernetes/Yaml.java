package dev.aks4j.core.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/** YAML and JSON, between fabric8's Jackson and ours. Thread-safe. */
final class Yaml {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Yaml() {}

    static JsonNode read(String text) {
        return JSON.valueToTree(YAML.unmarshal(text, Map.class));
    }

    static String write(JsonNode document) {
        return YAML.asYaml(JSON.convertValue(document, Map.class));
    }
}
