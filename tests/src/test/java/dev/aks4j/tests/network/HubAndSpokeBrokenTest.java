package dev.aks4j.tests.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.resource.NetworkSku;
import dev.aks4j.network.resource.NextHop;
import dev.aks4j.testkit.SimulatedAzure;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hub and spoke with each single resource missing or wrong: the plan refuses it, with the rule, and nothing is sent. */
class HubAndSpokeBrokenTest {

    private static final SimulatedAzure AZURE = SimulatedAzure.create();
    private static final Aks AKS = Aks.builder(AZURE.subscriptionId())
            .credential(AksCredential.clientSecret(AZURE.tenantId(), AZURE.clientId(), AZURE.clientSecret()))
            .transport(AZURE.transport())
            .build();

    @AfterAll
    static void close() {
        AKS.close();
        AZURE.close();
    }

    private static Arguments without(String name, String rule) {
        return Arguments.of(
                "without " + name,
                (Consumer<HubAndSpoke>)
                        it -> it.kept = spec -> !spec.address().name().equals(name),
                rule);
    }

    private static Arguments with(String what, Consumer<HubAndSpoke> change, String rule) {
        return Arguments.of(what, change, rule);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                without("rt-egress", "AKS-ARM-020"),
                without("nsg-nodes", "AKS-ARM-020"),
                without("pip4", "AKS-ARM-020"),
                without("pip6", "AKS-ARM-020"),
                without("ng-dual", "AKS-ARM-020"),
                without("hub", "AKS-ARM-020"),
                without("spoke", "AKS-ARM-020"),
                without("privatelink.westeurope.azmk8s.io", "AKS-ARM-020"),
                without("hub-to-spoke", "AKS-NWR-064"),
                without("spoke-to-hub", "AKS-NWR-064"),
                without("rg-land", "AKS-PLAN-006"),
                with("no default route", it -> it.routes = table -> {}, "AKS-NET-100"),
                with(
                        "default route to the internet",
                        it -> it.routes = table -> table.route("all", "0.0.0.0/0", NextHop.internet()),
                        "AKS-NET-100"),
                with(
                        "default route to nowhere",
                        it -> it.routes = table -> table.route("all", "0.0.0.0/0", NextHop.nowhere()),
                        "AKS-NET-101"),
                with(
                        "a group that stops nodes",
                        it -> it.rules = group -> group.inbound("no", 4000, rule -> rule.deny()),
                        "AKS-NET-102"),
                with(
                        "a group that stops pods",
                        it -> it.rules = group ->
                                group.outbound("no", 200, rule -> rule.deny().to("10.244.0.0/16")),
                        "AKS-NET-102"),
                with("a gateway without IPv6", it -> it.natSku = NetworkSku.STANDARD, "AKS-NET-103"),
                with("a hub with the spoke's range", it -> it.hubRange = "10.20.240.0/20", "AKS-VNET-014"),
                with(
                        "a delegated node subnet",
                        it -> it.nodes = subnet -> subnet.delegation("Microsoft.Web/serverFarms"),
                        "AKS-NET-044"),
                with("no right on the services' subnet", it -> it.loadBalancerSubnet = false, "AKS-LB-051"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void whatIsMissingOrWrongIsSaidBeforeAnythingIsSent(String what, Consumer<HubAndSpoke> change, String rule) {
        HubAndSpoke land = new HubAndSpoke();
        change.accept(land);
        assertThat(problems(land)).as(what).extracting(Problem::rule).contains(rule);
        assertThat(AZURE.requests().writes())
                .noneMatch(request -> request.path().startsWith("/subscriptions"));
    }

    private static List<Problem> problems(HubAndSpoke land) {
        try {
            Plan plan = AKS.plan(land.specs().toArray(Spec[]::new));
            return Stream.concat(plan.problems().stream(), plan.warnings().stream())
                    .toList();
        } catch (InvalidSpecException e) {
            return e.problems();
        }
    }
}
