package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.setting.ClusterSecurity;
import dev.aks4j.core.internal.cluster.fact.AksFacts;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Rule;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** What Azure runs inside a cluster, and its limits. */
public final class AddonRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");
    private static final String MESH = "/properties/serviceMeshProfile/istio/";
    private static final String KMS = ClusterSecurity.AT + "azureKeyVaultKms/";

    static final Rule<DeclaredCluster> CERTIFICATES = Rule.<DeclaredCluster>error(
                    "AKS-CLU-040", "Nodes trust at most 10 further certificate authorities.")
            .prevents(REFUSED)
            .source("swagger 2025-07-01, customCATrustCertificates")
            .check((cluster, findings) -> {
                int count = cluster.property(ClusterSecurity.AT + "customCATrustCertificates")
                        .size();
                if (count > 10) {
                    findings.report(
                            "security.trustCertificate", count + " certificates", "are more than 10", "Remove some.");
                }
            });

    static final Rule<DeclaredCluster> DNS_ZONES = Rule.<DeclaredCluster>error(
                    "AKS-CLU-041", "Application routing keeps records in at most 5 DNS zones.")
            .prevents(REFUSED)
            .source("swagger 2025-07-01, webAppRouting.dnsZoneResourceIds")
            .check((cluster, findings) -> {
                int count = cluster.property("/properties/ingressProfile/webAppRouting/dnsZoneResourceIds")
                        .size();
                if (count > 5) {
                    findings.report("addons.appRouting", count + " zones", "are more than 5", "Remove some.");
                }
            });

    static final Rule<DeclaredCluster> MESH_REVISIONS = Rule.<DeclaredCluster>error(
                    "AKS-CLU-042", "A service mesh has one revision such as asm-1-29, or two during an upgrade.")
            .prevents(REFUSED)
            .source("swagger 2025-07-01, istio.revisions")
            .check((cluster, findings) -> {
                Json revisions = cluster.property(MESH + "revisions");
                if (revisions.size() > 2) {
                    findings.report("serviceMesh.revisions", revisions, "are more than two", "Name one or two.");
                }
                revisions.forEach(revision -> {
                    if (!revision.asText().matches("asm-\\d+-\\d+")) {
                        findings.report(
                                "serviceMesh.revisions",
                                revision.asText(),
                                "is not a revision",
                                "Write it as asm-1-29; az aks mesh get-revisions lists those of a region.");
                    }
                });
            });

    static final Rule<DeclaredCluster> MESH_GATEWAYS = Rule.<DeclaredCluster>error(
                    "AKS-CLU-043", "A service mesh has at most one external and one internal ingress gateway.")
            .prevents(REFUSED)
            .source("azure-aks-docs, istio-deploy-ingress, 2026")
            .check((cluster, findings) -> {
                Json gateways = cluster.property(MESH + "components/ingressGateways");
                for (String mode : List.of("External", "Internal")) {
                    long count = gateways.stream()
                            .filter(gateway -> gateway.path("mode").asText().equals(mode))
                            .count();
                    if (count > 1) {
                        findings.report(
                                "serviceMesh." + mode.toLowerCase(Locale.ROOT) + "Ingress",
                                count + " gateways",
                                "are more than one",
                                "Keep one of them.");
                    }
                }
            });

    static final Rule<DeclaredCluster> IMAGE_CLEANER = Rule.<DeclaredCluster>error(
                    "AKS-CLU-044", "The image cleaner runs every 24 to 2160 hours.")
            .prevents(REFUSED)
            .source("azure-aks-docs, image-cleaner, 2026")
            .check((cluster, findings) -> {
                Json hours = cluster.property(ClusterSecurity.AT + "imageCleaner/intervalHours");
                if (hours.isNumber() && (hours.asInt() < 24 || hours.asInt() > 2160)) {
                    findings.report(
                            "security.imageCleaner",
                            hours + " hours",
                            "are not between 24 and 2160",
                            "Use 168 hours, a week, unless you have a reason.");
                }
            });

    static final Rule<DeclaredCluster> KMS_KEY = Rule.<DeclaredCluster>error(
                    "AKS-CLU-045",
                    "The key for etcd is named by its versioned URL, https://<vault>.vault.azure.net/keys/<key>/<version>;"
                            + " from Kubernetes 1.33 the version may be left out.")
            .prevents(REFUSED)
            .source("azure-cli, acs/_validators.py, validate_azure_keyvault_kms_key_id, 2026; azure-aks-docs,"
                    + " kms-data-encryption, 2026, uses keys without a version from Kubernetes 1.33")
            .check((cluster, findings) -> {
                String key = cluster.text(KMS + "keyId");
                boolean versioned = key.matches("https://[^/]+/keys/[^/]+/[^/]+");
                boolean rotates = cluster.version()
                                .map(version -> version.isAtLeast(1, 33))
                                .orElse(true)
                        && key.matches("https://[^/]+/keys/[^/]+");
                if (cluster.isTrue(KMS + "enabled") && !versioned && !rotates) {
                    findings.report(
                            "security.keyVaultKms",
                            key,
                            "is not the URL of a version of a key",
                            "Write it as https://<vault>.vault.azure.net/keys/<key>/<version>.");
                }
            });

    static final Rule<DeclaredCluster> KMS_PRIVATE_VAULT = Rule.<DeclaredCluster>error(
                    "AKS-CLU-046", "A private key vault is named by its id, a public one is not.")
            .prevents(REFUSED)
            .source("swagger 2025-07-01, azureKeyVaultKms.keyVaultResourceId; azure-cli, 2026")
            .check((cluster, findings) -> {
                boolean isPrivate = cluster.text(KMS + "keyVaultNetworkAccess").equals("Private");
                boolean named = !cluster.text(KMS + "keyVaultResourceId").isEmpty();
                if (isPrivate != named) {
                    findings.report(
                            "security.keyVaultKms",
                            cluster.text(KMS + "keyVaultNetworkAccess"),
                            named ? "does not go with the id of a vault" : "lacks the id of the vault",
                            "Call keyVaultKms(keyId, vault) for a private vault, keyVaultKms(keyId) for a public one.");
                }
            });

    static final Rule<DeclaredCluster> KMS_IDENTITY = Rule.<DeclaredCluster>error(
                    "AKS-CLU-047", "Encrypting etcd with a key of a vault needs a user-assigned identity.")
            .prevents(REFUSED)
            .source("azure-aks-docs, use-kms-etcd-encryption, 2026")
            .check((cluster, findings) -> {
                if (cluster.isTrue(KMS + "enabled") && ClusterIdentityRules.isSystemAssigned(cluster)) {
                    findings.report(
                            "identity",
                            "system-assigned",
                            "cannot be given rights on the key in time",
                            "Add identity(...) with a user-assigned identity of aks-identity.");
                }
            });

    static final Rule<DeclaredCluster> PROXY_ADDRESS = Rule.<DeclaredCluster>error(
                    "AKS-CLU-048",
                    "The proxy for http is an http:// address, the proxy for https an http:// or https:// one.")
            .prevents(REFUSED)
            .source("azure-aks-docs, http-proxy, 2026")
            .check((cluster, findings) -> {
                String plain = cluster.text("/properties/httpProxyConfig/httpProxy");
                String secure = cluster.text("/properties/httpProxyConfig/httpsProxy");
                if (!plain.isEmpty() && !plain.startsWith("http://")) {
                    findings.report(
                            "httpProxy.http", host(plain), "is not an http:// address", "Write http://host:port.");
                }
                if (!secure.isEmpty() && !secure.matches("https?://.*")) {
                    findings.report("httpProxy.https", host(secure), "is not a URL", "Write http://host:port.");
                }
            });

    static final Rule<DeclaredCluster> KMS_PRIVATE_WAY = Rule.<DeclaredCluster>error(
                    "AKS-CLU-080",
                    "A key with a version in a private vault needs virtual network integration of the API server; a key"
                            + " without a version does not.")
            .prevents(REFUSED)
            .source("azure-aks-docs, use-kms-etcd-encryption, 2025-12-22; API 2026-07-01: a key with a version is the"
                    + " legacy way")
            .check((cluster, findings) -> {
                boolean legacy = cluster.text(KMS + "keyId").matches("https://[^/]+/keys/[^/]+/[^/]+");
                if (cluster.isTrue(KMS + "enabled")
                        && legacy
                        && cluster.text(KMS + "keyVaultNetworkAccess").equals("Private")
                        && !cluster.isTrue("/properties/apiServerAccessProfile/enableVnetIntegration")) {
                    findings.report(
                            "security.keyVaultKms",
                            "Private",
                            "is out of the API server's reach",
                            "Add apiServer(api -> api.vnetIntegration()), or leave the version of the key out.");
                }
            });

    static final Rule<DeclaredCluster> OBJECT_ENCRYPTION = Rule.<DeclaredCluster>error(
                    "AKS-CLU-081", "Encrypting what etcd holds with Azure's key needs Kubernetes 1.33.")
            .prevents(REFUSED)
            .source(
                    "API 2026-07-01, kubernetesResourceObjectEncryptionProfile; azure-aks-docs, kms-data-encryption-concepts,"
                            + " 2025-12-19")
            .check((cluster, findings) -> {
                String place =
                        ClusterSecurity.AT + "kubernetesResourceObjectEncryptionProfile/infrastructureEncryption";
                int since = AksFacts.sinceMinor("infrastructure-encryption");
                boolean old = cluster.version()
                        .filter(version -> !version.isAtLeast(1, since))
                        .isPresent();
                if (cluster.text(place).equals("Enabled") && old) {
                    findings.report(
                            "security.encryptKubernetesObjects",
                            "Enabled",
                            "needs Kubernetes 1." + since,
                            "Raise the version, or leave it out.");
                }
            });

    static final Rule<DeclaredCluster> PROXY_AUTHORITIES = Rule.<DeclaredCluster>error(
                    "AKS-CLU-082", "A proxy has at most 20 certificate authorities.")
            .prevents(REFUSED)
            .source("Azure/AKS release notes, 2026-04-02")
            .check((cluster, findings) -> {
                int count = authorities(cluster.text("/properties/httpProxyConfig/trustedCa"));
                if (count > 20) {
                    findings.report("httpProxy.trustedCa", count + " certificates", "are more than 20", "Remove some.");
                }
            });

    static final Rule<DeclaredCluster> BLOCKED = Rule.<DeclaredCluster>error(
                    "AKS-CLU-083", "The way out \"block\" is there in preview versions of the API only.")
            .prevents(REFUSED)
            .source("azure-mgmt-containerservice 41.8.0 and 41.8.0b1, OutboundType, 2026-10")
            .check((cluster, findings) -> {
                if (cluster.text("/properties/networkProfile/outboundType").equalsIgnoreCase("block")) {
                    findings.report(
                            "network.outbound", "block", "is not there in a stable version", "Use Outbound.none().");
                }
            });

    static final Rule<DeclaredCluster> FIPS_FEATURE = Rule.<DeclaredCluster>warning(
                    "AKS-CLU-084", "FIPS for a whole cluster needs a feature of the subscription.")
            .source("API 2026-07-01, enableFIPS; azure-cli 2.91.0 names the feature EnableFIPSPreview")
            .check((cluster, findings) -> {
                if (cluster.isTrue("/properties/enableFIPS")) {
                    findings.report(
                            "fips",
                            "enabled",
                            "is refused where the subscription lacks Microsoft.ContainerService/EnableFIPSPreview",
                            "Register the feature, or call fips() on the pools.");
                }
            });

    static final Rule<DeclaredCluster> GATING = Rule.<DeclaredCluster>error(
                    "AKS-CLU-085", "Security gating is a part of Defender, which must be on.")
            .prevents(REFUSED)
            .source("API 2026-05-01, securityProfile.defender.securityGating")
            .check((cluster, findings) -> {
                if (cluster.isTrue(ClusterSecurity.AT + "defender/securityGating/enabled")
                        && !cluster.isTrue(ClusterSecurity.AT + "defender/securityMonitoring/enabled")) {
                    findings.report(
                            "security.securityGating",
                            "enabled",
                            "is set without Defender",
                            "Call defender(workspace).");
                }
            });

    static final List<Rule<DeclaredCluster>> ALL = List.of(
            KMS_PRIVATE_WAY,
            OBJECT_ENCRYPTION,
            PROXY_AUTHORITIES,
            BLOCKED,
            FIPS_FEATURE,
            GATING,
            CERTIFICATES,
            DNS_ZONES,
            MESH_REVISIONS,
            MESH_GATEWAYS,
            IMAGE_CLEANER,
            KMS_KEY,
            KMS_PRIVATE_VAULT,
            KMS_IDENTITY,
            PROXY_ADDRESS);

    private AddonRules() {}

    /** Counts the certificates in a bundle that is encoded for the wire. */
    private static int authorities(String encoded) {
        try {
            String pem = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return pem.split("-----BEGIN CERTIFICATE-----", -1).length - 1;
        } catch (IllegalArgumentException notEncoded) {
            return 0;
        }
    }

    /** Leaves out what stands before the host, which can be a password. */
    private static String host(String url) {
        return url.substring(url.lastIndexOf('@') + 1);
    }
}
