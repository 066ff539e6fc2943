package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The rules for secrets. Stateless. */
final class SecretStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode secret, Release release) {
        KubeJson.putDefault(secret, "type", "Opaque");
        if (secret.remove("stringData") instanceof ObjectNode texts) {
            ObjectNode data = KubeJson.make(secret, "data");
            KubeJson.strings(texts)
                    .forEach((key, text) ->
                            data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        }
    }

    @Override
    public void validate(ObjectNode secret, Errors errors) {
        long size = 0;
        JsonNode data = secret.path("data");
        for (var entry : Checks.sorted(data).entrySet()) {
            errors.each("data[" + entry.getKey() + "]", entry.getKey(), Names.configKey(entry.getKey()));
            size += DataRules.decoded(entry.getValue());
        }
        if (size > DataRules.LIMIT) {
            errors.tooLong("data", DataRules.LIMIT);
        }
        String account = "kubernetes.io/service-account.name";
        switch (KubeJson.text(secret, "type")) {
            case "kubernetes.io/service-account-token" -> {
                if (KubeJson.text(secret, "metadata", "annotations", account).isEmpty()) {
                    errors.required("metadata.annotations[" + account + "]");
                }
            }
            case "kubernetes.io/dockercfg" -> json(data, ".dockercfg", errors);
            case "kubernetes.io/dockerconfigjson" -> json(data, ".dockerconfigjson", errors);
            case "kubernetes.io/basic-auth" -> {
                if (!data.has("username") && !data.has("password")) {
                    errors.required("data[username]");
                    errors.required("data[password]");
                }
            }
            case "kubernetes.io/ssh-auth" -> {
                if (KubeJson.text(data, "ssh-privatekey").isEmpty()) {
                    errors.required("data[ssh-privatekey]");
                }
            }
            case "kubernetes.io/tls" -> {
                for (String key : List.of("tls.crt", "tls.key")) {
                    if (!data.has(key)) {
                        errors.required("data[" + key + "]");
                    }
                }
            }
            default -> {}
        }
    }

    private static void json(JsonNode data, String key, Errors errors) {
        if (!data.has(key)) {
            errors.required("data[" + key + "]");
            return;
        }
        String wrong = "";
        byte[] bytes = Base64.getDecoder().decode(KubeJson.text(data, key));
        try {
            JsonNode tree = KubeJson.parse(bytes);
            if (!tree.isObject()) {
                String kind =
                        tree.isTextual() ? "string" : tree.isNumber() ? "number" : tree.isBoolean() ? "bool" : "array";
                wrong = tree.isMissingNode() || bytes.length == 0
                        ? "unexpected end of JSON input"
                        : "json: cannot unmarshal " + kind + " into Go value of type map[string]interface {}";
            }
        } catch (IllegalArgumentException e) {
            wrong = bytes.length == 0
                    ? "unexpected end of JSON input"
                    : "invalid character '" + (char) bytes[0] + "' looking for beginning of value";
        }
        if (!wrong.isEmpty()) {
            errors.invalid("data[" + key + "]", "<secret contents redacted>", wrong);
        }
    }

    @Override
    public void update(ObjectNode now, ObjectNode before) {
        if (KubeJson.text(now, "type").isEmpty()) {
            now.set("type", before.get("type"));
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        errors.unchanged("type", now.path("type"), before.path("type"));
        DataRules.sealed(now, before, errors, "data");
    }
}
