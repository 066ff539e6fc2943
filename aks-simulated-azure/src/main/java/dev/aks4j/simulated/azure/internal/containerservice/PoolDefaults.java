package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.compute.MachineSize;
import dev.aks4j.simulated.azure.internal.compute.OfferedSizes;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills in what a pool's author left open, as AKS does at once. */
final class PoolDefaults {

    private static final int FIRST_WITH_WINDOWS_2025 = 37;
    private static final String SPOT = "kubernetes.azure.com/scalesetpriority";
    private static final List<String> READ_ONLY = List.of(
            "name",
            "provisioningState",
            "currentOrchestratorVersion",
            "nodeImageVersion",
            "eTag",
            "status",
            "virtualMachineNodesStatus");
    private static final List<String> REPLACED = List.of("nodeLabels", "nodeTaints", "tags", "minCount", "maxCount");

    private PoolDefaults() {}

    /** Returns the desired properties of a pool, given what it is now. */
    static ObjectNode fill(ObjectNode requested, Optional<ObjectNode> current, ObjectNode network, String version) {
        ObjectNode desired = current.map(ObjectNode::deepCopy).orElseGet(AzureJson::object);
        REPLACED.forEach(desired::remove);
        requested.properties().forEach(field -> {
            if (!READ_ONLY.contains(field.getKey()) && !field.getValue().isNull()) {
                desired.set(field.getKey(), field.getValue().deepCopy());
            }
        });
        if (desired.path("orchestratorVersion").asText().isEmpty()) {
            desired.put("orchestratorVersion", version);
        }
        MachineProfiles.fill(desired);
        machine(desired);
        operatingSystem(desired, version);
        scaling(desired, requested);
        AzureJson.orElse(desired, "maxPods", maxPods(network));
        AzureJson.orElse(desired, "type", "VirtualMachineScaleSets");
        AzureJson.orElse(desired, "scaleDownMode", "Delete");
        AzureJson.orElse(desired, "powerState", Map.of("code", "Running"));
        AzureJson.orElse(desired, "mode", "User");
        for (String flag : List.of("enableNodePublicIP", "enableEncryptionAtHost", "enableUltraSSD", "enableFIPS")) {
            AzureJson.orElse(desired, flag, false);
        }
        if (!desired.path("osType").asText().equals("Windows")) {
            AzureJson.orElse(desired, "securityProfile", Map.of("enableVTPM", false, "enableSecureBoot", false));
        }
        priority(desired);
        return desired;
    }

    private static void machine(ObjectNode desired) {
        if (desired.path("vmSize").asText().isEmpty()) {
            desired.put("vmSize", "Standard_D8ds_v5");
        }
        OfferedSizes.find(desired.path("vmSize").asText()).ifPresent(size -> {
            desired.put("vmSize", size.name());
            disk(desired, size);
        });
        AzureJson.orElse(desired, "osDiskSizeGB", 128);
        AzureJson.orElse(desired, "osDiskType", "Managed");
        AzureJson.orElse(desired, "kubeletDiskType", "OS");
    }

    /** The disk is ephemeral where 128 GiB fit on the machine. */
    private static void disk(ObjectNode desired, MachineSize size) {
        int local = Math.max(size.localDiskGib() > 0 ? size.cacheGib() : 0, size.localDiskGib());
        if (desired.path("osDiskSizeGB").asInt() == 0) {
            desired.remove("osDiskSizeGB");
        }
        boolean ephemeral = desired.path("osDiskType").asText().equals("Ephemeral")
                || (!desired.hasNonNull("osDiskType") && local >= 128);
        AzureJson.orElse(desired, "osDiskType", ephemeral ? "Ephemeral" : "Managed");
        int managed = size.cpus() < 8 ? 128 : size.cpus() < 16 ? 256 : size.cpus() < 64 ? 512 : 1024;
        int fits = size.cacheGib() >= 128 ? size.cacheGib() : 128;
        AzureJson.orElse(desired, "osDiskSizeGB", ephemeral ? Math.min(managed, fits) : managed);
    }

    /** Windows is Windows Server 2025 from Kubernetes 1.37 on, whose image always has FIPS. */
    private static void operatingSystem(ObjectNode desired, String plane) {
        AzureJson.orElse(desired, "osType", "Linux");
        boolean windows = desired.path("osType").asText().equals("Windows");
        int minor = Versions.parse(desired.path("orchestratorVersion").asText())
                .or(() -> Versions.parse(plane))
                .map(Versions.Version::minor)
                .orElse(0);
        boolean newest = windows && minor >= FIRST_WITH_WINDOWS_2025;
        if (newest && !desired.hasNonNull("osSKU")) {
            AzureJson.orElse(desired, "enableFIPS", true);
        }
        AzureJson.orElse(desired, "osSKU", newest ? "Windows2025" : windows ? "Windows2022" : "Ubuntu");
    }

    private static void scaling(ObjectNode desired, ObjectNode requested) {
        AzureJson.orElse(desired, "enableAutoScaling", false);
        if (!AzureJson.flag(desired, "/enableAutoScaling")) {
            desired.remove(List.of("minCount", "maxCount"));
            AzureJson.orElse(desired, "count", 1);
        } else if (!requested.hasNonNull("count")) {
            int least = AzureJson.number(desired, "/minCount").orElse(1);
            int most = AzureJson.number(desired, "/maxCount").orElse(Integer.MAX_VALUE);
            int count = AzureJson.number(desired, "/count").orElse(least);
            desired.put("count", Math.min(Math.max(count, least), Math.max(least, most)));
        }
    }

    static int maxPods(ObjectNode network) {
        String plugin = network.path("networkPlugin").asText();
        if (network.path("networkPluginMode").asText().equals("overlay")) {
            return 250;
        }
        return plugin.equals("azure") ? 30 : 110;
    }

    private static void priority(ObjectNode desired) {
        boolean spot = desired.path("scaleSetPriority").asText().equals("Spot");
        ObjectNode upgrade = AzureJson.child(desired, "upgradeSettings");
        if (!spot) {
            AzureJson.orElse(upgrade, "maxSurge", "10%");
            AzureJson.orElse(upgrade, "maxUnavailable", "0");
            return;
        }
        AzureJson.orElse(desired, "scaleSetEvictionPolicy", "Delete");
        AzureJson.orElse(desired, "spotMaxPrice", -1.0);
        AzureJson.orElse(AzureJson.child(desired, "nodeLabels"), SPOT, "spot");
        ArrayNode taints =
                desired.path("nodeTaints") instanceof ArrayNode given ? given : desired.putArray("nodeTaints");
        if (!AzureJson.texts(desired, "/nodeTaints").contains(SPOT + "=spot:NoSchedule")) {
            taints.add(SPOT + "=spot:NoSchedule");
        }
    }
}
