package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.known.KnownFact;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
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
        Optional<KnownFact> unfit = KnownFact.about("os-minors").stream()
                .filter(fact -> fact.key().equals(sku) && !holds(fact.words(), version))
                .findFirst();
        if (unfit.isPresent()) {
            return Refusals.code(
                    "InvalidOSSKU",
                    "agentPoolProfile.osSKU",
                    "OSSKU='" + sku + "' is invalid, details: not supported with Kubernetes " + version);
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

    /** First minor, and last minor if there is one. */
    private static boolean holds(List<String> minors, String version) {
        String[] parts = version.split("\\.");
        if (parts.length < 2 || !parts[1].matches("\\d+")) {
            return true;
        }
        int minor = Integer.parseInt(parts[1]);
        return minor >= Integer.parseInt(minors.get(0))
                && (minors.size() < 2 || minor <= Integer.parseInt(minors.get(1)));
    }
}
