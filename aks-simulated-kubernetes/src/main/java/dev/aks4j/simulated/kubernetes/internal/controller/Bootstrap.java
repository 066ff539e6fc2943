package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Makes what every AKS cluster starts with: namespaces, custom types, roles, storage classes, drivers, system workloads. */
final class Bootstrap {

    private static final String NAME = "addon-manager";

    private final ClusterObjects cluster;

    Bootstrap(ClusterObjects cluster) {
        this.cluster = cluster;
    }

    void namespaces() {
        ServerObjects.make(cluster.state());
        for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
            cluster.registry().create(ControllerObjects.of("v1", "Namespace", "", name), NAME);
        }
    }

    /** The types of the snapshot controller, which AKS brings. */
    void types() {
        for (JsonNode type : read("custom-types.json")) {
            cluster.registry().create((ObjectNode) type.deepCopy(), NAME);
        }
    }

    void objects() {
        for (JsonNode object : read("bootstrap.json")) {
            ObjectNode made = object.deepCopy();
            JsonNode since = made.remove("sinceMinor");
            if (since == null || minor() >= since.asInt()) {
                cluster.registry().create(made, NAME);
            }
        }
        for (JsonNode workload : read("system-workloads.json")) {
            cluster.registry().create(SystemWorkloads.expand(workload), NAME);
        }
        ObjectNode front = ControllerObjects.of("v1", "ConfigMap", "kube-system", "extension-apiserver-authentication");
        front.putObject("data").put("client-ca-file", cluster.state().settings().certificateAuthority());
        cluster.registry().create(front, NAME);
        ObjectNode api = ControllerObjects.of("v1", "Service", "default", "kubernetes");
        KubeJson.make(api, "metadata", "labels").put("component", "apiserver").put("provider", "kubernetes");
        ObjectNode spec = api.putObject("spec");
        String first = dev.aks4j.simulated.kubernetes.internal.admission.Addresses.at(
                cluster.state().settings().serviceCidr(), 1);
        spec.put("clusterIP", first);
        spec.putArray("ports").addObject().put("name", "https").put("port", 443).put("targetPort", 443);
        cluster.registry().create(api, NAME);
        ObjectNode dns = ControllerObjects.of("v1", "Service", "kube-system", "kube-dns");
        KubeJson.make(dns, "metadata", "labels").put("k8s-app", "kube-dns").put("kubernetes.io/name", "CoreDNS");
        ObjectNode dnsSpec = dns.putObject("spec");
        dnsSpec.put("clusterIP", cluster.state().settings().dnsServiceIp());
        dnsSpec.putObject("selector").put("k8s-app", "kube-dns");
        dnsSpec.putArray("ports").addObject().put("name", "dns").put("port", 53).put("protocol", "UDP");
        ((com.fasterxml.jackson.databind.node.ArrayNode) dnsSpec.get("ports"))
                .addObject()
                .put("name", "dns-tcp")
                .put("port", 53)
                .put("protocol", "TCP");
        cluster.registry().create(dns, NAME);
    }

    private int minor() {
        return Integer.parseInt(
                cluster.state().settings().version().split("\\.")[1].replaceAll("\\D.*", ""));
    }

    static JsonNode read(String name) {
        try (InputStream in = Bootstrap.class.getResourceAsStream(name)) {
            return KubeJson.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
