package dev.aks4j.simulated.azure.internal.csi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.kubernetes.internal.controller.CloudVolumes.Wanted;
import java.util.Map;

/** The bodies that the disk driver sends to Azure: as azuredisk 1.34.5 was seen to send them. Stateless. */
final class DiskBodies {

    static final String CREATOR = "kubernetes-azure-dd";

    private DiskBodies() {}

    /** Returns the body of a new disk. */
    static ObjectNode disk(Wanted wanted, String region) {
        AskedParameters it = new AskedParameters(wanted.parameters());
        String sku = it.sku("StandardSSD_LRS");
        ObjectNode body = AzureJson.object().put("location", it.text("location").orElse(region));
        body.putObject("sku").put("name", sku);
        if (!wanted.zone().isEmpty()) {
            body.putArray("zones").add(wanted.zone().substring(wanted.zone().lastIndexOf('-') + 1));
        }
        ObjectNode tags = body.putObject("tags").put("k8s-azure-created-by", CREATOR);
        if (!wanted.claim().isEmpty()) {
            tags.put("kubernetes.io-created-for-pv-name", wanted.volume())
                    .put("kubernetes.io-created-for-pvc-name", wanted.claim())
                    .put("kubernetes.io-created-for-pvc-namespace", wanted.namespace());
        }
        if (it.isTrue("writeAcceleratorEnabled")) {
            tags.put("writeacceleratorenabled", "true");
        }
        it.tags(
                tags,
                value -> value.replace("${pvc.metadata.name}", wanted.claim())
                        .replace("${pvc.metadata.namespace}", wanted.namespace())
                        .replace("${pv.metadata.name}", wanted.claim().isEmpty() ? "" : wanted.volume()));
        ObjectNode properties = body.putObject("properties");
        properties.put("diskSizeGB", wanted.gib());
        ObjectNode creation = properties.putObject("creationData");
        wanted.source()
                .ifPresentOrElse(
                        id -> creation.put("createOption", "Copy").put("sourceResourceId", id),
                        () -> creation.put("createOption", "Empty"));
        it.number("LogicalSectorSize")
                .filter(size -> size != 0)
                .ifPresent(size -> creation.put("logicalSectorSize", size));
        it.parsed("enablePerformancePlus").ifPresent(plus -> creation.put("performancePlus", plus));
        performance(it, sku, wanted.gib(), properties);
        it.text("maxShares")
                .map(text -> Long.valueOf(text).intValue())
                .filter(shares -> shares > 1)
                .ifPresent(shares -> properties.put("maxShares", shares));
        if (it.isTrue("enableBursting")) {
            properties.put("burstingEnabled", true);
        }
        network(it, properties);
        it.text("diskEncryptionSetID")
                .ifPresent(set -> properties
                        .putObject("encryption")
                        .put("diskEncryptionSetId", set)
                        .put("type", it.text("diskEncryptionType").orElse("EncryptionAtRestWithCustomerKey")));
        return body;
    }

    private static void performance(AskedParameters it, String sku, long gib, ObjectNode properties) {
        boolean ultra = sku.equals("UltraSSD_LRS");
        if (ultra) {
            properties
                    .put("diskIOPSReadWrite", Math.min(160_000, Math.max(500, gib)))
                    .put("diskMBpsReadWrite", 100L);
        }
        if (ultra || sku.equals("PremiumV2_LRS")) {
            it.text("DiskIOPSReadWrite").ifPresent(value -> properties.put("diskIOPSReadWrite", Long.parseLong(value)));
            it.text("DiskMBpsReadWrite").ifPresent(value -> properties.put("diskMBpsReadWrite", Long.parseLong(value)));
        }
    }

    private static void network(AskedParameters it, ObjectNode properties) {
        String policy = it.text("networkAccessPolicy").orElse("DenyAll");
        properties
                .put("networkAccessPolicy", policy)
                .put("publicNetworkAccess", it.text("publicNetworkAccess").orElse("Disabled"));
        it.text("diskAccessID")
                .filter(id -> policy.equals("AllowPrivate"))
                .ifPresent(id -> properties.put("diskAccessId", id));
    }

    /** Returns the change of a disk of a type, whose attributes change; no properties if none does that changes in use. */
    static ObjectNode change(Map<String, String> attributes, String current) {
        AskedParameters it = new AskedParameters(attributes);
        ObjectNode body = AzureJson.object();
        body.putObject("properties");
        String sku = it.sku("");
        if (!sku.isEmpty() && !sku.equals(current)) {
            body.putObject("sku").put("name", sku);
            if (!sku.equals("UltraSSD_LRS") && !sku.equals("PremiumV2_LRS")) {
                body.remove("properties");
            }
        }
        it.text("DiskIOPSReadWrite")
                .ifPresent(
                        value -> AzureJson.child(body, "properties").put("diskIOPSReadWrite", Long.parseLong(value)));
        it.text("DiskMBpsReadWrite")
                .ifPresent(
                        value -> AzureJson.child(body, "properties").put("diskMBpsReadWrite", Long.parseLong(value)));
        return body;
    }

    /** Returns the body of a new snapshot. */
    static ObjectNode snapshot(String source, Map<String, String> parameters, String region) {
        AskedParameters it = new AskedParameters(parameters);
        ObjectNode body = AzureJson.object().put("location", region);
        ObjectNode tags =
                body.putObject("tags").put("k8s-azure-created-by", CREATOR).put("source_volume_id", source);
        it.tags(tags, value -> value);
        ObjectNode properties = body.putObject("properties");
        ObjectNode creation =
                properties.putObject("creationData").put("createOption", "Copy").put("sourceResourceId", source);
        it.number("instantAccessDurationMinutes")
                .ifPresent(minutes -> creation.put("instantAccessDurationMinutes", minutes));
        properties.put("incremental", !it.text("incremental").equals(java.util.Optional.of("false")));
        for (String key : new String[] {"dataAccessAuthMode", "networkAccessPolicy", "publicNetworkAccess"}) {
            it.text(key).ifPresent(value -> properties.put(key, value));
        }
        return body;
    }
}
