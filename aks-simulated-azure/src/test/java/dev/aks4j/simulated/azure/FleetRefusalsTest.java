package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Azure refuses of fleets, and what it takes instead, on the wire. */
class FleetRefusalsTest {

    private static final String UPGRADE =
            "'managedClusterUpdate':{'upgrade':{'type':'Full','kubernetesVersion':'1.36.2'}}";
    private static final String STAGE = "{'name':'s','groups':[{'name':'one'}]}";

    private final RawClient client = RawClient.of(AzureSimulator.create());
    private final String group = client.group("rg");
    private final String fleets = group + "/providers/Microsoft.ContainerService/fleets/";
    private final String fleet = fleets + "shops";
    private final String cluster = client.cluster("rg", "c");

    @BeforeEach
    void create() {
        client.put(group, "{'location':'westeurope'}");
        client.follow(client.put(
                cluster,
                "{'location':'westeurope','properties':{'dnsPrefix':'c','agentPoolProfiles':[{'name':'system',"
                        + "'mode':'System','count':1,'vmSize':'Standard_D4ds_v5'}]}}"));
        client.follow(client.put(fleet, "{'location':'westeurope'}"));
        client.follow(client.put(fleet + "/members/m", member("one")));
    }

    private String member(String in) {
        return "{'properties':{'clusterResourceId':'" + cluster + "','group':'" + in + "'}}";
    }

    private static String strategy(String... stages) {
        return "{'properties':{'strategy':{'stages':[" + String.join(",", stages) + "]}}}";
    }

    private static String run(String more) {
        return "{'properties':{" + UPGRADE + more + "}}";
    }

    private static String groups(int many) {
        return IntStream.range(0, many)
                .mapToObj(each -> "{'name':'g" + each + "'}")
                .collect(Collectors.joining(","));
    }

    static Stream<Arguments> strategies() {
        return Stream.of(
                Arguments.of("/updateStrategies/-s", strategy(STAGE)),
                Arguments.of("/updateStrategies/s", strategy()),
                Arguments.of("/updateStrategies/s", strategy(STAGE, STAGE)),
                Arguments.of("/updateStrategies/s", strategy("{'name':'s','groups':[]}")),
                Arguments.of("/updateStrategies/s", strategy("{'name':'s','groups':[{'name':'a'},{'name':'a'}]}")),
                Arguments.of(
                        "/updateStrategies/s",
                        strategy("{'name':'s','maxConcurrency':'101%','groups':[{'name':'a'}]}")),
                Arguments.of("/updateRuns/to_1", run("")),
                Arguments.of("/updateRuns/r", run(",'strategy':{'stages':[]}")),
                Arguments.of(
                        "/updateRuns/r", run(",'strategy':{'stages':[{'name':'s','groups':[{'name':'nobody'}]}]}")),
                Arguments.of("/updateStrategies/s", strategy(STAGE, "{'name':'t','groups':[{'name':'one'}]}")),
                Arguments.of("/updateStrategies/s", strategy("{'name':'s','groups':[{'name':'One'}]}")),
                Arguments.of("/updateStrategies/s", strategy("{'name':'s','groups':[" + groups(51) + "]}")),
                Arguments.of(
                        "/updateStrategies/s", strategy("{'name':'s','maxConcurrency':'51','groups':[{'name':'a'}]}")),
                Arguments.of(
                        "/updateStrategies/s",
                        strategy("{'name':'s','maxConcurrency':'3','groups':[{'name':'a','maxConcurrency':'4'}]}")),
                Arguments.of(
                        "/updateStrategies/s",
                        strategy("{'name':'s','groups':[{'name':'a','afterGates':[{'type':'Approval',"
                                + "'displayName':'" + "a".repeat(101) + "'}]}]}")),
                Arguments.of("/updateRuns/r", "{'properties':{'managedClusterUpdate':{'upgrade':{'type':'Full'}}}}"));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void brokenStrategyOrRunIsRefused(String below, String body) {
        assertThat(client.put(fleet + below, body).status()).isEqualTo(400);
        assertThat(client.put(fleet + "/updateStrategies/good", strategy(STAGE)).status())
                .isEqualTo(201);
        assertThat(client.put(fleet + "/updateRuns/good", run("")).status()).isEqualTo(201);
    }

    @Test
    void limitsAreReachedAndTheChoiceOfImagesIsTakenWithAnyUpgrade() {
        String stage = "{'name':'s','maxConcurrency':'50','groups':[" + groups(50) + "]}";
        assertThat(client.put(fleet + "/updateStrategies/s", strategy(stage)).status())
                .isEqualTo(201);
        String controlPlanes = "{'properties':{'managedClusterUpdate':{'upgrade':{'type':'ControlPlaneOnly',"
                + "'kubernetesVersion':'1.36.2'},'nodeImageSelection':{'type':'Latest'}}}}";
        assertThat(client.put(fleet + "/updateRuns/r", controlPlanes).status()).isEqualTo(201);
    }

    @Test
    void badNamesAndGroupsAreRefusedAndAClusterIsInOneFleetOnly() {
        assertThat(client.put(fleets + "Shops", "{'location':'westeurope'}").status())
                .isEqualTo(400);
        assertThat(client.put(fleet + "/members/" + "a".repeat(51), member("one"))
                        .status())
                .isEqualTo(400);
        assertThat(client.put(fleet + "/members/m", member("a.b")).status()).isEqualTo(400);
        assertThat(client.put(fleet + "/members/other", member("one")).status()).isEqualTo(409);
    }

    @Test
    void runGoesByAStrategyOrByStagesAndNotByBoth() {
        client.put(fleet + "/updateStrategies/s", strategy(STAGE));
        String by = ",'updateStrategyId':'" + fleet + "/updateStrategies/s'";
        assertThat(client.put(fleet + "/updateRuns/r", run(by + ",'strategy':{'stages':[" + STAGE + "]}"))
                        .status())
                .isEqualTo(400);
        assertThat(client.put(fleet + "/updateRuns/r", run(by)).status()).isEqualTo(201);
    }
}
