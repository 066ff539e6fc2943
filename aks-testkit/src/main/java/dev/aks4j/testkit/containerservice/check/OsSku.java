package dev.aks4j.testkit.containerservice.check;

import dev.aks4j.testkit.arm.ArmError;
import dev.aks4j.testkit.containerservice.ClusterWrite;
import dev.aks4j.testkit.containerservice.PoolWrite;
import dev.aks4j.testkit.json.Json;
import java.util.Optional;
import java.util.Set;

/** The operating system exists, is not retired, and fits the version. */
final class OsSku implements PoolCheck {

    private static final Set<String> LINUX = Set.of(
            "Ubuntu",
            "Ubuntu2204",
            "Ubuntu2404",
            "AzureLinux",
            "AzureLinux3",
            "AzureLinuxOSGuard",
            "AzureContainerLinux");
    private static final Set<String> WINDOWS = Set.of("Windows2022", "Windows2025");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        String sku = pool.desired().path("osSKU").asText();
        boolean windows = sku.startsWith("Windows");
        if (!LINUX.contains(sku) && !WINDOWS.contains(sku)) {
            return Refusals.invalidParameter("agentPoolProfile.osSKU", "\"" + sku + "\" does not exist or is retired");
        }
        if (windows != pool.windows()) {
            return Refusals.invalidParameter(
                    "agentPoolProfile.osSKU",
                    sku + " does not go with osType "
                            + pool.desired().path("osType").asText());
        }
        boolean trusted = Json.flag(pool.desired(), "/securityProfile/enableSecureBoot")
                && Json.flag(pool.desired(), "/securityProfile/enableVTPM");
        if (!trusted && (sku.equals("AzureLinuxOSGuard") || sku.equals("AzureContainerLinux"))) {
            return Refusals.invalidParameter("agentPoolProfile.osSKU", sku + " needs enableSecureBoot and enableVTPM");
        }
        if (pool.desired().path("workloadRuntime").asText().startsWith("Kata") && !sku.matches("AzureLinux3?")) {
            return Refusals.invalidParameter("agentPoolProfile.workloadRuntime", "pod sandboxing needs AzureLinux");
        }
        if (sku.equals("Windows2025") && !Json.flag(pool.desired(), "/enableFIPS")) {
            return Refusals.invalidParameter("agentPoolProfile.osSKU", "Windows2025 needs enableFIPS");
        }
        return windows && !Json.has(write.desired(), "/windowsProfile")
                ? Refusals.badRequest(
                        "windowsProfile",
                        "Windows pools need the windowsProfile, which is given when the cluster is created.")
                : Refusals.none();
    }
}
