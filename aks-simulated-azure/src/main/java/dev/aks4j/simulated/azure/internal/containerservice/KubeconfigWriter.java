package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.wire.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The credentials of a cluster, as kubeconfig files in YAML. */
final class KubeconfigWriter {

    private static final String SERVER_APP = "6dae42f8-4368-4678-94ff-3960e28e3630";
    private static final String CLIENT_APP = "80faf920-1908-4b52-b5ef-a8e7bedfc67a";

    private final ManagedClusters clusters;
    private volatile Optional<Function<ClusterSnapshot, String>> servers = Optional.empty();

    KubeconfigWriter(ManagedClusters clusters) {
        this.clusters = clusters;
    }

    /** Says under which URL a cluster's API server is reached. */
    void servers(Function<ClusterSnapshot, String> urls) {
        servers = Optional.of(urls);
    }

    /** Answers with the credential of the monitoring user, which AKS makes like that of the user. */
    Response listMonitoring(ArmCall request) {
        return list(request, false, "clusterMonitoringUser", List.of());
    }

    /** Answers with the credential of the user, for whom a namespace is the current one. */
    Response listNamespace(ArmCall request, String namespace) {
        return list(request, false, "clusterUser", List.of("    namespace: " + namespace));
    }

    Response list(ArmCall request, boolean admin) {
        return list(request, admin, admin ? "clusterAdmin" : "clusterUser", List.of());
    }

    private Response list(ArmCall request, boolean admin, String name, List<String> context) {
        ManagedCluster cluster = clusters.require(request.path());
        boolean entra = AzureJson.flag(cluster.properties(), "/aadProfile/managed");
        boolean local = !AzureJson.flag(cluster.properties(), "/disableLocalAccounts");
        if (!local && (admin || !entra)) {
            throw ArmError.aks(
                    400,
                    "BadRequest",
                    "Getting static credential is not allowed because this cluster is set to disable local accounts.");
        }
        if (!cluster.settled()) {
            throw ArmError.aks(
                    400,
                    "BadRequest",
                    "The credentials of managed cluster '" + cluster.name()
                            + "' are not available: it is in provisioning state " + cluster.state() + ".");
        }
        String yaml = yaml(cluster, name, entra && !admin, request, context);
        ObjectNode body = AzureJson.object();
        body.putArray("kubeconfigs").addObject().put("name", name).put("value", base64(yaml));
        return Lro.json(200, body);
    }

    private String yaml(ManagedCluster cluster, String name, boolean exec, ArmCall request, List<String> inContext) {
        String user = name + "_" + cluster.group() + "_" + cluster.name();
        String context = cluster.name();
        boolean azure = request.query().getOrDefault("format", "exec").equalsIgnoreCase("azure");
        String credentials = !exec ? local(cluster) : azure ? authProvider(cluster) : exec(cluster);
        List<String> lines = new ArrayList<>(List.of(
                "apiVersion: v1",
                "clusters:",
                "- cluster:",
                "    certificate-authority-data: "
                        + base64(cluster.credentials().authority().certificatePem()),
                "    server: " + server(cluster, request),
                "  name: " + cluster.name(),
                "contexts:",
                "- context:",
                "    cluster: " + cluster.name()));
        lines.addAll(inContext);
        lines.addAll(List.of(
                "    user: " + user,
                "  name: " + context,
                "current-context: " + context,
                "kind: Config",
                "preferences: {}",
                "users:",
                "- name: " + user,
                "  user:",
                credentials));
        return String.join("\n", lines);
    }

    /** A private cluster is reached under its private name, unless the client asks for the public one. */
    private String server(ManagedCluster cluster, ArmCall request) {
        ClusterSnapshot snapshot = ClusterSnapshots.of(cluster);
        boolean asksPublic = request.query().getOrDefault("server-fqdn", "").equalsIgnoreCase("public");
        String host = asksPublic && cluster.publicFqdn()
                ? snapshot.fqdn()
                : snapshot.privateFqdn().orElse(snapshot.fqdn());
        return servers.map(urls -> urls.apply(snapshot)).orElse("https://" + host + ":443");
    }

    private static String local(ManagedCluster cluster) {
        return "    client-certificate-data: "
                + base64(cluster.credentials().admin().certificatePem()) + "\n    client-key-data: "
                + base64(cluster.credentials().admin().keyPem()) + "\n    token: "
                + cluster.credentials().adminToken() + "\n";
    }

    private static String exec(ManagedCluster cluster) {
        return String.join(
                "\n",
                "    exec:",
                "      apiVersion: client.authentication.k8s.io/v1beta1",
                "      args:",
                "      - get-token",
                "      - --environment",
                "      - AzurePublicCloud",
                "      - --server-id",
                "      - " + SERVER_APP,
                "      - --client-id",
                "      - " + CLIENT_APP,
                "      - --tenant-id",
                "      - " + cluster.cloud().tenantId(),
                "      - --login",
                "      - devicecode",
                "      command: kubelogin",
                "      env: null",
                "      installHint: |2",
                "",
                "        kubelogin is not installed which is required to connect to AAD enabled cluster.",
                "",
                "        To learn more, please go to https://aka.ms/aks/kubelogin",
                "      provideClusterInfo: false",
                "");
    }

    private static String authProvider(ManagedCluster cluster) {
        return String.join(
                "\n",
                "    auth-provider:",
                "      config:",
                "        apiserver-id: " + SERVER_APP,
                "        client-id: " + CLIENT_APP,
                "        config-mode: \"1\"",
                "        environment: AzurePublicCloud",
                "        tenant-id: " + cluster.cloud().tenantId(),
                "      name: azure",
                "");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
