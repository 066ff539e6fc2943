package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The rules for secrets. Stateless. */
final class SecretStrategy implements Strategy {

    private static final int LIMIT = 1024 * 1024;
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "kubernetes.io/tls", List.of("tls.crt", "tls.key"),
            "kubernetes.io/dockerconfigjson", List.of(".dockerconfigjson"),
            "kubernetes.io/dockercfg", List.of(".dockercfg"),
            "kubernetes.io/ssh-auth", List.of("ssh-privatekey"));

    @Override
    public void defaults(ObjectNode secret) {
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
        for (var entry : KubeJson.strings(secret.path("data")).entrySet()) {
            ConfigMapStrategy.key("data", entry.getKey(), errors);
            try {
                size += Base64.getDecoder().decode(entry.getValue()).length;
            } catch (IllegalArgumentException e) {
                errors.invalid("data[" + entry.getKey() + "]", "<secret contents redacted>", "illegal base64 data");
            }
        }
        if (size > LIMIT) {
            errors.tooLong("data", LIMIT);
        }
        for (String key : REQUIRED.getOrDefault(KubeJson.text(secret, "type"), List.of())) {
            if (!secret.path("data").has(key)) {
                errors.required("data[" + key + "]", "");
            }
        }
        String account = "kubernetes.io/service-account.name";
        if (KubeJson.text(secret, "type").equals("kubernetes.io/service-account-token")
                && KubeJson.at(secret, "metadata", "annotations", account).isMissingNode()) {
            errors.required("metadata.annotations[" + account + "]", "");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        errors.unchanged("type", now.path("type"), before.path("type"));
        ConfigMapStrategy.immutable(now, before, errors, "data");
    }
}
