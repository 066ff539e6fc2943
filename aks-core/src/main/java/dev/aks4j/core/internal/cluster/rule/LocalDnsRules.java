package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.pool.VmSize;
import dev.aks4j.core.internal.cluster.fact.AksFacts;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Optional;

/** DNS that each node answers. */
final class LocalDnsRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");
    private static final String SOURCE = "azure-aks-docs, localdns-custom, 2026-07-06";
    private static final String AT = "/localDNSProfile/";

    static final Rule<PoolIn> NEEDS = Rule.<PoolIn>error(
                    "AKS-POOL-118", "DNS on each node needs Kubernetes 1.31 and machines with 4 vCPUs, on Linux.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                if (!List.of("Required", "Preferred").contains(in.text(AT + "mode"))) {
                    return;
                }
                int since = AksFacts.sinceMinor("localdns");
                if (isBelow(in, since)) {
                    in.report(
                            findings,
                            "localDns",
                            in.text(AT + "mode"),
                            "needs Kubernetes 1." + since,
                            "Raise the version, or leave it out.");
                }
                Optional<VmSize> size = VmSize.read(in.pool().vmSize());
                if (size.filter(small -> small.vcpus() < 4).isPresent()
                        || in.pool().isWindows()) {
                    in.report(
                            findings,
                            "localDns",
                            in.text(AT + "mode"),
                            "does not run on "
                                    + (in.pool().isWindows()
                                            ? "Windows"
                                            : in.pool().vmSize()),
                            "Use Linux machines with 4 vCPUs or more, or leave it out.");
                }
            });

    static final Rule<PoolIn> ZONES = Rule.<PoolIn>error(
                    "AKS-POOL-119",
                    "Queries of pods with the network's DNS go for the root zone not to the cluster's DNS, and for"
                            + " cluster.local never to the network's; ForceTCP does not go with Verify.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                zone(in, findings, "vnetDNSOverrides", ".", "ClusterCoreDNS");
                zone(in, findings, "vnetDNSOverrides", "cluster.local", "VnetDNS");
                zone(in, findings, "kubeDNSOverrides", "cluster.local", "VnetDNS");
                for (String side : List.of("vnetDNSOverrides", "kubeDNSOverrides")) {
                    in.profile().at(AT + side).properties().forEach(zone -> {
                        if (zone.getValue().path("protocol").asText().equals("ForceTCP")
                                && zone.getValue().path("serveStale").asText().equals("Verify")) {
                            in.report(
                                    findings,
                                    "localDns." + side + "." + zone.getKey(),
                                    "ForceTCP",
                                    "does not go with serving stale answers by Verify",
                                    "Use PreferUDP, or Immediate or Disable for stale answers.");
                        }
                    });
                }
            });

    static final Rule<PoolIn> PREFERRED = Rule.<PoolIn>warning(
                    "AKS-POOL-120", "DNS on each node is required where it is wanted, below Kubernetes 1.36.")
            .source(SOURCE + ": Preferred only validates below 1.36, and reimages every node all the same")
            .check((in, findings) -> {
                int since = AksFacts.sinceMinor("localdns-preferred");
                if (in.text(AT + "mode").equals("Preferred") && isBelow(in, since)) {
                    in.report(
                            findings,
                            "localDns",
                            "Preferred",
                            "installs nothing below Kubernetes 1." + since + ", and reimages every node",
                            "Call required(), or leave it out.");
                }
            });

    static final List<Rule<PoolIn>> ALL = List.of(NEEDS, ZONES, PREFERRED);

    private LocalDnsRules() {}

    private static boolean isBelow(PoolIn in, int minor) {
        return KubernetesVersion.read(in.text("/orchestratorVersion"))
                .filter(version -> !version.isAtLeast(1, minor))
                .isPresent();
    }

    private static void zone(PoolIn in, Findings findings, String side, String zone, String destination) {
        Json settings = in.profile().at(AT + side).path(zone);
        if (settings.path("forwardDestination").asText().equals(destination)) {
            in.report(
                    findings,
                    "localDns." + side + "." + zone,
                    destination,
                    "cannot answer for that zone",
                    "Use " + (destination.equals("VnetDNS") ? "ClusterCoreDNS" : "VnetDNS") + ".");
        }
    }
}
