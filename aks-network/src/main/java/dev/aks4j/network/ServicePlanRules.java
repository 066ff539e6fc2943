package dev.aks4j.network;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Rule;
import dev.aks4j.network.LoadBalancerOutbound.BackendPool;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules of a service that need its cluster or the cluster's other services. */
final class ServicePlanRules {

    private static final String SOURCE = ServiceFormRules.CONTROLLER;
    private static final int RULES = 300;

    static final Rule<ServiceCase> NETWORK = Rule.<ServiceCase>error(
                    "AKS-LB-050", "The subnet of an internal service is in the virtual network of the cluster.")
            .source(SOURCE)
            .check((it, findings) -> it.service()
                    .subnet()
                    .ifPresent(subnet -> it.network().ifPresent(network -> {
                        boolean elsewhere = network.nodeSubnets().stream()
                                .noneMatch(nodes -> it.scope()
                                        .id(nodes.network())
                                        .equals(it.scope().id(subnet.network())));
                        if (elsewhere) {
                            findings.report(
                                    it.path() + ".subnet",
                                    subnet.id(),
                                    network.nodeSubnets().isEmpty()
                                            ? "is not in the virtual network that Azure makes for the cluster"
                                            : "is not in the cluster's virtual network",
                                    network.nodeSubnets().isEmpty()
                                            ? "Give the cluster's network a nodeSubnet(...) beside it, or remove subnet(...)."
                                            : "Use a subnet of "
                                                    + network.nodeSubnets()
                                                            .iterator()
                                                            .next()
                                                            .network()
                                                            .name() + ".");
                        }
                    })));

    static final Rule<ServiceCase> RIGHTS = Rule.<ServiceCase>warning(
                    "AKS-LB-051", "The control plane's identity can join the subnet of an internal service.")
            .source("AKS docs, internal-lb, 2026-08")
            .check((it, findings) -> it.service()
                    .subnet()
                    .ifPresent(subnet -> it.network()
                            .filter(network -> !network.nodeSubnets().isEmpty())
                            .filter(network -> !network.subnets().contains(subnet))
                            .ifPresent(network -> findings.report(
                                    it.path() + ".subnet",
                                    subnet,
                                    "gets no role assignment for the control plane's identity from this cluster's network",
                                    "Add loadBalancerSubnet(...) with this subnet to the cluster's network."))));

    static final Rule<ServiceCase> RULE_COUNT = Rule.<ServiceCase>error(
                    "AKS-LB-052", "The services of a cluster have at most 300 balanced ports together.")
            .source("AKS docs, quotas-skus-regions, 2026-08; " + SOURCE)
            .check((it, findings) -> {
                long ports = it.neighbours().stream()
                        .flatMap(service -> service.ports().stream())
                        .filter(ServicePort::balanced)
                        .count();
                boolean first = it.neighbours().indexOf(it.service()) == 0;
                if (ports > RULES && first) {
                    findings.report(
                            "services",
                            ports + " ports",
                            "are more than the " + RULES + " rules of a node's network interface",
                            "Put services behind one ingress controller.");
                }
            });

    static final Rule<ServiceCase> SHARED_PORT = Rule.<ServiceCase>error(
                    "AKS-LB-053", "Services with the same fixed address have different ports.")
            .source("cloud-provider-azure, shared-ip.md, 2026-08")
            .check((it, findings) -> earlier(it).forEach(other -> {
                Set<String> taken = other.ports().stream()
                        .map(port -> port.port() + "/" + port.protocol())
                        .collect(Collectors.toSet());
                it.service().ports().stream()
                        .map(port -> port.port() + "/" + port.protocol())
                        .filter(taken::contains)
                        .forEach(port -> findings.report(
                                it.path() + ".ports",
                                port,
                                "is taken on address "
                                        + String.join(", ", it.service().addresses()) + " by " + other,
                                "Use another port or another address."));
            }));

    static final Rule<ServiceCase> HA_SHARED = Rule.<ServiceCase>error(
                    "AKS-LB-054", "A service with high-availability ports shares its fixed address with no other.")
            .source(SOURCE)
            .check((it, findings) -> earlier(it).stream()
                    .filter(other ->
                            other.traffic().haPorts() || it.service().traffic().haPorts())
                    .forEach(other -> findings.report(
                            it.path() + ".address",
                            String.join(", ", it.service().addresses()),
                            "is shared with " + other + ", and one of them takes every port",
                            "Give the two services different addresses.")));

    static final Rule<ServiceCase> LINK_BACKEND = Rule.<ServiceCase>error(
                    "AKS-LB-055", "A private link needs a load balancer that sends traffic to network interfaces.")
            .source("cloud-provider-azure, pls-integration.md, 2026-08")
            .check((it, findings) -> {
                boolean nodeIp = it.network()
                        .map(NetworkModel::outbound)
                        .filter(LoadBalancerOutbound.class::isInstance)
                        .flatMap(outbound -> ((LoadBalancerOutbound) outbound).backendPool())
                        .equals(Optional.of(BackendPool.NODE_IP));
                if (it.service().privateLink().isPresent() && nodeIp) {
                    findings.report(
                            it.path() + ".privateLink",
                            it.service().name(),
                            "is set on a cluster with backend pools of type nodeIP",
                            "Remove backendPool(NODE_IP) from the cluster's outbound settings.");
                }
            });

    static final Rule<ServiceCase> LINK_BLOCKS = Rule.<ServiceCase>error(
                    "AKS-LB-056", "A private link does not go with static blocks of pod addresses.")
            .source("AKS docs, configure-azure-cni-static-block-allocation, 2026-08")
            .check((it, findings) -> {
                boolean blocks = it.network()
                        .filter(network -> network.podAllocation() == PodAllocation.STATIC_BLOCK)
                        .isPresent();
                if (it.service().privateLink().isPresent() && blocks) {
                    findings.report(
                            it.path() + ".privateLink",
                            it.service().name(),
                            "is set on a cluster whose pods have static blocks",
                            "Use CniOverlay, or dynamic pod addresses.");
                }
            });

    static final Rule<ServiceCase> LINK_LOCAL = Rule.<ServiceCase>error(
                    "AKS-LB-057", "A private link to a service with local traffic is in another subnet than the pods.")
            .source("cloud-provider-azure, pls-integration.md, 2026-08")
            .check((it, findings) -> it.service()
                    .privateLink()
                    .filter(link -> it.service().traffic().local())
                    .ifPresent(link -> it.network().ifPresent(network -> {
                        Set<SubnetRef> pods =
                                network.model() == CniModel.NODE_SUBNET ? network.nodeSubnets() : network.podSubnets();
                        Optional<SubnetRef> subnet =
                                link.subnet().or(it.service()::subnet).or(network::nodeSubnet);
                        subnet.filter(pods::contains)
                                .ifPresent(same -> findings.report(
                                        it.path() + ".privateLink.subnet",
                                        same,
                                        "is the subnet of the pods, and traffic is local",
                                        "Give the private link a subnet(...) of its own."));
                    })));

    static final Rule<ServiceCase> DUAL_STACK = Rule.<ServiceCase>error(
                    "AKS-LB-058", "A service has the families of addresses that its cluster has.")
            .source("AKS docs, configure-dual-stack, 2026-08")
            .check((it, findings) -> it.network()
                    .ifPresent(network -> it.service().ipFamilies().stream()
                            .filter(family -> !network.families().contains(family))
                            .forEach(family -> findings.report(
                                    it.path() + ".ipFamilies",
                                    family,
                                    "is not a family of the cluster",
                                    "Add ipFamilies(IPV4, IPV6) to the cluster's network, or remove it here."))));

    static final Rule<ServiceCase> NAME_BY_VERSION = Rule.<ServiceCase>error(
                    "AKS-LB-059", "Before Kubernetes 1.36 a service's name starts with a letter.")
            .prevents(AzureError.answered(422, "Invalid"))
            .source("kube-apiserver 1.36.3 and 1.37.2 take a digit (asked); Kubernetes API reference 1.35, Service v1")
            .check((it, findings) -> it.cluster()
                    .flatMap(ClusterSpec::kubernetesVersion)
                    .filter(version -> KubernetesVersion.read(version)
                            .filter(read -> !read.isAtLeast(1, 36))
                            .isPresent())
                    .filter(version -> Character.isDigit(it.service().name().charAt(0)))
                    .ifPresent(version -> findings.report(
                            it.path() + ".name",
                            it.service().name(),
                            "starts with a digit, which Kubernetes " + version + " refuses",
                            "Start it with a letter, or use Kubernetes 1.36 or newer.")));

    static final Rule<ServiceCase> TRAFFIC = Rule.<ServiceCase>warning(
                    "AKS-LB-064",
                    "The security group of the nodes' subnet lets the traffic of a public service in: AKS opens its own group"
                            + " only, at the network interfaces.")
            .source("AKS docs, concepts-network and load-balancer-standard, 2026-08")
            .check((it, findings) -> {
                if (it.service().isInternal() || it.network().isEmpty()) {
                    return;
                }
                new NetworkPlanCase(it.network().get(), it.cluster().orElseThrow(), it.scope())
                        .guarded()
                        .filter(guarded -> it.network().get().nodeSubnets().contains(guarded.subnet()))
                        .forEach(guarded -> ServiceTrafficIn.of(it.service(), guarded.subnet())
                                .forEach(traffic -> guarded.group()
                                        .stops(traffic)
                                        .ifPresent(rule -> findings.report(
                                                it.path() + ".ports",
                                                traffic,
                                                "is stopped by rule " + rule + " of networkSecurityGroup "
                                                        + guarded.group().name() + " before subnet "
                                                        + guarded.subnet().name(),
                                                "Add an inbound rule that allows it to the group."))));
            });

    static final List<Rule<ServiceCase>> ALL = List.of(
            NETWORK,
            RIGHTS,
            RULE_COUNT,
            SHARED_PORT,
            HA_SHARED,
            LINK_BACKEND,
            LINK_BLOCKS,
            LINK_LOCAL,
            DUAL_STACK,
            NAME_BY_VERSION,
            TRAFFIC);

    private ServicePlanRules() {}

    /** Returns the services before this one that share a fixed address with it. */
    private static List<LoadBalancerService> earlier(ServiceCase it) {
        List<LoadBalancerService> services = it.neighbours();
        LoadBalancerService own = it.service();
        int self = (int) services.stream()
                .takeWhile(other ->
                        !other.name().equals(own.name()) || !other.namespace().equals(own.namespace()))
                .count();
        return services.subList(0, self).stream()
                .filter(other ->
                        other.addresses().stream().anyMatch(it.service().addresses()::contains))
                .toList();
    }
}
