package dev.aks4j.network;

import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What Azure demands of a service's addresses. */
final class FrontendRules {

    private static final String SOURCE = ServiceFormRules.CONTROLLER;
    private static final Cidr EVERY_IPV4 = Cidr.parse("0.0.0.0/0");
    private static final Cidr EVERY_IPV6 = Cidr.parse("::/0");

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
                            .filter(address -> family(address).equals(Optional.of(IpFamily.IPV4)))
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
                    "AKS-LB-035", "Tags of a public address use none of the keys that AKS keeps for itself.")
            .source("cloud-provider-azure, tagging-resources.md, 2026-08")
            .check((service, findings) -> service.frontend().publicIp().tags().keySet().stream()
                    .filter(key -> key.startsWith("aks-managed")
                            || key.startsWith("k8s-azure")
                            || key.equals("service")
                            || key.equals("cluster-name"))
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
            FAMILIES);

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

    private static boolean isPrefix(ResourceId id) {
        return id.type().equalsIgnoreCase("Microsoft.Network/publicIPPrefixes");
    }
}
