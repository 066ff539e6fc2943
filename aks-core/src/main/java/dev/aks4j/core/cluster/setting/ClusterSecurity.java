package dev.aks4j.core.cluster.setting;

import dev.aks4j.core.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * Threat detection, image cleaning, key management and trusted certificates. Not thread-safe; used while a cluster is
 * built.
 */
public final class ClusterSecurity {

    /** Where these properties are in the managed cluster. */
    public static final String AT = "/properties/securityProfile/";

    private final ClusterDocument settings;

    ClusterSecurity(ClusterDocument settings) {
        this.settings = settings;
    }

    private ClusterSecurity set(String name, Object value) {
        settings.set(AT + name, value);
        return this;
    }

    /** Detects threats with Microsoft Defender, reporting to a Log Analytics workspace. */
    public ClusterSecurity defender(ResourceId workspace) {
        set("defender/logAnalyticsWorkspaceResourceId", workspace.toString());
        return set("defender/securityMonitoring/enabled", true);
    }

    /** Lets Defender keep images with vulnerabilities from running. Needs {@link #defender}. */
    public ClusterSecurity securityGating(Consumer<SecurityGating> gating) {
        set("defender/securityGating/enabled", true);
        gating.accept(new SecurityGating(settings));
        return this;
    }

    /**
     * Encrypts what etcd holds with a key that Azure manages, on top of the encryption of disks. Needs Kubernetes 1.33, and
     * cannot be switched off again.
     */
    public ClusterSecurity encryptKubernetesObjects() {
        return set("kubernetesResourceObjectEncryptionProfile/infrastructureEncryption", "Enabled");
    }

    /** Removes unused and vulnerable images from nodes, every so often: whole hours, 24 to 2160. */
    public ClusterSecurity imageCleaner(Duration interval) {
        set("imageCleaner/enabled", true);
        return set("imageCleaner/intervalHours", interval.toHours());
    }

    /** Encrypts secrets in etcd with a key of a vault that is reachable publicly. */
    public ClusterSecurity keyVaultKms(String keyId) {
        set("azureKeyVaultKms/enabled", true);
        set("azureKeyVaultKms/keyVaultNetworkAccess", "Public");
        return set("azureKeyVaultKms/keyId", keyId);
    }

    /** Encrypts secrets in etcd with a key of a vault that is reachable privately only. */
    public ClusterSecurity keyVaultKms(String keyId, ResourceId vault) {
        keyVaultKms(keyId);
        set("azureKeyVaultKms/keyVaultNetworkAccess", "Private");
        return set("azureKeyVaultKms/keyVaultResourceId", vault.toString());
    }

    /** Makes the nodes trust another certificate authority, given as PEM; at most 10. */
    public ClusterSecurity trustCertificate(String pem) {
        settings.add(
                AT + "customCATrustCertificates",
                Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)));
        return this;
    }
}
