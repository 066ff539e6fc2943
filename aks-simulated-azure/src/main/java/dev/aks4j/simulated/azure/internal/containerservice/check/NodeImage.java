package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.compute.MachineSize;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** There is a node image for the operating system, the processor, FIPS and trusted launch of a pool together. */
final class NodeImage implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        String sku = pool.desired().path("osSKU").asText();
        boolean arm = pool.size().map(MachineSize::arm64).orElse(false);
        boolean gpu =
                pool.size().map(size -> size.name().matches("(?i)Standard_N.*")).orElse(false);
        boolean fips = AzureJson.flag(pool.desired(), "/enableFIPS");
        boolean boot = AzureJson.flag(pool.desired(), "/securityProfile/enableSecureBoot");
        boolean trusted = boot || AzureJson.flag(pool.desired(), "/securityProfile/enableVTPM");
        boolean azureLinux = sku.equals("AzureLinux") || sku.equals("AzureLinux3");
        boolean ubuntu = sku.startsWith("Ubuntu");
        String driver = pool.desired().at("/gpuProfile/driver").asText();
        if (arm && pool.windows()) {
            return no(pool, "Windows on an Arm64 machine");
        } else if (arm && trusted && !sku.equals("AzureContainerLinux")) {
            return no(pool, sku + " with trusted launch on an Arm64 machine");
        } else if (fips && sku.equals("Ubuntu2404")) {
            return no(pool, "Ubuntu2404 with FIPS");
        } else if (fips && arm && ubuntu) {
            return no(pool, sku + " with FIPS on an Arm64 machine");
        } else if (fips && trusted && azureLinux) {
            return no(pool, sku + " with FIPS and trusted launch");
        } else if (gpu && sku.equals("AzureLinuxOSGuard")) {
            return no(pool, sku + " on a machine with a GPU");
        } else if (gpu && boot && ubuntu && !driver.equals("None")) {
            return no(pool, sku + " with secure boot and the GPU driver");
        }
        return Refusals.none();
    }

    private static Optional<ArmError> no(PoolWrite pool, String what) {
        return Refusals.invalidParameter(
                "agentPoolProfile.osSKU", "pool \"" + pool.name() + "\": there is no node image for " + what);
    }
}
