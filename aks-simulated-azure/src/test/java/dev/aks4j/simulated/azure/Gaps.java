package dev.aks4j.simulated.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must have happened around the recorded steps of a scenario, and was not recorded. */
interface Gaps {

    String GROUP = "clitest000001";

    /** Does what came before a step. */
    void before(int step, Replay replay);

    /** Returns the body of a step whose body was not recorded. */
    default Optional<ObjectNode> request(int step, Replay replay) {
        return Optional.empty();
    }

    static Gaps of(String recording) {
        return switch (recording) {
            case "kubernetes_versions_and_delete_poll" ->
                (step, replay) -> {
                    if (step == 2) {
                        cluster(replay, "cliakstest000001", "nodepool1");
                        replay.unrecorded(replay.client().delete(replay.client().cluster(GROUP, "cliakstest000001")));
                    }
                };
            case "nodepool_list_scale_update_delete" ->
                (step, replay) -> {
                    if (step == 0) {
                        cluster(replay, "cliakstest000001", "nodepool1");
                        replay.unrecorded(replay.client()
                                .put(
                                        replay.client().cluster(GROUP, "cliakstest000001") + "/agentPools/nodepool2",
                                        "{'properties':{'count':1,'vmSize':'Standard_DS2_v2','mode':'User',"
                                                + "'tags':{'key1':'value1'},'nodeLabels':{'label1':'value1'}}}"));
                    }
                };
            case "nodepool_upgrade_node_image" ->
                (step, replay) -> {
                    if (step == 0) {
                        cluster(replay, "cliakstest000001", "c000002");
                    }
                };
            case "authorized_ip_ranges_2020", "private_cluster_2020" ->
                (step, replay) -> {
                    if (step == 2) {
                        scaledAndOpened(replay, recording.startsWith("private"));
                    }
                };
            case "user_assigned_identity_custom_subnet" ->
                new Gaps() {
                    @Override
                    public void before(int step, Replay replay) {}

                    @Override
                    public Optional<ObjectNode> request(int step, Replay replay) {
                        return step != 2
                                ? Optional.empty()
                                : Optional.of(AzureJson.object())
                                        .map(body -> body.set(
                                                "properties",
                                                AzureJson.of(Map.of(
                                                        "roleDefinitionId",
                                                        "/x/4d97b98b-1d4f-4787-a291-c67834d212e7",
                                                        "principalId",
                                                        replay.answer(0)
                                                                .at("/properties/principalId")
                                                                .asText(),
                                                        "principalType",
                                                        "ServicePrincipal"))));
                    }
                };
            case "autoscaled_machines" ->
                (step, replay) -> {
                    String cluster = replay.client().cluster(GROUP, "cliakstest000002");
                    if (step == 0) {
                        replay.client()
                                .put(
                                        replay.client().group(GROUP)
                                                + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/cp-97"
                                                + "?api-version=2023-01-31",
                                        "{'location':'westus2'}");
                    } else if (step == 7) {
                        replay.settle(cluster + "/agentPools/vmspool");
                        replay.unrecorded(replay.client()
                                .put(
                                        cluster + "/agentPools/vmspool",
                                        "{'properties':{'mode':'User','type':'VirtualMachines','scaleDownMode':'Delete',"
                                                + "'upgradeSettings':{'undrainableNodeBehavior':'Schedule'},"
                                                + "'virtualMachinesProfile':{'scale':{'autoscale':[{"
                                                + "'size':'standard_d4s_v3','minCount':1,'maxCount':5}]}}}}"));
                    }
                };
            default -> (step, replay) -> {};
        };
    }

    private static void cluster(Replay replay, String name, String pool) {
        String path = replay.client().cluster(GROUP, name);
        replay.client()
                .put(
                        path,
                        "{'location':'westus2','properties':{'dnsPrefix':'c','networkProfile':{'networkPlugin':'kubenet'},"
                                + "'agentPoolProfiles':[{'name':'" + pool + "','mode':'System','count':1,"
                                + "'vmSize':'Standard_DS2_v2'}]}}");
        replay.settle(path);
    }

    /** The test of 2020 cleared the ranges and scaled before it read the cluster for the last time. */
    private static void scaledAndOpened(Replay replay, boolean isPrivate) {
        String path = replay.client().cluster(GROUP, "cliakstest000001");
        replay.settle(path);
        ObjectNode body = RawClient.body(replay.client().get(path));
        ObjectNode properties = (ObjectNode) body.path("properties");
        ((ObjectNode) properties.at("/agentPoolProfiles/0")).put("count", 3);
        if (!isPrivate) {
            properties.set("apiServerAccessProfile", AzureJson.of(Map.of("authorizedIPRanges", List.of())));
        }
        replay.client().send("PUT", path + Replay.LENIENT, body);
        replay.settle(path);
    }
}
