package dev.aks4j.network;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import dev.aks4j.network.ServicePort.Protocol;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the Kubernetes API and Azure's cloud controller demand of a service's names, ports and sources. */
final class ServiceFormRules {

    static final String CONTROLLER = "cloud-provider-azure 1.36.5, its code and loadbalancer.md";
    private static final String KUBERNETES = "Kubernetes API reference, Service v1, 1.35";

    private static final Set<String> SWITCHES = Set.of(
            "azure-load-balancer-internal",
            "azure-load-balancer-disable-tcp-reset",
            "azure-load-balancer-enable-high-availability-ports",
            "azure-disable-load-balancer-floating-ip",
            "azure-disable-load-balancer-nsg-rule",
            "azure-deny-all-except-load-balancer-source-ranges",
            "azure-pls-create",
            "azure-pls-proxy-protocol");

    static final Rule<LoadBalancerService> NAME = Rule.<LoadBalancerService>error(
                    "AKS-LB-001",
                    "A service's name has 1-63 lower-case letters, digits and hyphens, and a letter or digit at both ends.")
            .prevents(answered(422, "Invalid"))
            .source(KUBERNETES)
            .check((service, findings) -> {
                if (!isLabel(service.name())) {
                    findings.report(
                            "name",
                            service.name(),
                            "is not the name of a service",
                            "Use 1-63 lower-case letters, digits and hyphens, for example web.");
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
                    .filter(port -> port.protocol() == Protocol.SCTP)
                    .filter(ControllerView.of(service).balanced()::contains)
                    .filter(port -> !ControllerView.of(service).looksInternal())
                    .forEach(port -> findings.report(
                            path(port),
                            "SCTP",
                            "is set on a public service",
                            "Use LoadBalancerService.internal(...), or TCP.")));

    static final Rule<LoadBalancerService> TWO_LISTS = Rule.<LoadBalancerService>error(
                    "AKS-LB-008", "Allowed sources are listed in sourceRanges or in allowedRanges, not in both.")
            .source(CONTROLLER)
            .check((service, findings) -> {
                ControllerView view = ControllerView.of(service);
                if (!service.sources().sourceRanges().isEmpty()
                        && !view.allowedRanges().isEmpty()) {
                    findings.report(
                            view.path("azure-allowed-ip-ranges", "allowedRanges"),
                            view.allowedRanges(),
                            "is set beside sourceRanges, and no load balancer would be made",
                            "Put all ranges into sourceRanges(...).");
                }
            });

    static final Rule<LoadBalancerService> SOURCES = Rule.<LoadBalancerService>error(
                    "AKS-LB-009",
                    "A source range is written as address/prefix and starts at its first address; one that is not lets"
                            + " nobody in.")
            .source(CONTROLLER)
            .check((service, findings) -> {
                service.sources().sourceRanges().forEach(range -> range.reportIfMalformed("sourceRanges", findings));
                ControllerView view = ControllerView.of(service);
                String path = view.path("azure-allowed-ip-ranges", "allowedRanges");
                view.allowedRanges("azure-allowed-ip-ranges").forEach(range -> range.reportIfMalformed(path, findings));
                view.allowedRanges(ControllerView.OLD_SOURCE_RANGES)
                        .forEach(range -> range.reportIfMalformed(
                                view.path(ControllerView.OLD_SOURCE_RANGES, "allowedRanges"), findings));
            });

    static final Rule<LoadBalancerService> TAGS_AND_RANGES = Rule.<LoadBalancerService>warning(
                    "AKS-LB-010", "Service tags do not go with sourceRanges, because nodes drop what no range names.")
            .source(CONTROLLER)
            .check((service, findings) -> {
                ControllerView view = ControllerView.of(service);
                if (view.text("azure-allowed-service-tags").isPresent()
                        && !service.sources().sourceRanges().isEmpty()) {
                    findings.report(
                            view.path("azure-allowed-service-tags", "allowedServiceTags"),
                            view.text("azure-allowed-service-tags").get(),
                            "has no effect beside sourceRanges",
                            "Use allowedRanges(...) instead of sourceRanges(...).");
                }
            });

    static final Rule<LoadBalancerService> DENY_WITHOUT_RANGES = Rule.<LoadBalancerService>error(
                    "AKS-LB-011",
                    "Other sources are denied only where ranges of addresses are named; service tags do not count.")
            .source(CONTROLLER)
            .check((service, findings) -> {
                ControllerView view = ControllerView.of(service);
                if (view.denyOthers() && view.securityRule() && !view.namesRanges()) {
                    findings.report(
                            view.path("azure-deny-all-except-load-balancer-source-ranges", "denyOtherSources"),
                            true,
                            "denies nothing without a range of addresses to let in",
                            "Add sourceRanges(...) or allowedRanges(...).");
                }
            });

    static final Rule<LoadBalancerService> NODE_PORTS = Rule.<LoadBalancerService>error(
                    "AKS-LB-012",
                    "A service without node ports keeps floating addresses, unless each port has a node port of its own.")
            .source(CONTROLLER)
            .check((service, findings) -> {
                if (!ControllerView.of(service).floating() && noNodePort(service)) {
                    findings.report(
                            "withoutNodePorts",
                            true,
                            "is set with disableFloatingIp, which sends traffic to node ports",
                            "Remove one of the two, or give every port a nodePort(...).");
                }
            });

    static final Rule<LoadBalancerService> NODE_PORTS_CLUSTER = Rule.<LoadBalancerService>error(
                    "AKS-LB-013",
                    "A health probe has a port: a node port, a number of its own, or with local traffic that of Kubernetes.")
            .source(CONTROLLER + "; the probe that services share is not in AKS's stable API")
            .check((service, findings) -> {
                ControllerView view = ControllerView.of(service);
                Stream<ServicePort> probed = view.probed().stream().limit(view.haPorts() ? 1 : Long.MAX_VALUE);
                if (!service.traffic().nodePorts()
                        && probed.flatMap(port -> view.probedNodePort(port).stream())
                                .anyMatch(port -> port.nodePort().isEmpty())) {
                    findings.report(
                            "withoutNodePorts",
                            true,
                            "leaves health probes without a port",
                            "Add localTraffic(), notProbed() or probe(p -> p.port(number)) to the ports, or a nodePort(...).");
                }
            });

    static final Rule<LoadBalancerService> NODE_PORTS_IPV6 = Rule.<LoadBalancerService>error(
                    "AKS-LB-019",
                    "An internal service with IPv6 has node ports: Azure gives its balancer no floating IPv6 addresses.")
            .source(CONTROLLER)
            .check((service, findings) -> {
                ControllerView view = ControllerView.of(service);
                if (view.looksInternal() && view.ipv6() && view.floating() && noNodePort(service)) {
                    findings.report(
                            "withoutNodePorts",
                            true,
                            "is set on an internal service with IPv6, whose traffic goes to node ports",
                            "Remove withoutNodePorts(), or IPv6 from ipFamilies(...).");
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
                boolean looksOn = value.equalsIgnoreCase("true") && !value.equals("true");
                boolean inAnyCase = value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
                if (isSwitch && !inAnyCase) {
                    findings.report("annotations." + key, value, "is neither true nor false", "Write true or false.");
                } else if (key.equals(ServiceAnnotations.PREFIX + "azure-load-balancer-internal") && looksOn) {
                    findings.report(
                            "annotations." + key,
                            value,
                            "makes a public balancer, which nothing guards: this one is read in lower case only",
                            "Use LoadBalancerService.internal(...) or publicFacing(...), or write true or false.");
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
            NODE_PORTS_IPV6,
            DEAD_MODE,
            SWITCH);

    private ServiceFormRules() {}

    static String path(ServicePort port) {
        return "ports." + port.name();
    }

    private static boolean isLabel(String text) {
        return text.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    }

    /** Returns whether a rule of the balancer that sends to a node port would find none. */
    private static boolean noNodePort(LoadBalancerService service) {
        return !service.traffic().nodePorts()
                && ControllerView.of(service).balanced().stream()
                        .anyMatch(port -> port.nodePort().isEmpty() && port.protocol() != Protocol.SCTP);
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
