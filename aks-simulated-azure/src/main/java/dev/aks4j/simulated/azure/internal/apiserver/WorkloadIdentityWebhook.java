package dev.aks4j.simulated.azure.internal.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.kubernetes.internal.registry.Admission;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Gives new pods that ask for it what they need to sign in to Entra: variables and a projected token. It refuses what the
 * webhook of workload identity refuses. The proxy of identity bindings has no address here.
 */
record WorkloadIdentityWebhook(Supplier<ClusterSnapshot> cluster) implements Admission {

    private static final String KEYS = "azure.workload.identity/";
    private static final String EXPIRATION = KEYS + "service-account-token-expiration";
    private static final String MOUNT = "/var/run/secrets/azure/wi";
    private static final String FILE = "token/azure-identity-token";
    private static final String VOLUME = "azure-workload-identity-reserved-";
    private static final int LONGEST_NAME = 63;
    private static final int PORT = 8000;

    @Override
    public void admit(ClusterState state, ResourceType type, ObjectNode pod, Optional<ObjectNode> before) {
        boolean asked = pod.at("/metadata/labels").path(KEYS + "use").asText().equals("true");
        if (before.isPresent()
                || !type.storage().equals("pods")
                || !asked
                || !cluster.get().workloadIdentity()) {
            return;
        }
        String namespace = pod.at("/metadata/namespace").asText();
        String name = pod.at("/spec/serviceAccountName").asText("default");
        JsonNode account = state.find("serviceaccounts", namespace, name).orElseThrow();
        Sidecar.inject(pod);
        long seconds = expiration(pod, account);
        String volume = volume(pod);
        ObjectNode spec = (ObjectNode) pod.path("spec");
        mutate(spec, pod, account, volume);
        boolean bound = annotation(pod, "use-identity-binding").equalsIgnoreCase("true");
        ObjectNode token = put(spec.withArray("volumes"), volume)
                .putObject("projected")
                .put("defaultMode", 420)
                .putArray("sources")
                .addObject()
                .putObject("serviceAccountToken");
        token.put("audience", bound ? "api://AKSIdentityBinding" : "api://AzureADTokenExchange");
        token.put("expirationSeconds", seconds).put("path", FILE);
    }

    private void mutate(ObjectNode spec, ObjectNode pod, JsonNode account, String volume) {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("AZURE_CLIENT_ID", annotation(account, "client-id"));
        JsonNode tenant = account.at("/metadata/annotations").path(KEYS + "tenant-id");
        wanted.put("AZURE_TENANT_ID", tenant.isMissingNode() ? cluster.get().tenantId() : tenant.asText());
        wanted.put("AZURE_FEDERATED_TOKEN_FILE", MOUNT + "/" + FILE);
        wanted.put("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com/");
        Set<String> skipped = Arrays.stream(annotation(pod, "skip-containers").split(";"))
                .map(String::strip)
                .collect(Collectors.toSet());
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode each : spec.path(list)) {
                if (!skipped.contains(each.path("name").asText())) {
                    ObjectNode container = (ObjectNode) each;
                    wanted.forEach((key, value) -> variable(container, key, value));
                    put(container.withArray("volumeMounts"), volume)
                            .put("mountPath", MOUNT)
                            .put("readOnly", true);
                }
            }
        }
    }

    /** What the container says itself stays; what is empty is left out. */
    private static void variable(ObjectNode container, String name, String value) {
        for (JsonNode each : container.path("env")) {
            if (each.path("name").asText().equals(name)) {
                return;
            }
        }
        if (!value.isEmpty()) {
            container.withArray("env").addObject().put("name", name).put("value", value);
        }
    }

    /** Returns the entry of a list with a name, empty: in the place of the one that is there, or at the end. */
    private static ObjectNode put(ArrayNode list, String name) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path("name").asText().equals(name)) {
                ObjectNode again = list.objectNode().put("name", name);
                list.set(i, again);
                return again;
            }
        }
        return list.addObject().put("name", name);
    }

    private static long expiration(ObjectNode pod, JsonNode account) {
        String ofPod = pod.at("/metadata/annotations").path(EXPIRATION).asText();
        String text = ofPod.isEmpty()
                ? account.at("/metadata/annotations").path(EXPIRATION).asText()
                : ofPod;
        if (text.isEmpty()) {
            return 3600;
        }
        long seconds = number(text)
                .orElseThrow(() -> refused("strconv.ParseInt: parsing \"" + text + "\": "
                        + (text.matches("[+-]?\\d+") ? "value out of range" : "invalid syntax")));
        if (seconds < 3600 || seconds > 86400) {
            throw refused("token expiration " + seconds + " not valid. Expected value to be between 3600 and 86400");
        }
        return seconds;
    }

    private static Optional<Long> number(String text) {
        try {
            return text.matches("[+-]?[0-9]+") ? Optional.of(Long.parseLong(text)) : Optional.empty();
        } catch (NumberFormatException tooLong) {
            return Optional.empty();
        }
    }

    /** The name follows from the pod's, or from what a generated name begins with. */
    private static String volume(ObjectNode pod) {
        String name = pod.at("/metadata/name").asText();
        String prefix = pod.at("/metadata/generateName").asText();
        String known = !prefix.isEmpty() && name.startsWith(prefix) ? prefix + " (prefix)" : name;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(known.getBytes(StandardCharsets.UTF_8));
            return VOLUME + HexFormat.of().formatHex(hash).substring(0, LONGEST_NAME - VOLUME.length());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String annotation(JsonNode object, String name) {
        return object.at("/metadata/annotations").path(KEYS + name).asText();
    }

    private static RuntimeException refused(String why) {
        return Failures.badRequest(
                "admission webhook \"mutation.azure-workload-identity.io\" denied the request: " + why);
    }

    /** The proxy that takes tokens of pods for those that ask the machine's metadata service. */
    private static final class Sidecar {

        private Sidecar() {}

        static void inject(ObjectNode pod) {
            JsonNode annotations = pod.at("/metadata/annotations");
            if (!annotations.has(KEYS + "inject-proxy-sidecar")) {
                return;
            }
            if (pod.at("/spec/hostNetwork").asBoolean()) {
                throw refused("hostNetwork is set to true, cannot inject proxy sidecar");
            }
            int port = port(annotations.path(KEYS + "proxy-sidecar-port"));
            ArrayNode init = ((ObjectNode) pod.path("spec")).withArray("initContainers");
            if (!named(init, "azwi-proxy-init")) {
                ObjectNode made = container("azwi-proxy-init", "proxy-init");
                made.putArray("env").addObject().put("name", "PROXY_PORT").put("value", Integer.toString(port));
                made.putObject("securityContext")
                        .put("privileged", true)
                        .put("runAsNonRoot", false)
                        .put("runAsUser", 0);
                init.add(made);
            }
            if (!named(init, "azwi-proxy")) {
                ObjectNode made = container("azwi-proxy", "proxy").put("restartPolicy", "Always");
                made.putArray("args").add("--proxy-port=" + port).add("--log-level=info");
                made.putArray("ports").addObject().put("containerPort", port).put("protocol", "TCP");
                made.putObject("securityContext")
                        .put("allowPrivilegeEscalation", false)
                        .put("privileged", false)
                        .put("readOnlyRootFilesystem", true)
                        .put("runAsNonRoot", true);
                init.insert(0, made);
            }
        }

        private static int port(JsonNode annotation) {
            if (annotation.isMissingNode()) {
                return PORT;
            }
            try {
                return Integer.parseInt(annotation.asText());
            } catch (NumberFormatException e) {
                throw refused("failed to parse proxy sidecar port: strconv.ParseInt: parsing \"" + annotation.asText()
                        + "\": "
                        + (annotation.asText().matches("[+-]?\\d+") ? "value out of range" : "invalid syntax"));
            }
        }

        private static ObjectNode container(String name, String image) {
            ObjectNode made = JsonNodeFactory.instance.objectNode();
            made.put("name", name)
                    .put("image", "mcr.microsoft.com/oss/azure/workload-identity/" + image + ":v1.6.0")
                    .put("imagePullPolicy", "IfNotPresent")
                    .put("terminationMessagePath", "/dev/termination-log")
                    .put("terminationMessagePolicy", "File");
            made.putObject("resources");
            return made;
        }

        private static boolean named(ArrayNode list, String name) {
            for (JsonNode each : list) {
                if (each.path("name").asText().equals(name)) {
                    return true;
                }
            }
            return false;
        }
    }
}
