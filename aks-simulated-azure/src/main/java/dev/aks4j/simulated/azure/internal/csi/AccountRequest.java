package dev.aks4j.simulated.azure.internal.csi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.kubernetes.internal.controller.CloudVolumes.Wanted;
import java.util.List;
import java.util.Optional;

/**
 * The storage account, and the share or container in it, that the drivers of azurefile 1.35.7 and blob 1.27.9 look for or
 * make for a volume. Immutable.
 */
final class AccountRequest {

    private static final List<String> NFS = List.of("nfs", "aznfs", "nfsv3");
    private static final int LONGEST = 63;

    private final Wanted wanted;
    private final AskedParameters it;
    private final boolean files;
    private final boolean nfs;

    private AccountRequest(Wanted wanted, boolean files) {
        this.wanted = wanted;
        this.files = files;
        it = new AskedParameters(wanted.parameters());
        nfs = it.text("protocol")
                .filter(protocol -> files ? protocol.equals("nfs") : NFS.contains(AskedParameters.lower(protocol)))
                .isPresent();
    }

    static AccountRequest ofShare(Wanted wanted) {
        return new AccountRequest(wanted, true);
    }

    static AccountRequest ofContainer(Wanted wanted) {
        return new AccountRequest(wanted, false);
    }

    boolean files() {
        return files;
    }

    boolean nfs() {
        return nfs;
    }

    /** Returns the name of an account that is said; empty text if the driver chooses. */
    String name() {
        return it.text("storageAccount").orElse("");
    }

    /** Returns the type; empty text for what Azure's side of the driver then takes, Standard_LRS. */
    String sku() {
        return it.sku(files && nfs ? "Premium_LRS" : "");
    }

    String kind() {
        String sku = AskedParameters.lower(sku());
        if (files) {
            return sku.startsWith("premium") || sku.contains("v2") ? "FileStorage" : "StorageV2";
        }
        return sku.startsWith("premium") ? "BlockBlobStorage" : "StorageV2";
    }

    Optional<String> group() {
        return it.text("resourceGroup");
    }

    Optional<String> subscription() {
        return it.text("subscriptionID");
    }

    Optional<String> region() {
        return it.text("location");
    }

    boolean httpsOnly() {
        return !(files && nfs);
    }

    boolean privateEndpoint() {
        return it.text("networkEndpointType")
                .filter("privateEndpoint"::equalsIgnoreCase)
                .isPresent();
    }

    /** Returns whether the account is open to the subnets of the cluster only, by service endpoints. */
    boolean serviceEndpoint() {
        boolean asked = it.text("networkEndpointType")
                .filter("serviceEndpoint"::equalsIgnoreCase)
                .isPresent();
        return !privateEndpoint() && (nfs || files && asked);
    }

    Optional<Boolean> sharedKeys() {
        return it.parsed("allowSharedKeyAccess");
    }

    boolean smbIdentities() {
        return files
                && (it.parsed("mountWithManagedIdentity").orElse(false)
                        || it.parsed("mountWithWorkloadIdentityToken").orElse(false)
                        || it.parsed("mountWithOAuthToken").orElse(false));
    }

    boolean hierarchical() {
        return !files && (nfs || it.isTrue("isHnsEnabled"));
    }

    boolean nfsContainers() {
        return !files && nfs;
    }

    Optional<String> publicAccess() {
        return it.text("publicNetworkAccess");
    }

    boolean anew() {
        return files && it.isTrue("createAccount");
    }

    Optional<String> text(String parameter) {
        return it.text(parameter);
    }

    ObjectNode tags() {
        ObjectNode tags = AzureJson.object();
        it.tags(tags, value -> value);
        return tags;
    }

    /** Returns the name of the share or container. */
    String part() {
        String said =
                it.text(files ? "shareName" : "containerName").map(this::filled).orElse("");
        if (!said.isEmpty()) {
            return said;
        }
        String name = wanted.volume();
        Optional<String> prefix = it.text(files ? "shareNamePrefix" : "containerNamePrefix");
        if (prefix.isPresent()) {
            name = prefix.get() + "-" + name;
        } else if (files && nfs) {
            name = name.replaceFirst("pvc", "pvcn");
        }
        String lower = AskedParameters.lower(name);
        return lower.substring(0, Math.min(LONGEST, lower.length())).replace("--", "-");
    }

    private String filled(String text) {
        return wanted.claim().isEmpty()
                ? text
                : text.replace("${pvc.metadata.name}", wanted.claim())
                        .replace("${pvc.metadata.namespace}", wanted.namespace())
                        .replace("${pv.metadata.name}", wanted.volume());
    }

    /** Returns the properties of the share. */
    ObjectNode share() {
        ObjectNode share = AzureJson.object().put("shareQuota", wanted.gib());
        if (nfs) {
            share.put("enabledProtocols", "NFS");
        }
        it.text("rootSquashType").ifPresent(squash -> share.put("rootSquash", squash));
        it.text("shareAccessTier").or(() -> it.text("accessTier")).ifPresent(tier -> share.put("accessTier", tier));
        String sku = AskedParameters.lower(sku());
        boolean v2 = sku.contains("v2");
        boolean ssd = sku.startsWith("premium");
        long gib = wanted.gib();
        Optional<Long> iops = v2
                ? Optional.of(Math.min(ssd ? 102_400 : 50_000, ssd ? 3_000 + gib : 1_000 + (gib + 4) / 5))
                : Optional.empty();
        Optional<Long> bandwidth = v2
                ? Optional.of(Math.min(ssd ? 10_340 : 5_120, ssd ? 100 + (gib + 9) / 10 : 60 + (gib + 49) / 50))
                : Optional.empty();
        it.text("provisionedIOPS")
                .map(Long::valueOf)
                .or(() -> iops)
                .ifPresent(value -> share.put("provisionedIops", value));
        it.text("provisionedBandwidth")
                .map(Long::valueOf)
                .or(() -> bandwidth)
                .ifPresent(value -> share.put("provisionedBandwidthMibps", value));
        return share;
    }

    /**
     * Returns the body of the account.
     *
     * @param region the cluster's
     * @param subnet the subnet of the cluster's nodes, if it was given one
     */
    ObjectNode account(String region, Optional<String> subnet) {
        ObjectNode body =
                AzureJson.object().put("location", region().orElse(region)).put("kind", kind());
        String sku = sku();
        body.putObject("sku").put("name", sku.isEmpty() ? "Standard_LRS" : sku);
        ObjectNode tags = body.putObject("tags").put("k8s-azure-created-by", "azure");
        tags.setAll(tags());
        ObjectNode properties = body.putObject("properties")
                .put("supportsHttpsTrafficOnly", httpsOnly())
                .put("allowBlobPublicAccess", it.parsed("allowBlobPublicAccess").orElse(false))
                .put("minimumTlsVersion", "TLS1_2");
        sharedKeys().ifPresent(allowed -> properties.put("allowSharedKeyAccess", allowed));
        publicAccess().ifPresent(access -> properties.put("publicNetworkAccess", access));
        if (it.parsed("requireInfraEncryption").orElse(false)) {
            properties
                    .putObject("encryption")
                    .put("keySource", "Microsoft.Storage")
                    .put("requireInfrastructureEncryption", true);
        }
        if (hierarchical()) {
            properties.put("isHnsEnabled", true);
        }
        if (nfsContainers()) {
            properties.put("isNfsV3Enabled", true);
        }
        if (smbIdentities()) {
            properties
                    .putObject("azureFilesIdentityBasedAuthentication")
                    .put("directoryServiceOptions", "None")
                    .putObject("smbOAuthSettings")
                    .put("isSmbOAuthEnabled", true);
        }
        if (privateEndpoint() || serviceEndpoint()) {
            ObjectNode rules = properties
                    .putObject("networkAcls")
                    .put("defaultAction", "Deny")
                    .put("bypass", "AzureServices");
            if (serviceEndpoint()) {
                subnet.ifPresent(id -> rules.putArray("virtualNetworkRules")
                        .addObject()
                        .put("id", id)
                        .put("action", "Allow"));
            }
        }
        return body;
    }
}
