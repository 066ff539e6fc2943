package dev.aks4j.network;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import dev.aks4j.network.ServicePort.Protocol;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the Kubernetes API and Azure's cloud controller demand of a service's names, ports and sources. */
final class ServiceFormRules {

    static final String CONTROLLER = "cloud-provider-azure, loadbalancer.md and pkg/consts, 2026-08";
    private static final String KUBERNETES = "Kubernetes API reference, Service v1, 1.35";

    private static final Set<String> SWITCHES = Set.of(
            "azure-load-balancer-internal",
            "azure-load-balancer-disable-tcp-reset",
            "azure-load-balancer-enable-high-availability-ports",
            "azure-disable-load-balancer-floating-ip",
            "azure-disable-load-balancer-nsg-rule",
            "azure-deny-all-except-load-balancer-source-ranges",
            "azure-shared-securityrule",
            "azure-pls-create",
            "azure-pls-proxy-protocol");

    static final Rule<LoadBalancerService> NAME = Rule.<LoadBalancerService>error(
                    "AKS-LB-001",
                    "A service's name has 1-63 lower-case letters, digits and hyphens; it starts with a letter and does"
                            + " not end with a hyphen.")
            .prevents(answered(422, "Invalid"))
            .source(KUBERNETES)
            .check((service, findings) -> {
                if (!service.name().matches("[a-z]([a-z0-9-]{0,61}[a-z0-9])?")) {
                    findings.report(
                            "name",
                            service.name(),
                            "is not the name of a service",
                            "Use 1-63 lower-case letters, digits and hyphens, starting with a letter.");
                }
            });

    static final Rule<LoadBalancerService> NAMESPACE = Rule.<LoadBalancerService>error(
                    "AKS-LB-002",
                    "A namespace has 1-63 lower-case letters, digits and hyphens, and a letter or digit at both ends.")
            .prevents(answered(422, "Invalid"))
            .source(KUBERNETES)
            .check((service, findings) -> {
                if (!isLabel(service.namespace())) {
                    findings.report(
                            "namespace",
                            service.namespace(),
                            "is not the name of a namespace",
                            "Use 1-63 lower-case letters, digits and hyphens, for example default.");
                }
            });

    static final Rule<LoadBalancerService> PORTS = Rule.<LoadBalancerService>error(
                    "AKS-LB-003", "A service has at least one port.")
            .prevents(answered(422, "Invalid"))
            .source(KUBERNETES)
            .check((service, findings) -> {
                if (service.ports().isEmpty()) {
                    findings.report("ports", "none", "is not enough", "Add one, for example port(80, 8080).");
                }
            });

    static final Rule<LoadBalancerService> PORT_NUMBERS = Rule.<LoadBalancerService>error(
                    "AKS-LB-004",
                    "Ports are 1-65535, node ports 30000-32767; a target port may be a name of at most 15 characters.")
            .prevents(answered(422, "Invalid"))
            .source(KUBERNETES)
            .check((service, findings) -> service.ports().forEach(port -> numbers(port, findings)));

    static final Rule<LoadBalancerService> PORT_TWICE = Rule.<LoadBalancerService>error(
                    "AKS-LB-005", "Each port of a protocol, and each port name, is there once.")
            .prevents(answered(422, "Invalid"))
            .source(KUBERNETES)
            .check((service, findings) -> {
                Set<String> numbers = new HashSet<>();
                Set<String> names = new HashSet<>();
                for (ServicePort port : service.ports()) {
                    if (!numbers.add(port.port() + "/" + port.protocol())) {
                        findings.report(
                                path(port),
                                port.port() + "/" + port.protocol(),
                                "is there twice",
                                "Keep one of the two.");
                    } else if (!names.add(port.name())) {
                        findings.report(
                                path(port), port.name(), "is the name of two ports", "Give one of them another name.");
                    }
                }
            });

    static final Rule<LoadBalancerService> PORT_NAME = Rule.<LoadBalancerService>error(
                    "AKS-LB-006",
                    "A port's name has 1-63 lower-case letters, digits and hyphens, and a letter or digit at both ends.")
            .prevents(answered(422, "Invalid"))
            .source(KUBERNETES)
            .check((service, findings) -> service.ports().stream()
                    .filter(port -> !isLabel(port.name()))
                    .forEach(port -> findings.report(
                            path(port),
                            port.name(),
                            "is not the name of a port",
                            "Use lower-case letters, digits and hyphens, for example http.")));

    static final Rule<LoadBalancerService> SCTP = Rule.<LoadBalancerService>error(
                    "AKS-LB-007", "SCTP is carried by internal load balancers only.")
            .source(CONTROLLER)
            .check((service, findings) -> service.ports().stream()
                    .filter(port -> port.protocol() == Protocol.SCTP && !service.isInternal())
                    .forEach(port -> findings.report(
                            path(port),
                            "SCTP",
                            "is set on a public service",
                            "Use LoadBalancerService.internal(...), or TCP.")));

    static final Rule<LoadBalancerService> TWO_LISTS = Rule.<LoadBalancerService>error(
                    "AKS-LB-008", "Allowed sources are listed in sourceRanges or in allowedRanges, not in both.")
            .source(CONTROLLER)
            .check((service, findings) -> {
                if (!service.sources().sourceRanges().isEmpty()
                        && !service.sources().allowedRanges().isEmpty()) {
                    findings.report(
                            "allowedRanges",
                            service.sources().allowedRanges(),
                            "is set beside sourceRanges, and no load balancer would be made",
                            "Put all ranges into sourceRanges(...).");
                }
            });

    static final Rule<LoadBalancerService> SOURCES = Rule.<LoadBalancerService>error(
                    "AKS-LB-009", "A source range is written as address/prefix and starts at its first address.")
            .source(CONTROLLER)
            .check((service, findings) -> {
                service.sources().sourceRanges().forEach(range -> range.reportIfMalformed("sourceRanges", findings));
                service.sources().allowedRanges().forEach(range -> range.reportIfMalformed("allowedRanges", findings));
            });

    static final Rule<LoadBalancerService> TAGS_AND_RANGES = Rule.<LoadBalancerService>warning(
                    "AKS-LB-010", "Service tags do not go with sourceRanges, because nodes drop what no range names.")
            .source(CONTROLLER)
            .check((service, findings) -> {
                if (!service.sources().serviceTags().isEmpty()
                        && !service.sources().sourceRanges().isEmpty()) {
                    findings.report(
                            "allowedServiceTags",
                            service.sources().serviceTags(),
                            "has no effect beside sourceRanges",
                            "Use allowedRanges(...) instead of sourceRanges(...).");
                }
            });

    static final Rule<LoadBalancerService> DENY_WITHOUT_RANGES = Rule.<LoadBalancerService>error(
                    "AKS-LB-011", "Other sources are denied only where some sources are named.")
            .source(CONTROLLER)
            .check((service, findings) -> {
                boolean named = !service.sources().sourceRanges().isEmpty()
                        || !service.sources().allowedRanges().isEmpty()
                        || !service.sources().serviceTags().isEmpty();
                if (service.sources().denyOthers() && !named) {
                    findings.report(
                            "denyOtherSources",
                            true,
                            "is set without a source to let in",
                            "Add sourceRanges(...), allowedRanges(...) or allowedServiceTags(...).");
                }
            });

    static final Rule<LoadBalancerService> NODE_PORTS = Rule.<LoadBalancerService>error(
                    "AKS-LB-012",
                    "A service without node ports keeps floating addresses, unless each port has a node port of its own.")
            .source(CONTROLLER)
            .check((service, findings) -> {
                if (!service.traffic().nodePorts() && !service.traffic().floatingIp() && !allNodePorts(service)) {
                    findings.report(
                            "withoutNodePorts",
                            true,
                            "is set with disableFloatingIp, which sends traffic to node ports",
                            "Remove one of the two, or give every port a nodePort(...).");
                }
            });

    static final Rule<LoadBalancerService> NODE_PORTS_CLUSTER = Rule.<LoadBalancerService>warning(
                    "AKS-LB-013",
                    "A service without node ports sends traffic only to nodes that run its pods, unless the cluster"
                            + " shares one probe among all services.")
            .source(CONTROLLER)
            .check((service, findings) -> {
                if (!service.traffic().nodePorts() && !service.traffic().local() && !allNodePorts(service)) {
                    findings.report(
                            "withoutNodePorts",
                            true,
                            "is set without localTraffic(), and health probes have no port",
                            "Add localTraffic().");
                }
            });

    static final Rule<LoadBalancerService> DEAD_MODE = Rule.<LoadBalancerService>warning(
                    "AKS-LB-014", "The annotation azure-load-balancer-mode does nothing on a Standard load balancer.")
            .source(CONTROLLER)
            .check((service, findings) -> service.rawAnnotations().forEach((key, value) -> {
                if (key.equals(ServiceAnnotations.PREFIX + "azure-load-balancer-mode")) {
                    findings.report("annotations." + key, value, "has no effect", "Remove it.");
                }
            }));

    static final Rule<LoadBalancerService> SWITCH = Rule.<LoadBalancerService>error(
                    "AKS-LB-015", "An annotation that switches something says true or false; all else counts as false.")
            .source(CONTROLLER)
            .check((service, findings) -> service.rawAnnotations().forEach((key, value) -> {
                boolean isSwitch = key.startsWith(ServiceAnnotations.PREFIX)
                        && (SWITCHES.contains(key.substring(ServiceAnnotations.PREFIX.length()))
                                || key.matches(".*/port_\\d+_no_(lb|probe)_rule"));
                if (isSwitch && !value.equals("true") && !value.equals("false")) {
                    findings.report("annotations." + key, value, "is neither true nor false", "Write true or false.");
                }
            }));

    static final List<Rule<LoadBalancerService>> ALL = List.of(
            NAME,
            NAMESPACE,
            PORTS,
            PORT_NUMBERS,
            PORT_TWICE,
            PORT_NAME,
            SCTP,
            TWO_LISTS,
            SOURCES,
            TAGS_AND_RANGES,
            DENY_WITHOUT_RANGES,
            NODE_PORTS,
            NODE_PORTS_CLUSTER,
            DEAD_MODE,
            SWITCH);

    private ServiceFormRules() {}

    static String path(ServicePort port) {
        return "ports." + port.name();
    }

    private static boolean isLabel(String text) {
        return text.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    }

    private static boolean allNodePorts(LoadBalancerService service) {
        return service.ports().stream().allMatch(port -> port.nodePort().isPresent());
    }

    private static void numbers(ServicePort port, Findings findings) {
        if (port.port() < 1 || port.port() > 65_535) {
            findings.report(path(port), port.port(), "is not a port", "Use 1 to 65535.");
        }
        String target = port.targetPort();
        boolean number = target.matches("[1-9]\\d{0,4}") && Integer.parseInt(target) <= 65_535;
        boolean name = target.matches("(?=.*[a-z])(?!.*--)[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?");
        if (!number && !name) {
            findings.report(
                    path(port) + ".targetPort",
                    target,
                    "is neither a port nor the name of one",
                    "Use 1 to 65535, or the name of a container's port.");
        }
        port.nodePort().stream()
                .filter(node -> node < 30_000 || node > 32_767)
                .forEach(node -> findings.report(
                        path(port) + ".nodePort",
                        node,
                        "is not a node port",
                        "Use 30000 to 32767, or leave it out to let Kubernetes choose."));
    }
}
