package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the settings of security that are newer than 2025 need: keys of etcd, authorities of a proxy, gating. */
final class SecuritySettings implements Check {

    private static final Pattern WITH_VERSION = Pattern.compile("https://[^/]+/keys/[^/]+/[^/]+");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        if (write.onPool()) {
            return Refusals.none();
        }
        JsonNode security = write.requested().path("securityProfile");
        JsonNode kms = security.path("azureKeyVaultKms");
        boolean versioned = AzureJson.flag(kms, "/enabled")
                && kms.path("keyVaultNetworkAccess").asText().equals("Private")
                && WITH_VERSION.matcher(kms.path("keyId").asText()).matches();
        boolean integrated = AzureJson.flag(write.desired(), "/apiServerAccessProfile/enableVnetIntegration");
        boolean encrypts = security.at("/kubernetesResourceObjectEncryptionProfile/infrastructureEncryption")
                .asText()
                .equals("Enabled");
        boolean gates = AzureJson.flag(security, "/defender/securityGating/enabled");
        int authorities =
                certificates(write.requested().at("/httpProxyConfig/trustedCa").asText(""));
        if (versioned && !integrated) {
            return Refusals.invalidParameter(
                    "securityProfile.azureKeyVaultKms.keyVaultNetworkAccess",
                    "a key with a version in a private key vault needs API server VNet integration");
        } else if (encrypts && write.minor() < 33) {
            return Refusals.invalidParameter(
                    "securityProfile.kubernetesResourceObjectEncryptionProfile.infrastructureEncryption",
                    "it needs Kubernetes 1.33 or newer, not 1." + write.minor());
        } else if (authorities > 20) {
            return Refusals.invalidParameter(
                    "httpProxyConfig.trustedCa", "at most 20 certificates are allowed, not " + authorities);
        }
        return gates && !AzureJson.flag(security, "/defender/securityMonitoring/enabled")
                ? Refusals.invalidParameter(
                        "securityProfile.defender.securityGating", "it needs securityMonitoring to be enabled")
                : Refusals.none();
    }

    private static int certificates(String encoded) {
        try {
            String text = new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.ISO_8859_1);
            return text.split("-----BEGIN CERTIFICATE-----", -1).length - 1;
        } catch (IllegalArgumentException notBase64) {
            return 0;
        }
    }
}
