package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** What {@code /version} answers. Stateless. */
final class Version {

    private Version() {}

    static ObjectNode of(String version) {
        String[] parts = version.split("\\.");
        return KubeJson.object()
                .put("major", parts[0])
                .put("minor", parts[1])
                .put("gitVersion", "v" + version)
                .put("gitCommit", "0000000000000000000000000000000000000000")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-01-01T00:00:00Z")
                .put("goVersion", "go1.25.0")
                .put("compiler", "gc")
                .put("platform", "linux/amd64");
    }
}
