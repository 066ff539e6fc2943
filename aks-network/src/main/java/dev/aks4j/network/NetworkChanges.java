package dev.aks4j.network;

import static dev.aks4j.core.plan.kind.Change.FORBIDDEN;
import static dev.aks4j.core.plan.kind.Change.RECREATE;
import static dev.aks4j.core.plan.kind.Change.UPDATE;

import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.network.NetworkMigrations.Migration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Judges what it takes to change a network setting of a running cluster. */
final class NetworkChanges {

    private static final String PROFILE = Outbound.PROFILE;

    private final NetworkModel declared;
    private final Difference difference;
    private final Json live;

    private NetworkChanges(NetworkModel declared, Difference difference, Json live) {
        this.declared = declared;
        this.difference = difference;
        this.live = live;
    }

    static Optional<Difference> judge(NetworkModel declared, Difference difference, Json live) {
        return difference.path().startsWith(PROFILE)
                ? new NetworkChanges(declared, difference, live)
                        .judge(difference.path().substring(PROFILE.length()))
                : Optional.of(difference);
    }

    private Optional<Difference> judge(String property) {
        return switch (property) {
            case "networkPlugin", "networkPluginMode" -> sameWord() ? Optional.empty() : model();
            case "networkDataplane" -> sameWord() ? Optional.empty() : dataplane();
            case "networkPolicy" -> sameWord() ? Optional.empty() : policy();
            case "outboundType" -> sameWord() ? Optional.empty() : outbound();
            case "podCidr", "podCidrs" -> migratesModel() ? update("comes with the overlay") : pods();
            case "serviceCidr", "serviceCidrs", "dnsServiceIP" ->
                recreate("the range of services cannot change on a running cluster");
            case "ipFamilies" -> recreate("the families of addresses cannot change on a running cluster");
            case "loadBalancerSku" -> sameWord() ? Optional.empty() : recreate("Basic load balancers are retired");
            case "loadBalancerProfile" ->
                leftOver(Set.of("managedOutboundIPs", "outboundIPs", "outboundIPPrefixes", "allocatedOutboundPorts"));
            case "natGatewayProfile" ->
                leftOver(Set.of(
                        "managedOutboundIPProfile", "idleTimeoutInMinutes", "outboundIPs", "outboundIPPrefixes"));
            case "natGatewayProfile/sku" -> sameWord() ? Optional.empty() : natSku();
            case "natGatewayProfile/managedOutboundIPProfile" -> leftOver(Set.of("count", "countIPv6"));
            case "loadBalancerProfile/outboundIPs/publicIPs",
                    "loadBalancerProfile/outboundIPPrefixes/publicIPPrefixes" ->
                ids(difference.before()).equals(ids(difference.after())) ? Optional.empty() : Optional.of(difference);
            case "loadBalancerProfile/managedOutboundIPs",
                    "loadBalancerProfile/outboundIPs",
                    "loadBalancerProfile/outboundIPPrefixes" ->
                difference.after().isNull()
                        ? update("another source of outbound addresses is declared, and there is one")
                        : Optional.of(difference);
            default -> Optional.of(difference);
        };
    }

    private Optional<Difference> natSku() {
        return text(difference.before()).equals("StandardV2")
                ? recreate("there is no way back from a NAT gateway of the SKU StandardV2")
                : update("outbound connections break while the NAT gateway changes");
    }

    private Optional<Difference> model() {
        CniModel from = CniModel.of(live);
        CniModel to = declared.model();
        Optional<Migration> way = NetworkMigrations.find(NetworkMigrations.MODELS, from.toString(), to.toString());
        if (way.isEmpty()) {
            return recreate("the network cannot change from " + from + " to " + to + " on a running cluster");
        }
        if (declared.dataplane() == Dataplane.CILIUM
                && !liveText("networkDataplane").equalsIgnoreCase("cilium")) {
            return forbidden("change the network to " + to + " first, then the dataplane, in two plans");
        }
        return update(way.get().reason());
    }

    private Optional<Difference> dataplane() {
        String from = orDefault(difference.before(), "azure");
        return NetworkMigrations.find(NetworkMigrations.DATAPLANES, from, text(difference.after()))
                .map(way -> update(way.reason()))
                .orElseGet(() -> recreate("the dataplane cannot go back from " + from));
    }

    private Optional<Difference> policy() {
        String from = orDefault(difference.before(), "none");
        String to = text(difference.after());
        boolean turnsCilium = declared.dataplane() == Dataplane.CILIUM
                && !liveText("networkDataplane").equalsIgnoreCase("cilium");
        Optional<Migration> way = NetworkMigrations.find(
                turnsCilium ? NetworkMigrations.POLICIES_WITH_CILIUM : NetworkMigrations.POLICIES, from, to);
        if (way.isPresent()) {
            return update(way.get().reason());
        }
        return Set.of("azure", "calico").containsAll(Set.of(from, to))
                ? forbidden("change the network policy to none first, then to " + to + ", in two plans")
                : recreate("the network policy cannot change from " + from + " to " + to + " on a running cluster");
    }

    private Optional<Difference> outbound() {
        String from = orDefault(difference.before(), "loadBalancer");
        String to = text(difference.after());
        boolean ownNetwork = StreamSupport.stream(
                        live.at("/properties/agentPoolProfiles").spliterator(), false)
                .anyMatch(pool -> !text(pool.path("vnetSubnetID")).isEmpty());
        return NetworkMigrations.outbound(from, to, ownNetwork)
                ? update("outbound connections break while the way out changes")
                : recreate("the way out cannot change from " + from + " to " + to + " in a virtual network of "
                        + (ownNetwork ? "yours" : "Azure's"));
    }

    /** A range of pods can grow to one that holds it, in an overlay of IPv4 with Linux nodes only. */
    private Optional<Difference> pods() {
        boolean linux = StreamSupport.stream(
                        live.at("/properties/agentPoolProfiles").spliterator(), false)
                .noneMatch(pool -> text(pool.path("osType")).equalsIgnoreCase("Windows"));
        boolean single = declared.podCidrs().size() == 1;
        String before = text(difference.before());
        boolean grows =
                !before.isEmpty() && single && declared.podCidrs().get(0).contains(Cidr.parse(before));
        if (grows && linux && declared.model() == CniModel.OVERLAY && CniModel.of(live) == CniModel.OVERLAY) {
            return update("the range of pods grows");
        }
        return recreate("the range of pods can only grow, in an overlay of IPv4 without Windows pools");
    }

    /** Azure answers profiles of other ways out with defaults in them; only real settings are worth a change. */
    private Optional<Difference> leftOver(Set<String> settings) {
        boolean matters = settings.stream()
                .map(difference.before()::path)
                .anyMatch(setting -> !setting.isMissing() && !setting.isNull());
        return matters ? update("does not go with outbound type " + declared.outbound()) : Optional.empty();
    }

    private boolean migratesModel() {
        return NetworkMigrations.find(
                        NetworkMigrations.MODELS,
                        CniModel.of(live).toString(),
                        declared.model().toString())
                .isPresent();
    }

    private boolean sameWord() {
        return text(difference.before()).equalsIgnoreCase(text(difference.after()));
    }

    private String liveText(String property) {
        return text(live.at(PROFILE + property));
    }

    private Optional<Difference> update(String reason) {
        return as(UPDATE, reason);
    }

    private Optional<Difference> recreate(String reason) {
        return as(RECREATE, reason);
    }

    private Optional<Difference> forbidden(String reason) {
        return as(FORBIDDEN, reason);
    }

    private Optional<Difference> as(Change change, String reason) {
        return Optional.of(new Difference(difference.path(), difference.before(), difference.after(), change, reason));
    }

    private static String text(Json node) {
        return node.isText() ? node.asText() : "";
    }

    private static String orDefault(Json node, String value) {
        return text(node).isEmpty() ? value : text(node).toLowerCase(Locale.ROOT);
    }

    private static Set<String> ids(Json references) {
        return StreamSupport.stream(references.spliterator(), false)
                .map(reference -> reference.path("id").asText().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
