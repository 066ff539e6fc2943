package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;
import java.util.Set;

/** The operating system exists, is not retired, and fits the version. */
final class OsSkuCheck implements PoolCheck {

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
            return Refusals.code(
                    "InvalidOSSKU",
                    "agentPoolProfile.osSKU",
                    "OSSKU='" + sku + "' is invalid, details: Unrecognized OSSKU");
        }
        if (windows != pool.windows()) {
            return Refusals.code(
                    "InvalidOSSKU",
                    "agentPoolProfile.osSKU",
                    "OSSKU='" + sku + "' is invalid, details: does not go with OSType='"
                            + pool.desired().path("osType").asText() + "'");
        }
        String version = pool.desired().path("orchestratorVersion").asText();
        if (sku.equals("Windows2022") && version.matches("1\\.(3[7-9]|[4-9]\\d).*")) {
            return Refusals.code(
                    "InvalidOSSKU",
                    "agentPoolProfile.osSKU",
                    "OSSKU='Windows2022' is invalid, details: not supported with Kubernetes " + version);
        }
        boolean trusted = AzureJson.flag(pool.desired(), "/securityProfile/enableSecureBoot")
                && AzureJson.flag(pool.desired(), "/securityProfile/enableVTPM");
        if (!trusted && (sku.equals("AzureLinuxOSGuard") || sku.equals("AzureContainerLinux"))) {
            return Refusals.invalidParameter("agentPoolProfile.osSKU", sku + " needs enableSecureBoot and enableVTPM");
        }
        if (pool.desired().path("workloadRuntime").asText().startsWith("Kata") && !sku.matches("AzureLinux3?")) {
            return Refusals.invalidParameter("agentPoolProfile.workloadRuntime", "pod sandboxing needs AzureLinux");
        }
        if (sku.equals("Windows2025") && !AzureJson.flag(pool.desired(), "/enableFIPS")) {
            return Refusals.invalidParameter("agentPoolProfile.osSKU", "Windows2025 needs enableFIPS");
        }
        return windows && !AzureJson.has(write.desired(), "/windowsProfile")
                ? Refusals.badRequest(
                        "windowsProfile",
                        "Windows pools need the windowsProfile, which is given when the cluster is created.")
                : Refusals.none();
    }
}
