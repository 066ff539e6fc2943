package dev.aks4j.network;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a plan asks Azure of the network that a new cluster will live in, as far as the plan does not make it: the subnets
 * that exist, and the route tables that they lead through.
 */
final class NetworkQuestions {

    /** A subnet as it is, and the cluster's network. */
    record LiveSubnet(NetworkModel network, SubnetRef subnet, Json live, boolean forNodes) {
        String has(String association) {
            return live.at("/properties/" + association + "/id").asText();
        }
    }

    /** What a subnet is associated with, as it is. */
    record Attached(SubnetRef subnet, Json live) {}

    static final Rule<LiveSubnet> RANGE = Rule.<LiveSubnet>error(
                    "AKS-NET-110", "A subnet that exists has the range that its reference says.")
            .source("the sizes of a plan are computed from it")
            .check((it, findings) -> {
                List<String> there = prefixes(it.live());
                it.subnet().cidrs().stream()
                        .filter(range -> !there.isEmpty() && !there.contains(range.toString()))
                        .forEach(range -> findings.report(
                                "network.nodeSubnet",
                                range,
                                "is not the range of subnet " + it.subnet().name() + ", which is "
                                        + String.join(", ", there),
                                "Write SubnetRef.existing(id, Cidr.parse(\"" + there.get(0) + "\"))."));
            });

    static final Rule<LiveSubnet> WAY_OUT = Rule.<LiveSubnet>error(
                    "AKS-NET-111", "A subnet that exists is associated with what the way out leads through.")
            .prevents(answered(400, "ExistingRouteTableNotAssociatedWithSubnet"))
            .source(NetworkPlanRules.ROUTING)
            .check((it, findings) -> {
                String type = it.network().outbound().type();
                String needed = type.equals("userDefinedRouting")
                        ? "routeTable"
                        : type.equals("userAssignedNATGateway") ? "natGateway" : "";
                if (it.forNodes() && !needed.isEmpty() && it.has(needed).isEmpty()) {
                    findings.report(
                            "network.outbound",
                            type,
                            "is set, and subnet " + it.subnet().name() + " has no " + needed,
                            "Associate one with the subnet first, or declare the network in this plan.");
                }
            });

    static final Rule<LiveSubnet> DELEGATED = Rule.<LiveSubnet>error(
                    "AKS-NET-112", "A subnet that exists and takes nodes is not delegated.")
            .prevents(answered(400, "SubnetIsDelegated"))
            .source("AKS support, subnetisdelegated, 2026")
            .check((it, findings) -> {
                String service = it.live()
                        .at("/properties/delegations/0/properties/serviceName")
                        .asText();
                if (it.forNodes() && !service.isEmpty()) {
                    findings.report(
                            "network.nodeSubnet",
                            it.subnet().name(),
                            "is delegated to " + service,
                            "Remove the delegation, or use another subnet for the nodes.");
                }
            });

    static final Rule<Attached> DEFAULT_ROUTE = Rule.<Attached>error(
                    "AKS-NET-113",
                    "A route table that exists sends 0.0.0.0/0 to an appliance or a gateway, if a cluster leaves by it.")
            .prevents(answered(400, "RouteTableInvalidNextHop"))
            .source(NetworkPlanRules.ROUTING)
            .check((it, findings) -> {
                String hop = it.live().at("/properties/routes").stream()
                        .filter(route ->
                                route.at("/properties/addressPrefix").asText().equals("0.0.0.0/0"))
                        .map(route -> route.at("/properties/nextHopType").asText())
                        .findFirst()
                        .orElse("");
                if (hop.isEmpty() || hop.equalsIgnoreCase("Internet") || hop.equalsIgnoreCase("VnetLocal")) {
                    findings.report(
                            "network.outbound",
                            "userDefinedRouting",
                            "leads to route table " + it.live().path("name").asText()
                                    + (hop.isEmpty()
                                            ? ", which has no route for 0.0.0.0/0"
                                            : ", which sends 0.0.0.0/0 to " + hop),
                            "Add a route for 0.0.0.0/0 to the private address of the firewall.");
                }
            });

    static final Rule<Attached> GATEWAY_FAMILIES = Rule.<Attached>error(
                    "AKS-NET-114", "A dual-stack cluster leaves through a NAT gateway of the SKU StandardV2.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, configure-dual-stack and egress-outboundtype, 2026-08")
            .check((it, findings) -> {
                String sku = it.live().at("/sku/name").asText();
                if (!sku.equalsIgnoreCase("StandardV2")) {
                    findings.report(
                            "network.outbound",
                            "natGateway " + it.live().path("name").asText(),
                            "is of the SKU " + sku + ", which carries IPv4 only",
                            "Use a NAT gateway of the SKU StandardV2 for subnet "
                                    + it.subnet().name() + ".");
                }
            });

    static final List<Rule<?>> ALL = List.of(RANGE, WAY_OUT, DELEGATED, DEFAULT_ROUTE, GATEWAY_FAMILIES);

    private NetworkQuestions() {}

    static List<Question> of(NetworkPlanCase it, Json live) {
        if (!live.isMissing()) {
            return List.of();
        }
        List<Question> questions = new ArrayList<>();
        Stream.concat(it.network().nodeSubnets().stream(), it.network().podSubnets().stream())
                .distinct()
                .filter(subnet -> it.scope().spec(subnet.network()).isEmpty())
                .forEach(subnet -> questions.add(subnet(it, subnet)));
        if (it.network().outbound() == Outbound.userDefinedRouting()) {
            attached(it, SubnetSpec::routeTable, "route table ", DEFAULT_ROUTE, questions);
        }
        if (it.network().outbound() == Outbound.userAssignedNatGateway()
                && it.network().families().size() > 1) {
            attached(it, SubnetSpec::natGateway, "NAT gateway ", GATEWAY_FAMILIES, questions);
        }
        return questions;
    }

    private static Question subnet(NetworkPlanCase it, SubnetRef subnet) {
        boolean nodes = it.network().nodeSubnets().contains(subnet);
        return Question.maybe(
                "subnet " + subnet.name() + " of " + subnet.network().name(),
                it.scope().id(subnet.id()),
                VirtualNetworkKind.API_VERSION,
                live -> {
                    if (live.isMissing()) {
                        // That it does not exist is asked for every resource that a cluster names.
                        return new Question.Judgement("does not exist", List.of());
                    }
                    LiveSubnet found = new LiveSubnet(it.network(), subnet, live, nodes);
                    List<Problem> problems = new ArrayList<>(RANGE.on(found));
                    problems.addAll(WAY_OUT.on(found));
                    problems.addAll(DELEGATED.on(found));
                    return new Question.Judgement(String.join(", ", prefixes(live)), problems);
                });
    }

    /** Asks for what the node subnets are associated with and the plan does not make. */
    private static void attached(
            NetworkPlanCase it,
            Function<SubnetSpec, Optional<ResourceId>> association,
            String what,
            Rule<Attached> rule,
            List<Question> questions) {
        it.network()
                .nodeSubnets()
                .forEach(subnet -> it.subnet(subnet)
                        .flatMap(association)
                        .filter(id -> it.scope().spec(id).isEmpty())
                        .ifPresent(id -> questions.add(Question.maybe(
                                what + id.name(),
                                it.scope().id(id),
                                VirtualNetworkKind.API_VERSION,
                                live -> live.isMissing()
                                        ? new Question.Judgement("does not exist", List.of())
                                        : new Question.Judgement("exists", rule.on(new Attached(subnet, live)))))));
    }

    private static List<String> prefixes(Json subnet) {
        Json properties = subnet.path("properties");
        return Stream.concat(Stream.of(properties.path("addressPrefix")), properties.path("addressPrefixes").stream())
                .filter(Json::isText)
                .map(text -> text.asText().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }
}
