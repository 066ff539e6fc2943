package dev.aks4j.network;

import static dev.aks4j.core.plan.kind.Change.FORBIDDEN;
import static dev.aks4j.core.plan.kind.Change.NONE;
import static dev.aks4j.core.plan.kind.Change.RECREATE;
import static dev.aks4j.core.plan.kind.Change.UPDATE;
import static dev.aks4j.network.NetworkSamples.json;
import static dev.aks4j.network.NetworkSamples.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkChangesTest {

    private static final String OVERLAY =
            "'networkPlugin':'azure','networkPluginMode':'overlay','networkDataplane':'azure','networkPolicy':'none',"
                    + "'podCidr':'10.244.0.0/16','serviceCidr':'10.0.0.0/16','dnsServiceIP':'10.0.0.10',"
                    + "'loadBalancerSku':'Standard','outboundType':'loadBalancer',"
                    + "'loadBalancerProfile':{'managedOutboundIPs':{'count':1},'backendPoolType':'nodeIPConfiguration'}";

    private static Json live(String profile, String pool) {
        return json("{'properties':{'networkProfile':{" + profile + "},'agentPoolProfiles':[{'name':'system'"
                + (pool.isEmpty() ? "" : "," + pool) + "}]}}");
    }

    private static List<Difference> differences(NetworkModel model, Json live) {
        return Documents.compare(NetworkSamples.document(model), live, difference -> model.judge(difference, live));
    }

    private static Change change(NetworkModel model, Json live) {
        return new Comparison(differences(model, live), List.of()).change();
    }

    private static Change change(NetworkModel model, String profile) {
        return change(model, live(profile, ""));
    }

    @Test
    void whatAzureFillsInIsNoChange() {
        assertThat(change(CniOverlay.builder().outbound(Outbound.loadBalancer()).build(), OVERLAY))
                .isEqualTo(NONE);
        assertThat(change(
                        CniOverlay.builder()
                                .podCidr("10.244.0.0/16")
                                .serviceCidr("10.0.0.0/16")
                                .outbound(Outbound.loadBalancer(lb -> lb.managedIps(1)))
                                .build(),
                        OVERLAY))
                .isEqualTo(NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "node subnet, overlay, UPDATE",
        "pod subnet, overlay, UPDATE",
        "kubenet, overlay, UPDATE",
        "overlay, node subnet, RECREATE",
        "overlay, pod subnet, RECREATE",
        "overlay, kubenet, RECREATE",
        "kubenet, node subnet, RECREATE",
        "no plugin, overlay, RECREATE",
        "overlay, no plugin, RECREATE"
    })
    void modelsMigrateOneWay(String from, String to, Change expected) {
        Json live =
                switch (from) {
                    case "overlay" -> live("'networkPlugin':'azure','networkPluginMode':'overlay'", "");
                    case "node subnet" -> live("'networkPlugin':'azure'", "");
                    case "pod subnet" -> live("'networkPlugin':'azure'", "'podSubnetID':'/x'");
                    case "kubenet" -> live("'networkPlugin':'kubenet'", "");
                    default -> live("'networkPlugin':'none'", "");
                };
        NetworkModel model =
                switch (to) {
                    case "overlay" -> CniOverlay.builder().build();
                    case "node subnet" -> CniNodeSubnet.builder().build();
                    case "pod subnet" ->
                        CniPodSubnet.builder(subnet("nodes"), subnet("pods")).build();
                    case "kubenet" -> Kubenet.builder().build();
                    default -> BringYourOwnCni.builder().build();
                };
        assertThat(change(model, withSku(live))).isEqualTo(expected);
    }

    private static Json withSku(Json live) {
        return Documents.merge(live, json("{'properties':{'networkProfile':{'loadBalancerSku':'standard'}}}"));
    }

    @Test
    void theDataplaneBecomesCiliumTogetherWithThePolicy() {
        CniOverlay cilium = CniOverlay.builder().dataplane(Dataplane.CILIUM).build();
        assertThat(differences(cilium, live(OVERLAY, ""))).hasSize(2).allMatch(d -> d.change() == UPDATE);
        assertThat(change(cilium, OVERLAY.replace("'networkPolicy':'none'", "'networkPolicy':'calico'")))
                .isEqualTo(UPDATE);
        String live = OVERLAY.replace(
                "'networkDataplane':'azure','networkPolicy':'none'",
                "'networkDataplane':'cilium','networkPolicy':'cilium'");
        assertThat(change(CniOverlay.builder().dataplane(Dataplane.AZURE).build(), live))
                .isEqualTo(RECREATE);
    }

    @Test
    void modelAndDataplaneChangeInTwoSteps() {
        CniOverlay cilium = CniOverlay.builder().dataplane(Dataplane.CILIUM).build();
        assertThat(differences(cilium, live("'networkPlugin':'azure','loadBalancerSku':'standard'", "")))
                .filteredOn(difference -> difference.path().endsWith("networkPluginMode"))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.change()).isEqualTo(FORBIDDEN);
                    assertThat(difference.reason()).contains("in two plans");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "none, azure, UPDATE",
        "none, calico, UPDATE",
        "azure, none, UPDATE",
        "calico, none, UPDATE",
        "azure, calico, FORBIDDEN",
        "calico, azure, FORBIDDEN",
        "cilium, none, RECREATE"
    })
    void policiesChangeOnlyByTheirWays(String from, String to, Change expected) {
        CniOverlay model = CniOverlay.builder()
                .networkPolicy(NetworkPolicy.valueOf(to.toUpperCase(Locale.ROOT)))
                .build();
        assertThat(change(model, OVERLAY.replace("'networkPolicy':'none'", "'networkPolicy':'" + from + "'")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "loadBalancer, managed, UPDATE",
        "managedNATGateway, loadBalancer, RECREATE",
        "managedNATGateway, none, UPDATE",
        "none, loadBalancer, UPDATE",
        "none, managed, UPDATE"
    })
    void theWayOutOfAzuresNetworkChangesByTheMatrix(String from, String to, Change expected) {
        assertThat(change(wayOut(to), live(overlayWith(from), ""))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "loadBalancer, routes, UPDATE",
        "loadBalancer, nat, UPDATE",
        "userDefinedRouting, loadBalancer, UPDATE",
        "userAssignedNATGateway, none, UPDATE",
        "managedNATGateway, loadBalancer, RECREATE",
        "block, loadBalancer, RECREATE"
    })
    void theWayOutOfYourNetworkChangesFreelyButForManagedTypes(String from, String to, Change expected) {
        assertThat(change(wayOut(to), live(overlayWith(from), "'vnetSubnetID':'/x'")))
                .isEqualTo(expected);
    }

    private static String overlayWith(String outbound) {
        return "'networkPlugin':'azure','networkPluginMode':'overlay','loadBalancerSku':'standard',"
                + "'outboundType':'" + outbound + "'";
    }

    private static NetworkModel wayOut(String name) {
        CniOverlay.Builder builder = CniOverlay.builder();
        return switch (name) {
            case "loadBalancer" -> builder.outbound(Outbound.loadBalancer()).build();
            case "managed" -> builder.outbound(Outbound.managedNatGateway()).build();
            case "routes" -> builder.outbound(Outbound.userDefinedRouting()).build();
            case "nat" -> builder.outbound(Outbound.userAssignedNatGateway()).build();
            default -> builder.outbound(Outbound.none()).build();
        };
    }

    @Test
    void leavingTheLoadBalancerTakesItsProfileAlong() {
        Json live = live(OVERLAY, "'vnetSubnetID':'/x'");
        NetworkModel routes = wayOut("routes");
        assertThat(differences(routes, live))
                .extracting(Difference::path)
                .containsExactlyInAnyOrder(
                        "/properties/networkProfile/outboundType", "/properties/networkProfile/loadBalancerProfile");
        Json merged = Documents.merge(live, NetworkSamples.document(routes));
        assertThat(merged.at("/properties/networkProfile/loadBalancerProfile").isNull())
                .isTrue();
        String after = OVERLAY.replace("'outboundType':'loadBalancer'", "'outboundType':'userDefinedRouting'")
                .replace("'managedOutboundIPs':{'count':1},", "");
        assertThat(differences(routes, live(after, "'vnetSubnetID':'/x'"))).isEmpty();
    }

    @Test
    void addressesOfYoursReplaceManagedOnes() {
        NetworkModel own = CniOverlay.builder()
                .outbound(Outbound.loadBalancer(lb -> lb.publicIps(NetworkSamples.PUBLIC_IP)))
                .build();
        Json merged = Documents.merge(live(OVERLAY, ""), NetworkSamples.document(own))
                .at("/properties/networkProfile/loadBalancerProfile");
        assertThat(merged.path("managedOutboundIPs").isNull()).isTrue();
        assertThat(merged.at("/outboundIPs/publicIPs/0/id").asText()).endsWith("/publicIPAddresses/pip");
        String after = OVERLAY.replace(
                "'managedOutboundIPs':{'count':1}",
                "'outboundIPs':{'publicIPs':[{'id':'"
                        + NetworkSamples.PUBLIC_IP
                                .inSubscription(NetworkSamples.SUBSCRIPTION)
                                .toString()
                                .replace("resourceGroups", "resourcegroups")
                        + "'}]}");
        assertThat(change(own, after)).isEqualTo(NONE);
    }

    @Test
    void thePodRangeOnlyGrows() {
        assertThat(change(CniOverlay.builder().podCidr("10.244.0.0/15").build(), OVERLAY))
                .isEqualTo(UPDATE);
        assertThat(change(CniOverlay.builder().podCidr("10.244.0.0/17").build(), OVERLAY))
                .isEqualTo(RECREATE);
        assertThat(change(CniOverlay.builder().podCidr("10.248.0.0/15").build(), OVERLAY))
                .isEqualTo(RECREATE);
        assertThat(change(CniOverlay.builder().podCidr("10.244.0.0/15").build(), live(OVERLAY, "'osType':'Windows'")))
                .isEqualTo(RECREATE);
    }

    @Test
    void servicesAndFamiliesAreForGood() {
        assertThat(change(CniOverlay.builder().serviceCidr("10.1.0.0/16").build(), OVERLAY))
                .isEqualTo(RECREATE);
        assertThat(change(
                        CniOverlay.builder()
                                .ipFamilies(IpFamily.IPV4, IpFamily.IPV6)
                                .build(),
                        OVERLAY + ",'ipFamilies':['IPv4']"))
                .isEqualTo(RECREATE);
    }

    @Test
    void differencesOfOthersPassThrough() {
        Difference other = new Difference("/properties/autoScalerProfile/expander", json("1"), json("2"), UPDATE, "");
        assertThat(CniOverlay.builder().build().judge(other, json("{}"))).contains(other);
    }
}
