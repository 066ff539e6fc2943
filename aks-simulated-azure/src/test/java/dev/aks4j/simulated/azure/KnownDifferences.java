package dev.aks4j.simulated.azure;

import dev.aks4j.simulated.azure.Replay.Difference;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why an answer of the simulator may differ from a recorded one. What is not listed here is a fault. */
final class KnownDifferences {

    /** Why an answer differs. */
    enum Reason {
        /** The service has changed since the recording. */
        AGE,
        /** The Kubernetes version of the day. */
        VERSION,
        /** The service decided by what it had at that moment, or showed of itself what no other answer shows. */
        MOMENT
    }

    /** In which way an answer differs. */
    enum Kind {
        /** The recorded answer has it, the simulator's has not. */
        GONE,
        /** The simulator's answer has it, the recorded one has not. */
        ADDED,
        /** Both have it, with different values. */
        OTHER
    }

    /**
     * One difference that is known.
     *
     * @param reason why
     * @param kind in which way
     * @param only the recording that differs; empty for any
     * @param until the day from which recordings do not differ any more
     * @param place a pattern of places, {@code pool} being one node pool's properties
     * @param why the reason in words
     */
    record Known(Reason reason, Kind kind, String only, String until, Pattern place, String why) {

        boolean explains(Recording recording, Difference difference) {
            return (only.isEmpty() || only.equals(recording.name()))
                    && recording.recorded().compareTo(until) < 0
                    && kind == kindOf(difference)
                    && place.matcher(placeOf(recording, difference)).matches();
        }
    }

    static final List<Known> ALL = List.of(
            age(Kind.ADDED, "2026", "/kind", "since 2026"),
            age(
                    Kind.ADDED,
                    "2026",
                    "/properties/(nodeProvisioningProfile/mode|hostedSystemProfile/enabled)",
                    "since 2026"),
            age(Kind.ADDED, "2026", "/identity/userAssignedIdentities/.*/principalId", "at once since 2026"),
            age(Kind.GONE, "2026", "/identity/userAssignedIdentities/[^/]*", "empty until the cluster was ready"),
            age(Kind.ADDED, "2026", "/nextLink", "pools are paged as clusters are since 2026"),
            age(Kind.ADDED, "2025-08", "(/pool)?/eTag", "no body up to July 2025 has ETags; use-etags promises them"),
            age(Kind.ADDED, "2025-06", "/pool/upgradeSettings/maxUnavailable", "since June 2025"),
            age(Kind.ADDED, "2024-01", "/pool/upgradeSettings/maxSurge", "10% is written out since 2024"),
            age(Kind.GONE, "2024-01", "/pool/upgradeSettings", "an empty object then"),
            age(Kind.ADDED, "2025", "/pool/securityProfile/enable(VTPM|SecureBoot)", "since 2025"),
            age(Kind.ADDED, "2025", "/pool/scaleDownMode", "written out for every pool since 2025"),
            age(Kind.ADDED, "2025", "/properties/bootstrapProfile/artifactSource", "since 2025"),
            age(Kind.ADDED, "2024", "/values/\\[]/isDefault", "since 2024"),
            age(Kind.ADDED, "2024", "/properties/metricsProfile/costAnalysis/enabled", "since 2024"),
            age(Kind.ADDED, "2024", "/properties/networkProfile/loadBalancerProfile/backendPoolType", "since 2024"),
            age(Kind.ADDED, "2024", "/properties/networkProfile/networkPolicy", "none is written out since 2024"),
            age(Kind.ADDED, "2023-12", "/properties/autoUpgradeProfile/nodeOSUpgradeChannel", "since API 2023-06-01"),
            age(Kind.ADDED, "2023-12", "/properties/resourceUID", "since December 2023"),
            age(Kind.ADDED, "2023", "/properties/storageProfile/.*/enabled", "since 2023"),
            age(Kind.ADDED, "2023", "/properties/supportPlan", "since 2023"),
            age(Kind.ADDED, "2023", "/properties/workloadAutoScalerProfile", "since 2023"),
            age(Kind.ADDED, "2023", "/properties/oidcIssuerProfile/enabled", "since 2023"),
            age(Kind.OTHER, "2024", "/properties/networkProfile/loadBalancerSku", "Standard once ready, until 2023"),
            age(Kind.OTHER, "2023", "/sku/name", "Basic is Base since 2023"),
            age(Kind.OTHER, "2023-12", "/properties/kubernetesVersion", "the default was a whole version"),
            age(Kind.OTHER, "2024", "/pool/orchestratorVersion", "the default was a whole version"),
            age(Kind.ADDED, "2024", "/pool/nodeLabels", "no labels are an empty object after creation since 2024"),
            age(Kind.GONE, "2021", "/pool/nodeLabels", "no labels were an empty object in every read"),
            age(Kind.GONE, "2023", "/properties/networkProfile/dockerBridgeCidr", "gone from the API's models"),
            age(Kind.GONE, "2023", "/properties/aadProfile/adminUsers", "gone from the API's models"),
            age(Kind.GONE, "2021", "/properties/addonProfiles/KubeDashboard/.*", "the dashboard retired"),
            age(
                    Kind.ADDED,
                    "2021",
                    "/pool/(currentOrchestratorVersion|enable\\w+|kubeletDiskType|osSKU)",
                    "since 2021"),
            age(
                    Kind.ADDED,
                    "2021",
                    "/properties/(azurePortalFQDN|currentKubernetesVersion|disableLocalAccounts|securityProfile)",
                    "since 2021"),
            age(Kind.ADDED, "2021", "/properties/networkProfile/(ipFamilies|podCidrs|serviceCidrs)/0", "since 2021"),
            age(
                    Kind.ADDED,
                    "2021",
                    "/properties/(fqdn|apiServerAccessProfile/enablePrivateClusterPublicFQDN)",
                    "private clusters have a public name too since 2021"),
            new Known(
                    Reason.VERSION,
                    Kind.GONE,
                    "autoscaled_machines",
                    "9999",
                    Pattern.compile("/pool/securityProfile/sshAccess"),
                    "who may sign in to machines is shown where it was asked for"),
            new Known(
                    Reason.VERSION,
                    Kind.GONE,
                    "",
                    "2026",
                    Pattern.compile("/values/\\[]/isPreview"),
                    "the simulator's calendar has no version in preview"),
            new Known(
                    Reason.MOMENT,
                    Kind.OTHER,
                    "user_assigned_identity_custom_subnet",
                    "2026",
                    Pattern.compile("/pool/(vmSize|nodeImageVersion)"),
                    "which size a pool gets that asks for none depends on the region's capacity"),
            new Known(
                    Reason.MOMENT,
                    Kind.GONE,
                    "abort",
                    "2026",
                    Pattern.compile("/properties/addonProfiles/(?!KubeDashboard).*"),
                    "one answer to an abort showed the provider's own add-ons, and no other answer did"));

    private KnownDifferences() {}

    private static Known age(Kind kind, String until, String place, String why) {
        return new Known(Reason.AGE, kind, "", until, Pattern.compile(place), why);
    }

    static Optional<Known> of(Recording recording, Difference difference) {
        return ALL.stream()
                .filter(known -> known.explains(recording, difference))
                .findFirst();
    }

    private static Kind kindOf(Difference difference) {
        if (difference.actual().isMissingNode()) {
            return Kind.GONE;
        }
        return difference.recorded().isMissingNode() ? Kind.ADDED : Kind.OTHER;
    }

    private static String placeOf(Recording recording, Difference difference) {
        String place = difference.pointer().replaceFirst("^/value/\\d+(?=/)", "");
        boolean poolItself = recording.steps().get(difference.step()).path().contains("/agentPools");
        return poolItself
                ? place.replaceFirst("^/properties", "/pool")
                : place.replaceFirst("^/properties/agentPoolProfiles/\\d+", "/pool");
    }
}
