package dev.aks4j.core.kubernetes;

import dev.aks4j.core.model.Json;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/** YAML and JSON, between fabric8's Jackson and ours. Thread-safe. */
final class Yaml {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private Yaml() {}

    static Json read(String text) {
        return Json.of(YAML.unmarshal(text, Map.class));
    }

    static String write(Json document) {
        return YAML.asYaml(document.plain().orElse(Map.of()));
    }
}
