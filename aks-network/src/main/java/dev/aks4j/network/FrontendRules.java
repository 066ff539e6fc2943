package dev.aks4j.network;

import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What Azure demands of a service's addresses. */
final class FrontendRules {

    private static final String SOURCE = ServiceFormRules.CONTROLLER;
    private static final Cidr EVERY_IPV4 = Cidr.parse("0.0.0.0/0");
    private static final Cidr EVERY_IPV6 = Cidr.parse("::/0");

    /** What the controller takes for no address of the internet: unspecified, loopback, private, shared, multicast. */
    private static final List<Cidr> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/32",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "168.63.129.16/32",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "224.0.0.0/4",
                    "255.255.255.255/32",
                    "::/128",
                    "::1/128",
                    "::ffff:0:0/96",
                    "fc00::/7",
                    "fe80::/10",
                    "ff00::/8")
            .map(Cidr::parse)
            .toList();

    private static final Set<String> KEPT_TAGS =
            Set.of("service", "cluster-name", "kubernetes-cluster-name", "kubernetes-dns-label-service");

    static final Rule<LoadBalancerService> ADDRESS = Rule.<LoadBalancerService>error(
                    "AKS-LB-030", "A fixed address is an IP address, and there is one of each family at most.")
            .source(SOURCE)
            .check((service, findings) -> {
                service.addresses().stream()
                        .filter(address -> family(address).isEmpty())
                        .forEach(address -> findings.report(
                                "address", address, "is not an IP address", "Write it like 10.20.8.10."));
                for (IpFamily family : IpFamily.values()) {
                    List<String> same = service.addresses().stream()
                            .filter(address -> family(address).equals(Optional.of(family)))
                            .toList();
                    if (same.size() > 1) {
                        findings.report(
                                "address", String.join(", ", same), "are several of " + family, "Keep one of them.");
                    }
                }
            });

    static final Rule<LoadBalancerService> ADDRESS_FAMILY = Rule.<LoadBalancerService>error(
                    "AKS-LB-031", "A fixed address is of a family that the service has.")
            .source(SOURCE)
            .check((service, findings) -> service.addresses()
                    .forEach(address -> family(address)
                            .filter(family -> !families(service).contains(family))
                            .ifPresent(family -> findings.report(
                                    "address",
                                    address,
                                    "is " + family + ", the service has " + families(service),
                                    "Add ipFamilies(IpFamily.IPV4, IpFamily.IPV6), or remove the address."))));

    static final Rule<LoadBalancerService> IN_SUBNET = Rule.<LoadBalancerService>error(
                    "AKS-LB-032",
                    "The fixed address of an internal service lies in its subnet, and is none of the subnet's first four"
                            + " addresses or its last one.")
            .source("Azure virtual network FAQ, 2026; " + SOURCE)
            .check((service, findings) -> service.subnet()
                    .flatMap(SubnetRef::cidr)
                    .ifPresent(range -> service.addresses().stream()
                            .filter(address ->
                                    !range.isIpv6() && family(address).equals(Optional.of(IpFamily.IPV4)))
                            .forEach(address -> {
                                String example =
                                        range.address(Math.min(10, range.size().longValueExact() - 2));
                                if (!range.containsAddress(address)) {
                                    findings.report(
                                            "address",
                                            address,
                                            "is outside subnet "
                                                    + service.subnet().orElseThrow(),
                                            "Use an address inside it, for example " + example + ".");
                                } else if (reserved(range).anyMatch(address::equals)) {
                                    findings.report(
                                            "address",
                                            address,
                                            "is one that Azure keeps in subnet "
                                                    + service.subnet().orElseThrow(),
                                            "Use another address of it, for example " + example + ".");
                                }
                            })));

    static final Rule<LoadBalancerService> NAME_OR_PREFIX = Rule.<LoadBalancerService>error(
                    "AKS-LB-033", "A public address exists already or is cut from a prefix, not both.")
            .source(SOURCE)
            .check((service, findings) -> {
                PublicFrontend frontend = service.frontend().publicIp();
                Stream.of(
                                Map.entry(frontend.name(), frontend.prefix()),
                                Map.entry(frontend.ipv6Name(), frontend.ipv6Prefix()))
                        .filter(pair ->
                                pair.getKey().isPresent() && pair.getValue().isPresent())
                        .forEach(pair -> findings.report(
                                "publicIp",
                                pair.getKey().orElseThrow(),
                                "is set beside a prefix",
                                "Keep the name of an existing address, or the prefix for a new one."));
            });

    static final Rule<LoadBalancerService> DNS_LABEL = Rule.<LoadBalancerService>error(
                    "AKS-LB-034",
                    "A DNS label has 3-63 lower-case letters, digits and hyphens; it starts with a letter and does not end"
                            + " with a hyphen.")
            .source("Azure REST, publicIPAddresses dnsSettings.domainNameLabel, 2025-03-01")
            .check((service, findings) -> service.frontend()
                    .publicIp()
                    .dnsLabel()
                    .filter(label -> !label.matches("[a-z][a-z0-9-]{1,61}[a-z0-9]"))
                    .ifPresent(label -> findings.report(
                            "publicIp.dnsLabel",
                            label,
                            "is not a DNS label",
                            "Use 3-63 lower-case letters, digits and hyphens, for example shop-web.")));

    static final Rule<LoadBalancerService> TAGS = Rule.<LoadBalancerService>error(
                    "AKS-LB-035",
                    "Tags of a public address use none of the keys that AKS keeps for itself, in whatever letter case.")
            .source("cloud-provider-azure 1.36.5, tagging-resources.md and pkg/consts")
            .check((service, findings) -> service.frontend().publicIp().tags().keySet().stream()
                    .filter(FrontendRules::isKept)
                    .sorted()
                    .forEach(key -> findings.report(
                            "publicIp.tags", key, "is a key that AKS keeps for itself", "Choose another key.")));

    static final Rule<LoadBalancerService> TAG_TEXT = Rule.<LoadBalancerService>error(
                    "AKS-LB-036", "Tags of a public address hold no comma and no equals sign, which separate them.")
            .source(SOURCE)
            .check((service, findings) -> Stream.of(
                            service.frontend().publicIp().tags(),
                            service.frontend().publicIp().ipTags())
                    .flatMap(tags -> tags.entrySet().stream())
                    .filter(tag -> (tag.getKey() + tag.getValue()).matches(".*[,=].*"))
                    .forEach(tag -> findings.report(
                            "publicIp.tags",
                            tag.getKey() + ", " + tag.getValue(),
                            "holds a comma or an equals sign",
                            "Choose a key and a value without them.")));

    static final Rule<LoadBalancerService> TAGS_OF_OTHERS = Rule.<LoadBalancerService>warning(
                    "AKS-LB-037", "Tags are set on public addresses that the cluster makes, not on existing ones.")
            .source(SOURCE)
            .check((service, findings) -> {
                PublicFrontend frontend = service.frontend().publicIp();
                if (frontend.name().isPresent()
                        && !(frontend.tags().isEmpty() && frontend.ipTags().isEmpty())) {
                    findings.report(
                            "publicIp.tags",
                            frontend.tags().keySet(),
                            "has no effect on the existing address "
                                    + frontend.name().get(),
                            "Tag that address itself.");
                }
            });

    static final Rule<LoadBalancerService> PREFIX_TYPE = Rule.<LoadBalancerService>error(
                    "AKS-LB-038", "A prefix is given by the id of a public address prefix.")
            .source(SOURCE)
            .check((service, findings) -> Stream.of(
                            service.frontend().publicIp().prefix(),
                            service.frontend().publicIp().ipv6Prefix())
                    .flatMap(Optional::stream)
                    .filter(id -> !isPrefix(id))
                    .forEach(id -> findings.report(
                            "publicIp.prefix",
                            id,
                            "is a " + id.type(),
                            "Give the id of a Microsoft.Network/publicIPPrefixes.")));

    static final Rule<LoadBalancerService> FAMILIES = Rule.<LoadBalancerService>error(
                    "AKS-LB-039", "A service names each family of addresses once.")
            .source("Kubernetes API reference, Service v1, 1.35")
            .check((service, findings) -> {
                long distinct = service.ipFamilies().stream().distinct().count();
                if (distinct != service.ipFamilies().size()) {
                    findings.report(
                            "ipFamilies", service.ipFamilies(), "names a family twice", "Name each family once.");
                }
            });

    static final Rule<LoadBalancerService> PUBLIC_ADDRESS = Rule.<LoadBalancerService>error(
                    "AKS-LB-060", "The fixed address of a public service is one of the internet.")
            .source(SOURCE)
            .check((service, findings) -> {
                ControllerView view = ControllerView.of(service);
                if (!view.internal()) {
                    addresses(view).forEach((key, address) -> {
                        if (!isPublic(address)) {
                            findings.report(
                                    view.path(key, "address"),
                                    address,
                                    "is not a public address, and no load balancer would be made",
                                    "Use an existing static public address, or LoadBalancerService.internal(...).");
                        }
                    });
                }
            });

    static final Rule<LoadBalancerService> ADDITIONAL = Rule.<LoadBalancerService>error(
                    "AKS-LB-061", "Additional public addresses are IP addresses, without blanks.")
            .source(SOURCE)
            .check((service, findings) -> {
                ControllerView view = ControllerView.of(service);
                String key = "azure-additional-public-ips";
                Stream<String> addresses = view.isRaw(key)
                        ? view.text(key).stream()
                                .flatMap(text -> Stream.of(text.strip().split(",", -1)))
                        : service.frontend().additionalPublicIps().stream();
                addresses
                        .filter(address -> family(address).isEmpty())
                        .forEach(address -> findings.report(
                                view.path(key, "additionalPublicIps"),
                                "\"" + address + "\"",
                                "is not an IP address, and no load balancer would be made",
                                "Write it like 20.1.2.3, several with a comma and no blank between."));
            });

    static final Rule<LoadBalancerService> ADDRESS_UNUSED = Rule.<LoadBalancerService>warning(
                    "AKS-LB-062", "A public address is fixed by its name, by a prefix or by its digits, in that order.")
            .source(SOURCE)
            .check((service, findings) -> {
                ControllerView view = ControllerView.of(service);
                if (!view.internal()) {
                    for (IpFamily family : IpFamily.values()) {
                        named(view, family)
                                .ifPresent(name -> view.text(addressKey(family))
                                        .ifPresent(address -> findings.report(
                                                view.path(addressKey(family), "address"),
                                                address,
                                                "is ignored beside " + name,
                                                "Remove it, or the name and the prefix.")));
                    }
                }
            });

    static final List<Rule<LoadBalancerService>> ALL = List.of(
            ADDRESS,
            ADDRESS_FAMILY,
            IN_SUBNET,
            NAME_OR_PREFIX,
            DNS_LABEL,
            TAGS,
            TAG_TEXT,
            TAGS_OF_OTHERS,
            PREFIX_TYPE,
            FAMILIES,
            PUBLIC_ADDRESS,
            ADDITIONAL,
            ADDRESS_UNUSED);

    private FrontendRules() {}

    static List<IpFamily> families(LoadBalancerService service) {
        return service.ipFamilies().isEmpty() ? List.of(IpFamily.IPV4) : service.ipFamilies();
    }

    static Optional<IpFamily> family(String address) {
        if (EVERY_IPV4.containsAddress(address)) {
            return Optional.of(IpFamily.IPV4);
        }
        return EVERY_IPV6.containsAddress(address) ? Optional.of(IpFamily.IPV6) : Optional.empty();
    }

    /** Returns the addresses of a subnet that Azure gives to nobody. */
    static Stream<String> reserved(Cidr range) {
        long last = range.size().longValueExact() - 1;
        return Stream.of(0L, 1L, 2L, 3L, last).map(range::address);
    }

    /** Returns the fixed addresses that the controller looks at, by annotation: those that nothing stronger hides. */
    private static Map<String, String> addresses(ControllerView view) {
        Map<String, String> found = new TreeMap<>();
        for (IpFamily family : view.families()) {
            if (named(view, family).isEmpty()) {
                view.text(addressKey(family))
                        .filter(address -> !address.isEmpty())
                        .ifPresent(address -> found.put(addressKey(family), address));
            }
        }
        return found;
    }

    private static String addressKey(IpFamily family) {
        return "azure-load-balancer-" + (family == IpFamily.IPV6 ? "ipv6" : "ipv4");
    }

    /** Returns the name or the prefix by which an address of a family is fixed. */
    private static Optional<String> named(ControllerView view, IpFamily family) {
        String end = family == IpFamily.IPV6 ? "-ipv6" : "";
        return view.text("azure-pip-name" + end)
                .or(() -> view.text("azure-pip-prefix-id" + end))
                .filter(name -> !name.isEmpty());
    }

    /** Returns whether an address can be one of the internet: none of a private, local or platform range. */
    private static boolean isPublic(String address) {
        return family(address).isPresent() && NOT_PUBLIC.stream().noneMatch(range -> range.containsAddress(address));
    }

    private static boolean isKept(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return lower.startsWith("aks-managed") || lower.startsWith("k8s-azure") || KEPT_TAGS.contains(lower);
    }

    private static boolean isPrefix(ResourceId id) {
        return id.type().equalsIgnoreCase("Microsoft.Network/publicIPPrefixes");
    }
}
