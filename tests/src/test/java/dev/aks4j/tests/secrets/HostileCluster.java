package dev.aks4j.tests.secrets;

import dev.aks4j.simulated.wire.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The kubeconfigs that a hostile server hands out, and the API server to which they lead. */
final class HostileCluster {

    private HostileCluster() {}

    /** Returns credentials: the mood says what is wrong with them, and how the API server answers. */
    static Response credentials(String mood, String url, String ca) {
        String broken = mood.substring("kubeconfig-".length());
        String user =
                switch (broken) {
                    case "badkey" ->
                        "client-certificate-data: " + base64("no certificate") + "\n    client-key-data: "
                                + base64("-----BEGIN RSA PRIVATE KEY-----\n" + Hostile.CLUSTER_KEY.text()
                                        + "\n-----END RSA PRIVATE KEY-----\n");
                    case "nokey" -> "client-certificate-data: x\n    client-key-data: " + Hostile.CLUSTER_KEY.plain();
                    case "badtoken" ->
                        "token: \"" + Hostile.CLUSTER_TOKEN.plain() + "\\n" + Hostile.CLUSTER_TOKEN.plain() + "\"";
                    default -> "token: " + Hostile.CLUSTER_TOKEN.plain();
                };
        String text = "apiVersion: v1\nkind: Config\ncurrent-context: c\nclusters:\n- name: c\n  cluster:\n    server: "
                + url + "/" + broken + "/k8s\n    certificate-authority-data: " + base64(ca)
                + "\ncontexts:\n- name: c\n  context:\n"
                + "    cluster: c\n    user: u\nusers:\n- name: u\n  user:\n    " + user + "\n";
        String whole = broken.equals("noyaml") ? "{ a: [" + Hostile.CLUSTER_TOKEN.text() + "\n\t}" : text;
        String value = broken.equals("nobase64") ? "%%" + Hostile.CLUSTER_TOKEN.plain() : base64(whole);
        return Hostile.json(200, "{\"kubeconfigs\":[{\"name\":\"clusterUser\",\"value\":\"" + value + "\"}]}");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Response answer(String method, String path, String quoted) {
        if (path.endsWith("/api/v1")) {
            return Hostile.json(
                    200,
                    "{\"kind\":\"APIResourceList\",\"groupVersion\":\"v1\",\"resources\":[{\"name\":\"secrets\","
                            + "\"singularName\":\"secret\",\"namespaced\":true,\"kind\":\"Secret\",\"verbs\":[\"get\"]}]}");
        }
        if (method.equals("GET") && path.contains("/secrets/")) {
            return status(404, "\"not found\"");
        }
        String mood = path.split("/")[1];
        return switch (mood) {
            case "echo403" -> status(403, quoted);
            case "echo500" -> status(500, quoted);
            case "text400" -> Hostile.text(400, quoted);
            case "garbage200" -> Hostile.text(200, "{\"kind\":" + quoted + ",");
            default -> status(422, quoted);
        };
    }

    private static Response status(int code, String quoted) {
        return Hostile.json(
                code,
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":" + code
                        + ",\"reason\":\"Invalid\",\"message\":" + quoted + ",\"details\":{\"causes\":[{\"message\":"
                        + quoted + "}]}}");
    }
}
