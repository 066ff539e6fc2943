package dev.aks4j.network.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.testing.Property;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What security rules do to traffic. */
class SecurityRulesTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg", Region.WEST_EUROPE);
    private static final String NODES = "10.20.0.0/22";
    private static final String PODS = "10.244.0.0/16";

    private static String stops(Traffic traffic, Consumer<NetworkSecurityGroupSpec.Builder> rules) {
        NetworkSecurityGroupSpec.Builder group = NetworkSecurityGroupSpec.builder("nsg", GROUP);
        rules.accept(group);
        return group.build().stops(traffic).map(SecurityRule::name).orElse("passes");
    }

    private static Arguments on(Traffic traffic, Consumer<NetworkSecurityGroupSpec.Builder> rules, String result) {
        return Arguments.of(traffic, rules, result);
    }

    static Stream<Arguments> traffic() {
        Traffic nodes = Traffic.inbound(NODES, NODES);
        Traffic web = Traffic.inbound("Internet", "20.1.2.3").of(SecurityProtocol.TCP, "443");
        Traffic api = Traffic.outbound(NODES, "AzureCloud.westeurope").of(SecurityProtocol.TCP, "443");
        return Stream.of(
                on(nodes, group -> {}, "passes"),
                on(Traffic.inbound(NODES, PODS), group -> {}, "passes"),
                on(Traffic.inbound(TrafficPlace.PROBES, NODES), group -> {}, "passes"),
                on(web, group -> {}, "DenyAllInBound"),
                on(
                        web,
                        group -> group.inbound(
                                "web", 100, rule -> rule.tcp("443").from("Internet")),
                        "passes"),
                on(web, group -> group.inbound("web", 100, rule -> rule.tcp("80-500")), "passes"),
                on(web, group -> group.inbound("web", 100, rule -> rule.udp("443")), "DenyAllInBound"),
                on(
                        web,
                        group -> group.inbound("no", 100, rule -> rule.deny().from("20.0.0.0/8"))
                                .inbound("web", 101, rule -> rule.tcp("443")),
                        "passes"),
                on(nodes, group -> group.inbound("no", 4000, rule -> rule.deny()), "no"),
                on(
                        nodes,
                        group -> group.inbound("yes", 100, rule -> rule.from("VirtualNetwork"))
                                .inbound("no", 4000, rule -> rule.deny()),
                        "passes"),
                on(
                        nodes,
                        group -> group.inbound("half", 100, rule -> rule.from("10.20.0.0/23"))
                                .inbound("no", 4000, rule -> rule.deny()),
                        "no"),
                on(
                        nodes,
                        group -> group.inbound(
                                "ssh", 200, rule -> rule.deny().tcp("22").from("Internet")),
                        "passes"),
                on(
                        nodes,
                        group -> group.inbound(
                                "ssh", 200, rule -> rule.deny().tcp("22").from("*")),
                        "ssh"),
                on(
                        nodes,
                        group -> group.inbound("pods", 200, rule -> rule.deny().from("10.20.3.0/24")),
                        "pods"),
                on(nodes, group -> group.outbound("no", 200, rule -> rule.deny()), "passes"),
                on(api, group -> {}, "passes"),
                on(api, group -> group.outbound("no", 200, rule -> rule.deny().to("Internet")), "no"),
                on(
                        api,
                        group -> group.outbound(
                                        "azure", 199, rule -> rule.tcp("443").to("AzureCloud"))
                                .outbound("no", 200, rule -> rule.deny().to("Internet")),
                        "passes"),
                on(
                        api,
                        group -> group.outbound(
                                        "azure", 199, rule -> rule.tcp("443").to("AzureCloud.northeurope"))
                                .outbound("no", 200, rule -> rule.deny().to("Internet")),
                        "no"),
                on(api, group -> group.outbound("sql", 200, rule -> rule.deny().to("Sql")), "passes"),
                on(api, group -> group.outbound("part", 200, rule -> rule.deny().to("AzureCloud.westeurope")), "part"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("traffic")
    void theFirstRuleThatTakesTrafficDecides(
            Traffic traffic, Consumer<NetworkSecurityGroupSpec.Builder> rules, String result) {
        assertThat(stops(traffic, rules)).isEqualTo(result);
    }

    /** Ports and ranges are held against trying every port and address of small worlds. */
    @Test
    void trafficIsDecidedAsAddressByAddress() {
        Property.tries(300).holds(draw -> {
            List<int[]> rules = draw.list(0, 5, each -> new int[] {
                each.integer(0, 1), each.integer(0, 7), each.integer(1, 3), each.integer(0, 15), each.integer(0, 15)
            });
            NetworkSecurityGroupSpec.Builder group = NetworkSecurityGroupSpec.builder("nsg", GROUP);
            for (int i = 0; i < rules.size(); i++) {
                int[] rule = rules.get(i);
                int prefix = 32 - rule[2];
                int first = rule[1] >> rule[2] << rule[2];
                group.inbound(
                        "r" + i,
                        100 + i,
                        it -> (rule[0] == 0 ? it.deny() : it.allow())
                                .from("10.0.0." + first + "/" + prefix)
                                .tcp(Math.min(rule[3], rule[4]) + "-" + Math.max(rule[3], rule[4])));
            }
            group.inbound("last", 4000, it -> it.deny());
            Traffic traffic = Traffic.inbound("10.0.0.2/31", "10.9.0.0/24").of(SecurityProtocol.TCP, "4-7");
            boolean all = true;
            for (int address = 2; address < 4; address++) {
                for (int port = 4; port < 8; port++) {
                    all &= passes(rules, address, port);
                }
            }
            boolean passes = group.build().stops(traffic).isEmpty();
            // Said to pass only if all of it does; several rules that let through parts count as nothing.
            assertThat(!passes || all).isTrue();
        });
    }

    private static boolean passes(List<int[]> rules, int address, int port) {
        for (int[] rule : rules) {
            int first = rule[1] >> rule[2] << rule[2];
            boolean here = address >= first && address < first + (1 << rule[2]);
            if (here && port >= Math.min(rule[3], rule[4]) && port <= Math.max(rule[3], rule[4])) {
                return rule[0] == 1;
            }
        }
        return false;
    }
}
