package dev.aks4j.simulated.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of one recorded scenario: its requests, and of each answer the status, the headers that matter and the
 * values by JSON pointer. An answer that resembles an earlier one says only in what it differs ({@code like}).
 *
 * @param name the file's name
 * @param recorded the day of the recording
 * @param steps requests and answers, in order
 */
record Recording(String name, String recorded, List<Step> steps) {

    /** All scenarios, by the order of their age, newest first. */
    static final List<String> NAMES = List.of(
            "autoscaled_machines",
            "user_assigned_identity_custom_subnet",
            "kubernetes_versions_and_delete_poll",
            "abort",
            "default_service_list_credentials_scale",
            "stop_start",
            "maintenance_configuration",
            "create_again_kubenet",
            "azure_cni_to_overlay",
            "nodepool_upgrade_node_image",
            "managed_aad_azure_rbac",
            "run_command",
            "nodepool_list_scale_update_delete",
            "private_cluster_2020",
            "authorized_ip_ranges_2020");

    /**
     * One request and its answer.
     *
     * @param method the verb
     * @param path the path, or {@code <what of n>} for a URL that the answer to step n gave
     * @param request the body that was sent
     * @param status the answer's status
     * @param headers which of azure-asyncoperation and location the answer had
     * @param answer the values of the answer's body, by pointer; values may hold placeholders
     * @param shapeOnly whether lists and versions differ so much with time that only kinds of values are compared
     */
    record Step(
            String method,
            String path,
            Optional<ObjectNode> request,
            int status,
            List<String> headers,
            Map<String, JsonNode> answer,
            boolean shapeOnly) {

        boolean writes() {
            return !method.equals("GET");
        }
    }

    static Recording read(String name) {
        try (InputStream in = Recording.class.getResourceAsStream("/recordings/" + name + ".json")) {
            ObjectNode json = AzureJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            List<Step> steps = new ArrayList<>();
            for (JsonNode each : json.path("steps")) {
                steps.add(step(each, steps));
            }
            return new Recording(name, json.path("recorded").asText(), steps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Step step(JsonNode json, List<Step> before) {
        Map<String, JsonNode> answer = new LinkedHashMap<>();
        if (json.has("like")) {
            answer.putAll(before.get(json.path("like").asInt()).answer());
            json.path("without").forEach(gone -> answer.remove(gone.asText()));
        }
        json.path("answer").properties().forEach(field -> answer.put(field.getKey(), field.getValue()));
        json.path("shape").properties().forEach(field -> answer.put(field.getKey(), field.getValue()));
        return new Step(
                json.path("method").asText(),
                json.path("path").asText(),
                json.path("request") instanceof ObjectNode sent ? Optional.of(sent) : Optional.empty(),
                json.path("status").asInt(),
                AzureJson.texts(json, "/headers"),
                answer,
                json.has("shape"));
    }

    /** Returns the values of a body by pointer; of containers only the empty ones. */
    static Map<String, JsonNode> flat(JsonNode body) {
        Map<String, JsonNode> flat = new TreeMap<>(Comparator.naturalOrder());
        collect(body, "", flat);
        return flat;
    }

    private static void collect(JsonNode node, String at, Map<String, JsonNode> into) {
        if (!node.isContainerNode() || node.isEmpty()) {
            into.put(at, node);
        }
        node.properties()
                .forEach(field -> collect(
                        field.getValue(),
                        at + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                        into));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), at + "/" + i, into);
        }
    }

    /** Returns one value for each kind of place in a body, whatever the versions and however long the lists. */
    static Map<String, JsonNode> shape(JsonNode body) {
        Map<String, JsonNode> shape = new TreeMap<>();
        flat(body).forEach((pointer, value) -> {
            String kind = pointer.replaceAll("/\\d+\\.\\d+[.\\d]*", "/*").replaceAll("/\\d+(?=/|$)", "/[]");
            if (value.isArray()) {
                shape.putIfAbsent(kind + "/[]", AzureJson.of(null));
            } else {
                shape.put(kind, value);
            }
        });
        return shape;
    }
}
