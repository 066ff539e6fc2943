package dev.aks4j.network;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which combinations of model, dataplane, policy and nodes Azure takes. */
final class ModelRules {

    private static final String CILIUM = "AKS docs, azure-cni-powered-by-cilium, 2026-08";
    private static final String POLICIES = "AKS docs, use-network-policies, 2026-08";
    private static final int NPM_NODES = 250;

    static final Rule<NetworkCase> CILIUM_POLICY = Rule.<NetworkCase>error(
                    "AKS-NET-020", "The cilium network policy needs the cilium dataplane.")
            .prevents(answered(400, "InvalidParameter"))
            .source(CILIUM)
            .check((it, findings) -> {
                if (it.network().networkPolicy() == NetworkPolicy.CILIUM
                        && it.network().dataplane() != Dataplane.CILIUM) {
                    findings.report(
                            "network.networkPolicy",
                            "cilium",
                            "is set with the dataplane azure",
                            "Add dataplane(Dataplane.CILIUM), or choose azure or calico.");
                }
            });

    static final Rule<NetworkCase> CILIUM_DATAPLANE = Rule.<NetworkCase>error(
                    "AKS-NET-021", "The cilium dataplane goes with the cilium network policy only.")
            .prevents(answered(400, "InvalidParameter"))
            .source(CILIUM)
            .check((it, findings) -> {
                if (it.network().dataplane() == Dataplane.CILIUM
                        && it.network().networkPolicy() != NetworkPolicy.CILIUM) {
                    findings.report(
                            "network.networkPolicy",
                            it.network().networkPolicy(),
                            "is set with the dataplane cilium",
                            "Remove networkPolicy(...): the cilium dataplane brings its own.");
                }
            });

    static final Rule<NetworkCase> KUBENET_RETIRES = Rule.<NetworkCase>warning(
                    "AKS-NET-022", "Kubenet retires on " + NetworkFacts.end("kubenet") + ".")
            .source("AKS docs, configure-kubenet, 2026-08")
            .check((it, findings) -> {
                if (it.network().model() == CniModel.KUBENET) {
                    findings.report(
                            "network", "kubenet", "retires on " + NetworkFacts.end("kubenet"), "Use CniOverlay.");
                }
            });

    static final Rule<NetworkCase> NPM_NODES_LIMIT = Rule.<NetworkCase>error(
                    "AKS-NET-023", "A cluster with the azure network policy has at most 250 nodes.")
            .prevents(answered(400, "InvalidParameter"))
            .source(POLICIES)
            .check((it, findings) -> {
                if (it.network().networkPolicy() == NetworkPolicy.AZURE && it.nodes() > NPM_NODES) {
                    findings.report(
                            "network.networkPolicy",
                            "azure",
                            "can come to " + it.nodes() + " nodes, above its limit of " + NPM_NODES,
                            "Use dataplane(Dataplane.CILIUM) or calico, or lower the pools' maxima.");
                }
            });

    static final Rule<NetworkCase> NPM_WINDOWS = Rule.<NetworkCase>warning(
                    "AKS-NET-024",
                    "The azure network policy is no longer supported on Windows nodes since "
                            + NetworkFacts.end("npm-windows") + ".")
            .source(POLICIES)
            .check((it, findings) -> {
                if (it.network().networkPolicy() == NetworkPolicy.AZURE) {
                    windows(it)
                            .forEach(pool -> findings.report(
                                    "pools." + pool,
                                    "Windows",
                                    "has no support under the network policy azure",
                                    "Use calico for clusters with Windows pools."));
                }
            });

    static final Rule<NetworkCase> NPM_RETIRES = Rule.<NetworkCase>warning(
                    "AKS-NET-025", "The azure network policy retires on " + NetworkFacts.end("npm-linux") + ".")
            .source(POLICIES)
            .check((it, findings) -> {
                if (it.network().networkPolicy() == NetworkPolicy.AZURE) {
                    findings.report(
                            "network.networkPolicy",
                            "azure",
                            "retires on " + NetworkFacts.end("npm-linux"),
                            "Use dataplane(Dataplane.CILIUM), or calico for clusters with Windows pools.");
                }
            });

    static final Rule<NetworkCase> ACNS_SECURITY = Rule.<NetworkCase>error(
                    "AKS-NET-026", "Network policies on domain names and requests need the cilium dataplane.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, advanced-container-networking-services-overview, 2026-08")
            .check((it, findings) -> it.network()
                    .advancedNetworking()
                    .flatMap(AdvancedNetworking::policies)
                    .filter(policies -> it.network().dataplane() != Dataplane.CILIUM)
                    .ifPresent(policies -> findings.report(
                            "network.advancedNetworking",
                            policies,
                            "is set with the dataplane azure",
                            "Add dataplane(Dataplane.CILIUM), or keep only observability().")));

    static final Rule<NetworkCase> ACNS_NOTHING = Rule.<NetworkCase>error(
                    "AKS-NET-027", "Advanced networking switches on at least one of its services.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, advanced-container-networking-services-overview, 2026-08")
            .check((it, findings) -> it.network()
                    .advancedNetworking()
                    .filter(services -> !services.observability()
                            && services.policies().isEmpty()
                            && !services.wireGuard()
                            && !services.hostRouting())
                    .ifPresent(services -> findings.report(
                            "network.advancedNetworking",
                            "enabled",
                            "switches nothing on",
                            "Add observability(), fqdnPolicies(), l7Policies(), wireGuard() or hostRouting().")));

    static final Rule<NetworkCase> ACNS_DATAPLANE = Rule.<NetworkCase>error(
                    "AKS-NET-090", "WireGuard and routing past the host's network stack need the cilium dataplane.")
            .prevents(answered(400, "InvalidParameter"))
            .source("API 2026-01-01, advancedNetworking; AKS docs, azure-cni-powered-by-cilium, 2026-08")
            .check((it, findings) -> it.network()
                    .advancedNetworking()
                    .filter(services -> it.network().dataplane() != Dataplane.CILIUM)
                    .filter(services -> services.wireGuard() || services.hostRouting())
                    .ifPresent(services -> findings.report(
                            "network.advancedNetworking",
                            services.wireGuard() ? "wireGuard" : "hostRouting",
                            "is set with the dataplane azure",
                            "Add dataplane(Dataplane.CILIUM), or leave it out.")));

    static final Rule<NetworkCase> ACNS_VERSION = Rule.<NetworkCase>error(
                    "AKS-NET-091", "WireGuard and routing past the host's network stack need Kubernetes 1.33.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, azure-cni-powered-by-cilium, 2026-08: general from 1.33 on, with Ubuntu 24.04 or Azure"
                    + " Linux 3")
            .check((it, findings) -> it.network()
                    .advancedNetworking()
                    .filter(services -> services.wireGuard() || services.hostRouting())
                    .filter(services -> it.cluster()
                            .version()
                            .filter(version -> !version.isAtLeast(1, NetworkFacts.minor("wireguard")))
                            .isPresent())
                    .ifPresent(services -> findings.report(
                            "network.advancedNetworking",
                            services.wireGuard() ? "wireGuard" : "hostRouting",
                            "needs Kubernetes 1." + NetworkFacts.minor("wireguard"),
                            "Raise the version, or leave it out.")));

    static final Rule<NetworkCase> STATIC_BLOCKS_VERSION = Rule.<NetworkCase>error(
                    "AKS-NET-028", "Static blocks of pod addresses need Kubernetes 1.28.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, configure-azure-cni-static-block-allocation, 2026-08")
            .check((it, findings) -> {
                if (it.network().podAllocation() == PodAllocation.STATIC_BLOCK) {
                    it.cluster()
                            .kubernetesVersion()
                            .filter(version -> minor(version) < 28)
                            .ifPresent(version -> findings.report(
                                    "kubernetesVersion",
                                    version,
                                    "is below 1.28, which staticBlocks() needs",
                                    "Use Kubernetes 1.28 or later, or leave staticBlocks() out."));
                }
            });

    static final Rule<NetworkCase> STATIC_BLOCKS_WASTE = Rule.<NetworkCase>warning(
                    "AKS-NET-029", "With static blocks, maxPods is best 16N - 1; any other value wastes addresses.")
            .source("AKS docs, configure-azure-cni-static-block-allocation, 2026-08")
            .check((it, findings) -> {
                if (it.network().podAllocation() != PodAllocation.STATIC_BLOCK) {
                    return;
                }
                for (NodePoolSpec pool : it.cluster().pools()) {
                    int maxPods = pool.maxPods().orElse(it.network().defaultMaxPods());
                    long full = IpArithmetic.staticNode(maxPods) - 1;
                    if (full != maxPods) {
                        findings.report(
                                "pools." + pool.name() + ".maxPods",
                                maxPods,
                                "wastes " + (full - maxPods) + " addresses on every node",
                                "Use " + Math.min(full, 239) + ".");
                    }
                }
            });

    static final List<Rule<NetworkCase>> ALL = List.of(
            CILIUM_POLICY,
            CILIUM_DATAPLANE,
            KUBENET_RETIRES,
            NPM_NODES_LIMIT,
            NPM_WINDOWS,
            NPM_RETIRES,
            ACNS_SECURITY,
            ACNS_NOTHING,
            ACNS_DATAPLANE,
            ACNS_VERSION,
            STATIC_BLOCKS_VERSION,
            STATIC_BLOCKS_WASTE);

    private ModelRules() {}

    private static List<String> windows(NetworkCase it) {
        return it.cluster().pools().stream()
                .filter(NodePoolSpec::isWindows)
                .map(NodePoolSpec::name)
                .toList();
    }

    private static int minor(String version) {
        Matcher matcher = Pattern.compile("1\\.(\\d+).*").matcher(version);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
    }
}
