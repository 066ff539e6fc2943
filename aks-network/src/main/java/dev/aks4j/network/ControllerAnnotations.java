package dev.aks4j.network;

import java.util.List;
import java.util.Optional;

/**
 * Every annotation that Azure's cloud controller reads from a service, with the method that sets it and what the
 * controller does with good, missing and bad values. Read off the code of cloud-provider-azure 1.36.5 and asked of it.
 */
final class ControllerAnnotations {

    /** The version of cloud-provider-azure that the table speaks of. */
    static final String VERSION = "1.36.5";

    private static final String SWITCH = "`true`, in any letter case";
    private static final String OFF = "everything else counts as false, without a word";
    private static final String NO_BALANCER = "error, no load balancer is made or changed (`SyncLoadBalancerFailed`)";

    /**
     * One annotation.
     *
     * @param key its key without the prefix; {@code %d} stands for the number of a port
     * @param method the call that sets it, or why there is none
     * @param good what it may say
     * @param missing what holds without it
     * @param bad what the controller does with any other value
     */
    record Known(String key, String method, String good, String missing, String bad) {

        boolean matches(String other) {
            return other.matches(key.replace("%d", "\\d+"));
        }
    }

    static final List<Known> ALL = List.of(
            known(
                    "azure-load-balancer-internal",
                    "`internal(…)`, `publicFacing(…)`",
                    "`true`, in lower case only",
                    "public",
                    "public; `True` is public without any security rule"),
            known(
                    "azure-load-balancer-internal-subnet",
                    "`subnet(…)`",
                    "name of a subnet of the cluster's network",
                    "the nodes' subnet",
                    NO_BALANCER + "; blank counts as missing"),
            known(
                    "azure-load-balancer-ipv4",
                    "`address(…)`",
                    "internal: free in the subnet; public: an existing static public address",
                    "any address",
                    "private, shared, loopback, link-local, multicast, platform addresses of a public service: "
                            + NO_BALANCER),
            known("azure-load-balancer-ipv6", "`address(…)`", "as for IPv4", "any address", "as for IPv4"),
            known("azure-load-balancer-mode", "none: only Basic load balancers read it", "–", "–", "ignored"),
            known(
                    "azure-load-balancer-configurations",
                    "`configurations(…)`",
                    "names of the cluster's load balancers",
                    "any of them",
                    NO_BALANCER),
            known(
                    "azure-load-balancer-resource-group",
                    "`publicIp(ip -> ip.resourceGroup(…))`",
                    "resource group of the public address only",
                    "the node resource group",
                    "address not found: " + NO_BALANCER),
            known(
                    "azure-pip-name",
                    "`publicIp(ip -> ip.name(…))`",
                    "an existing public address",
                    "one is made",
                    NO_BALANCER),
            known(
                    "azure-pip-name-ipv6",
                    "`publicIp(ip -> ip.ipv6Name(…))`",
                    "an existing public address",
                    "one is made",
                    NO_BALANCER),
            known(
                    "azure-pip-prefix-id",
                    "`publicIp(ip -> ip.prefix(…))`",
                    "id of a public address prefix; a name wins over it, it wins over an address",
                    "no prefix",
                    NO_BALANCER),
            known(
                    "azure-pip-prefix-id-ipv6",
                    "`publicIp(ip -> ip.ipv6Prefix(…))`",
                    "as for IPv4",
                    "no prefix",
                    NO_BALANCER),
            known(
                    "azure-pip-tags",
                    "`publicIp(ip -> ip.tag(…))`",
                    "`a=b,c=d`",
                    "the cluster's tags",
                    "a pair without `=`, or with two, is dropped without a word; the controller's own keys stay as they are"),
            known(
                    "azure-pip-ip-tags",
                    "`publicIp(ip -> ip.ipTag(…))`",
                    "`RoutingPreference=Internet`",
                    "none",
                    "dropped, as tags are"),
            known(
                    "azure-dns-label-name",
                    "`publicIp(ip -> ip.dnsLabel(…))`",
                    "a label; empty takes it away",
                    "a label that is there stays",
                    "Azure refuses it: " + NO_BALANCER),
            known(
                    "azure-additional-public-ips",
                    "`additionalPublicIps(…)`",
                    "addresses with commas, without blanks",
                    "none",
                    NO_BALANCER),
            known(
                    "azure-allowed-service-tags",
                    "`allowedServiceTags(…)`",
                    "service tags with commas",
                    "none",
                    "event `ConflictConfiguration` beside `loadBalancerSourceRanges`"),
            known(
                    "azure-allowed-ip-ranges",
                    "`allowedRanges(…)`",
                    "ranges with commas",
                    "everybody",
                    "event `InvalidAllowedIPRanges`, everybody else is denied; beside `loadBalancerSourceRanges`: "
                            + NO_BALANCER),
            known(
                    ControllerView.OLD_SOURCE_RANGES,
                    "none: `allowedRanges(…)` is the same",
                    "ranges with commas",
                    "everybody",
                    "as `azure-allowed-ip-ranges`"),
            known(
                    "azure-deny-all-except-load-balancer-source-ranges",
                    "`denyOtherSources()`",
                    SWITCH,
                    "false",
                    OFF + "; denies nothing where no range is named, service tags do not count"),
            known("azure-disable-load-balancer-nsg-rule", "`disableSecurityRule()`", SWITCH, "false", OFF),
            known(
                    "azure-load-balancer-tcp-idle-timeout",
                    "`idleTimeout(…)`",
                    "4 to 100 whole minutes",
                    "4",
                    NO_BALANCER),
            known("azure-load-balancer-disable-tcp-reset", "`disableTcpReset()`", SWITCH, "false", OFF),
            known(
                    "azure-load-balancer-enable-high-availability-ports",
                    "`haPorts()`",
                    SWITCH + "; internal only",
                    "false",
                    OFF + "; on a public service ignored"),
            known(
                    "azure-disable-load-balancer-floating-ip",
                    "`disableFloatingIp()`",
                    SWITCH,
                    "false",
                    OFF + "; with high-availability ports ignored"),
            known(
                    "azure-load-balancer-health-probe-protocol",
                    "`probe(p -> p.protocol(…))`",
                    "`tcp`, `http`, `https`",
                    "`appProtocol`, else TCP",
                    "TCP, without a word; with local traffic ignored"),
            known(
                    "azure-load-balancer-health-probe-interval",
                    "`probe(p -> p.interval(…))`",
                    "5 or more whole seconds",
                    "5",
                    NO_BALANCER + "; with high-availability ports no probe at all"),
            known(
                    "azure-load-balancer-health-probe-num-of-probe",
                    "`probe(p -> p.count(…))`",
                    "2 or more; times the interval below 120",
                    "2",
                    NO_BALANCER + "; with high-availability ports no probe at all"),
            known(
                    "azure-load-balancer-health-probe-request-path",
                    "`probe(p -> p.path(…))`",
                    "a path, over HTTP and HTTPS",
                    "`/`",
                    "sent as it is; over TCP and with local traffic ignored"),
            known(
                    "port_%d_no_lb_rule",
                    "`port(…, p -> p.notBalanced())`", SWITCH, "false", OFF + "; with high-availability ports ignored"),
            known("port_%d_no_probe_rule", "`port(…, p -> p.notProbed())`", SWITCH, "false", OFF),
            known(
                    "port_%d_health-probe_protocol",
                    "`port(…, p -> p.probe(…))`",
                    "`tcp`, `http`, `https`",
                    "`appProtocol`, the service's, TCP",
                    "TCP, without a word"),
            known(
                    "port_%d_health-probe_port",
                    "`port(…, p -> p.probe(q -> q.port(…)))`",
                    "a number, or the name or number of a port of the service, whose node port is probed",
                    "the port's node port",
                    NO_BALANCER),
            known(
                    "port_%d_health-probe_interval",
                    "`port(…, p -> p.probe(q -> q.interval(…)))`",
                    "5 or more whole seconds",
                    "the service's",
                    NO_BALANCER + "; with local traffic ignored, unless the port says which to probe"),
            known(
                    "port_%d_health-probe_num-of-probe",
                    "`port(…, p -> p.probe(q -> q.count(…)))`",
                    "2 or more",
                    "the service's",
                    NO_BALANCER + "; with local traffic ignored, unless the port says which to probe"),
            known(
                    "port_%d_health-probe_request-path",
                    "`port(…, p -> p.probe(q -> q.path(…)))`",
                    "a path",
                    "the service's",
                    "sent as it is; over TCP ignored"),
            known(
                    "azure-pls-create",
                    "`privateLink(…)`",
                    SWITCH + ", blanks around it do not matter",
                    "false",
                    OFF + "; on a public service with floating addresses, or without IPv4: " + NO_BALANCER),
            known(
                    "azure-pls-name",
                    "`privateLink(l -> l.name(…))`",
                    "a name",
                    "`pls-` and the frontend's name",
                    "Azure refuses it"),
            known(
                    "azure-pls-resource-group",
                    "`privateLink(l -> l.resourceGroup(…))`",
                    "a resource group",
                    "the node resource group",
                    "Azure refuses it"),
            known(
                    "azure-pls-ip-configuration-subnet",
                    "`privateLink(l -> l.subnet(…))`",
                    "name of a subnet of the cluster's network; the controller switches its policies off",
                    "the service's subnet, else the nodes'",
                    NO_BALANCER),
            known(
                    "azure-pls-ip-configuration-ip-address-count",
                    "`privateLink(l -> l.addressCount(…))`",
                    "1 to 8",
                    "1",
                    NO_BALANCER),
            known(
                    "azure-pls-ip-configuration-ip-address",
                    "`privateLink(l -> l.addresses(…))`",
                    "IPv4 addresses with blanks, at most the count; the same one twice counts once",
                    "any addresses",
                    NO_BALANCER),
            known(
                    "azure-pls-fqdns",
                    "`privateLink(l -> l.domainNames(…))`",
                    "names with blanks",
                    "none",
                    "Azure refuses it"),
            known("azure-pls-proxy-protocol", "`privateLink(l -> l.proxyProtocol())`", SWITCH, "false", OFF),
            known(
                    "azure-pls-visibility",
                    "`privateLink(l -> l.visibleTo(…))`",
                    "`*`, or subscriptions with blanks",
                    "who has a role on it",
                    "Azure refuses it"),
            known(
                    "azure-pls-auto-approval",
                    "`privateLink(l -> l.approve(…))`",
                    "subscriptions with blanks",
                    "none",
                    "Azure refuses it; that they can see the service is not checked"));

    private ControllerAnnotations() {}

    /** Finds an annotation by its key without the prefix. */
    static Optional<Known> find(String key) {
        return ALL.stream().filter(known -> known.matches(key)).findFirst();
    }

    private static Known known(String key, String method, String good, String missing, String bad) {
        return new Known(key, method, good, missing, bad);
    }
}
