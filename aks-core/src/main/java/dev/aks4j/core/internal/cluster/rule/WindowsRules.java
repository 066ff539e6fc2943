package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Set;

/** What Windows pools need of their cluster. */
public final class WindowsRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");

    static final Rule<PoolIn> PROFILE = Rule.<PoolIn>error(
                    "AKS-POOL-090", "Windows pools need a cluster that was created with a Windows login.")
            .prevents(REFUSED)
            .source("azure-aks-docs, create-node-pools, 2026")
            .check((in, findings) -> {
                if (in.pool().isWindows() && !in.cluster().has("/properties/windowsProfile")) {
                    in.report(
                            findings,
                            "osSku",
                            in.text("/osSKU"),
                            "needs a Windows login of the cluster",
                            "Call windows(...) on the cluster; it cannot be added later.");
                }
            });

    static final Rule<PoolIn> NETWORK = Rule.<PoolIn>error(
                    "AKS-POOL-091", "Windows pools need a network model that supports Windows.")
            .prevents(REFUSED)
            .source("azure-aks-docs, concepts-network-cni-overview and azure-cni-powered-by-cilium, 2026")
            .check((in, findings) -> {
                boolean refused = !in.cluster().supportsWindows();
                String plugin = in.cluster().text("/properties/networkProfile/networkPlugin");
                String dataplane = in.cluster().text("/properties/networkProfile/networkDataplane");
                if (in.pool().isWindows() && (refused || plugin.equals("kubenet") || dataplane.equals("cilium"))) {
                    in.report(
                            findings,
                            "osSku",
                            in.text("/osSKU"),
                            "cannot live in this network",
                            "Use a network model with the azure data plane, or a Linux pool.");
                }
            });

    static final Rule<PoolIn> FIPS_2025 = Rule.<PoolIn>error(
                    "AKS-POOL-092", "Windows Server 2025 needs an image with FIPS.")
            .prevents(REFUSED)
            .source("azure-aks-docs, upgrade-windows-os, 2026")
            .check((in, findings) -> {
                if (in.text("/osSKU").equals("Windows2025") && !in.isTrue("/enableFIPS")) {
                    in.report(findings, "osSku", "Windows2025", "lacks FIPS", "Call fips() on the pool.");
                }
            });

    static final Rule<PoolIn> OUTBOUND_NAT = Rule.<PoolIn>error(
                    "AKS-POOL-093",
                    "Switching outbound NAT off needs a Windows pool, and an outbound type other than load balancer.")
            .prevents(REFUSED)
            .source("terraform-provider-azurerm, 2026-08; azure-cli, 2026")
            .check((in, findings) -> {
                String outbound = in.cluster().text("/properties/networkProfile/outboundType");
                boolean asked = in.isTrue("/windowsProfile/disableOutboundNat");
                if (asked
                        && (!in.pool().isWindows() || Set.of("", "loadBalancer").contains(outbound))) {
                    in.report(
                            findings,
                            "disableOutboundNat",
                            "true",
                            in.pool().isWindows()
                                    ? "needs another way out than the load balancer"
                                    : "is for Windows only",
                            "Use a NAT gateway or user-defined routes on a Windows pool, or remove it.");
                }
            });

    static final Rule<PoolIn> LINUX_ONLY_SETTINGS = Rule.<PoolIn>error(
                    "AKS-POOL-094",
                    "Kernel parameters, swap, messages of the day, pod sandboxing and local DNS are for Linux pools.")
            .prevents(REFUSED)
            .source("swagger 2025-07-01, agentPools; azure-aks-docs, custom-node-configuration, 2026")
            .check((in, findings) -> {
                for (String name : List.of("linuxOSConfig", "messageOfTheDay", "workloadRuntime", "localDNSProfile")) {
                    boolean ordinary = in.text("/" + name).equals("OCIContainer");
                    if (in.pool().isWindows() && in.has("/" + name) && !ordinary) {
                        in.report(findings, name, "set", "does not exist on Windows", "Remove it from this pool.");
                    }
                }
            });

    static final List<Rule<PoolIn>> POOL = List.of(PROFILE, NETWORK, FIPS_2025, OUTBOUND_NAT, LINUX_ONLY_SETTINGS);

    private WindowsRules() {}
}
