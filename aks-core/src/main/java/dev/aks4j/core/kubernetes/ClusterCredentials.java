package dev.aks4j.core.kubernetes;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Fetches the kubeconfigs that Azure hands out. Every stage completes with {@link ArmException} if Azure refuses, and
 * with {@link LocalAccountsDisabledException} if the cluster gives only what it does not have. Thread-safe.
 */
public final class ClusterCredentials {

    private static final String API_VERSION = AksApiVersion.NEWEST.value();

    private final ArmClient arm;
    private final boolean publicAddress;

    private ClusterCredentials(ArmClient arm, boolean publicAddress) {
        this.arm = arm;
        this.publicAddress = publicAddress;
    }

    /** Returns the credentials that a client may fetch. */
    public static ClusterCredentials of(ArmClient arm) {
        return new ClusterCredentials(arm, false);
    }

    /**
     * Returns a copy whose kubeconfigs name the public address of a private cluster, if it has one, instead of the
     * private one.
     */
    public ClusterCredentials publicAddress() {
        return new ClusterCredentials(arm, true);
    }

    /**
     * Fetches what users get: on a cluster with Entra ID the way to sign in, on any other a certificate that may do
     * everything. Needs the role Azure Kubernetes Service Cluster User Role.
     */
    public CompletionStage<Kubeconfig> user(ResourceId cluster) {
        return fetch(cluster, "listClusterUserCredential");
    }

    /**
     * Fetches the certificate of the local administrator, past Entra ID. Needs the role Azure Kubernetes Service Cluster
     * Admin Role.
     */
    public CompletionStage<Kubeconfig> admin(ResourceId cluster) {
        return fetch(cluster, "listClusterAdminCredential");
    }

    /** Fetches the certificate of the local account that may only read metrics and states. */
    public CompletionStage<Kubeconfig> monitoring(ResourceId cluster) {
        return fetch(cluster, "listClusterMonitoringUserCredential");
    }

    private CompletionStage<Kubeconfig> fetch(ResourceId cluster, String action) {
        ArmRequest request =
                ArmRequest.post(cluster.inSubscription(arm.subscriptionId()), action, API_VERSION, Json.missing());
        if (action.equals("listClusterUserCredential")) {
            request = request.query("format", "exec");
        }
        if (publicAddress) {
            request = request.query("server-fqdn", "public");
        }
        return arm.send(request)
                .thenApply(response -> read(cluster, response.body()))
                .exceptionally(failure -> {
                    throw new CompletionException(explain(cluster, failure));
                });
    }

    private static Kubeconfig read(ResourceId cluster, Json body) {
        Json value = body.path("kubeconfigs").get(0).path("value");
        if (!value.isText()) {
            throw new AksException("Azure answered no kubeconfig for cluster " + cluster.name()
                    + ". Check that its provisioning has succeeded, then try again.");
        }
        byte[] text;
        try {
            text = Base64.getMimeDecoder().decode(value.asText());
        } catch (IllegalArgumentException e) {
            throw new AksException("Azure's kubeconfig for cluster " + cluster.name() + " is not base64.");
        }
        return Kubeconfig.parse(new String(text, StandardCharsets.UTF_8));
    }

    private static Throwable explain(ResourceId cluster, Throwable failure) {
        Throwable cause = Causes.of(failure);
        return cause instanceof ArmException refused
                        && refused.error().status() == 400
                        && refused.error().message().contains("disable local accounts")
                ? new LocalAccountsDisabledException(cluster.name(), refused.error())
                : cause;
    }
}
