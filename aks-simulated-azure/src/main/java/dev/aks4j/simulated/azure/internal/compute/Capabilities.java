package dev.aks4j.simulated.azure.internal.compute;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.math.BigDecimal;
import java.util.Locale;

/** The capabilities of a size, as the list of SKUs spells them: all values are texts. */
final class Capabilities {

    private static final long GIB = 1L << 30;

    private final ArrayNode array = AzureJson.array();

    private Capabilities() {}

    static ArrayNode of(MachineSize size) {
        Capabilities all = new Capabilities();
        boolean ephemeral = size.cacheGib() > 0 || size.localDiskGib() > 0;
        all.add("MaxResourceVolumeMB", String.valueOf(size.localDiskGib() * 1024));
        all.add("OSVhdSizeMB", "1047552");
        all.add("vCPUs", String.valueOf(size.cpus()));
        all.add("HyperVGenerations", size.arm64() ? "V2" : "V1,V2");
        all.add(
                "MemoryGB",
                BigDecimal.valueOf(size.memoryGib()).stripTrailingZeros().toPlainString());
        all.add("MaxDataDiskCount", String.valueOf(size.dataDisks()));
        all.add("CpuArchitectureType", size.arm64() ? "Arm64" : "x64");
        all.add("LowPriorityCapable", flag(size.spotCapable()));
        all.add("PremiumIO", flag(size.premiumDisks()));
        all.add("VMDeploymentTypes", "IaaS");
        all.add("vCPUsAvailable", String.valueOf(size.cpus()));
        if (size.gpus() > 0) {
            all.add("GPUs", String.valueOf(size.gpus()));
        }
        if (size.cacheGib() > 0) {
            all.add("CachedDiskBytes", String.valueOf(size.cacheGib() * GIB));
        }
        all.add("EphemeralOSDiskSupported", flag(ephemeral));
        all.add("EncryptionAtHostSupported", "True");
        all.add("AcceleratedNetworkingEnabled", flag(size.cpus() > 1));
        return all.array;
    }

    private static String flag(boolean value) {
        String text = String.valueOf(value);
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private void add(String name, String value) {
        array.addObject().put("name", name).put("value", value);
    }
}
