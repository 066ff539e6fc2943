package dev.aks4j.simulated.azure.internal.compute;

import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;

/** The older and shorter list of a region's sizes, which {@code az vm list-sizes} shows. */
final class VmSizeList {

    private static final int OS_DISK_MB = 1_047_552;

    private VmSizeList() {}

    static Response of(String region) {
        return Arm.list(Offers.in(region).stream()
                .map(Offers.Offer::size)
                .map(size -> AzureJson.object()
                        .put("name", size.name())
                        .put("numberOfCores", size.cpus())
                        .put("osDiskSizeInMB", OS_DISK_MB)
                        .put("resourceDiskSizeInMB", size.localDiskGib() * 1024)
                        .put("memoryInMB", (int) (size.memoryGib() * 1024))
                        .put("maxDataDiskCount", size.dataDisks()))
                .toList());
    }
}
