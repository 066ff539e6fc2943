package dev.aks4j.core;

import com.azure.core.http.HttpPipeline;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.internal.arm.ArmPipeline;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The clients of the Azure SDK, on the pipeline of an {@link Aks}: with its credential, its pacing, its retries, and its
 * simulator in tests. The typed way out for what this library does not do. What it costs is paid at the first call only.
 * Thread-safe.
 *
 * <pre>{@code
 * aks.azure().containerService().serviceClient().getManagedClusters().listCommandResults(...);
 * NetworkManager network = AzureNetwork.manager(aks);     // aks-network
 * StorageManager storage = AzureStorage.manager(aks);     // aks-storage
 * }</pre>
 */
public final class AzureClients {

    private final ArmPipeline pipeline;
    private final String subscriptionId;
    private final AzureCloud cloud;

    AzureClients(ArmPipeline pipeline, String subscriptionId, AzureCloud cloud) {
        this.pipeline = pipeline;
        this.subscriptionId = subscriptionId;
        this.cloud = cloud;
    }

    /** Returns a client for clusters, node pools and what belongs to them, in the API version that it was made for. */
    public ContainerServiceManager containerService() {
        return manager(ContainerServiceManager::authenticate);
    }

    /**
     * Returns any manager of the Azure SDK.
     *
     * <pre>{@code MsiManager identities = aks.azure().manager(MsiManager::authenticate); }</pre>
     *
     * @param authenticate the {@code authenticate} method of the manager
     */
    public <T> T manager(BiFunction<HttpPipeline, AzureProfile, T> authenticate) {
        Map<String, String> endpoints = new HashMap<>(AzureEnvironment.AZURE.getEndpoints());
        endpoints.put("resourceManagerEndpointUrl", cloud.armEndpoint());
        endpoints.put("activeDirectoryEndpointUrl", cloud.entraAuthority());
        return authenticate.apply(
                BlockingCalls.on(pipeline), new AzureProfile(null, subscriptionId, new AzureEnvironment(endpoints)));
    }
}
