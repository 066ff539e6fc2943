package dev.aks4j.core.internal.plan.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.internal.plan.FakeArm;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.KubernetesAccess;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.Step;
import dev.aks4j.core.testing.FakeScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What can be seen of the reasons for a failure on a cluster. */
class ClusterExplainerTest {

    private static final ResourceId CLUSTER = ResourceId.parse("/subscriptions/" + FakeArm.SUBSCRIPTION
            + "/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/shop");
    private static final Step STEP = new Step(
            "1",
            "nodePool",
            "apps",
            Change.UPDATE,
            new Write.Delete(CLUSTER.child("agentPools", "apps"), "2025-09-01"),
            Set.of(),
            List.of());
    private static final String LIVE =
            "{'properties':{'provisioningState':'Failed','powerState':{'code':'Running'},'nodeResourceGroup':'MC_rg_shop'}}";
    private static final String POOLS =
            "{'value':[{'name':'apps','properties':{'provisioningState':'Failed','count':3,'status':{'provisioningError':"
                    + "{'code':'SubnetIsFull','message':'no address left'}}}}]}";

    private final FakeScheduler time = new FakeScheduler();
    private String group = "{'value':[]}";
    private CompletionStage<Json> nodes = CompletableFuture.failedFuture(new AksException("no way"));

    private final class Arm implements ArmClient {
        @Override
        public CompletionStage<ArmResponse> send(ArmRequest request) {
            String target = request.target();
            if (target.contains("/resourceGroups/MC_rg_shop/resources?")) {
                assertThat(target).contains("expand=provisioningState");
                return group.isEmpty() ? new CompletableFuture<>() : answer(group);
            }
            return answer(target.contains("/agentPools?") ? POOLS : LIVE);
        }

        private CompletionStage<ArmResponse> answer(String json) {
            return CompletableFuture.completedFuture(new ArmResponse(200, Map.of(), FakeArm.json(json)));
        }

        @Override
        public String subscriptionId() {
            return FakeArm.SUBSCRIPTION;
        }
    }

    private List<String> causes() throws Exception {
        KubernetesAccess access = new NodesOnly();
        CompletionStage<List<String>> causes =
                new ClusterExplainer(new Arm(), access, time).explain(STEP, new AksException("failed"));
        return time.await(causes, Duration.ofSeconds(30));
    }

    private final class NodesOnly implements KubernetesAccess {
        @Override
        public CompletionStage<Json> list(ResourceId cluster, String apiVersion, String plural) {
            assertThat(cluster).isEqualTo(CLUSTER);
            assertThat(plural).isEqualTo("nodes");
            return nodes;
        }

        @Override
        public CompletionStage<Json> read(Address.InCluster object) {
            throw new AssertionError("only lists");
        }

        @Override
        public CompletionStage<Json> apply(Address.InCluster object, Json manifest, boolean force) {
            throw new AssertionError("only lists");
        }

        @Override
        public CompletionStage<Void> remove(Address.InCluster object) {
            throw new AssertionError("only lists");
        }
    }

    @Test
    void statesOfClusterPoolsNodeResourceGroupAndNodesAreTold() throws Exception {
        group =
                "{'value':[{'type':'Microsoft.Compute/virtualMachineScaleSets','name':'aks-apps-1-vmss','provisioningState':'Failed',"
                        + "'changedTime':'2026-01-01T00:00:00Z'},{'type':'Microsoft.Network/loadBalancers','name':'kubernetes','provisioningState':'Succeeded'}]}";
        nodes = CompletableFuture.completedFuture(FakeArm.json(
                "{'items':[{'metadata':{'name':'a'},'status':{'conditions':[{'type':'Ready','status':'True'},"
                        + "{'type':'DiskPressure','status':'False'}]}},{'metadata':{'name':'b'},'spec':{'unschedulable':true},"
                        + "'status':{'conditions':[{'type':'Ready','status':'Unknown','reason':'NodeStatusUnknown','message':'Kubelet stopped posting'},"
                        + "{'type':'DiskPressure','status':'True'}]}}]}"));
        assertThat(causes())
                .containsExactly(
                        "cluster shop: Failed, Running",
                        "node pool apps: Failed, 3 nodes, SubnetIsFull: no address left",
                        "node resource group MC_rg_shop: 2 resources, 1 not Succeeded",
                        "  virtualMachineScaleSets aks-apps-1-vmss: Failed, changed 2026-01-01T00:00:00Z",
                        "2 nodes have joined, 1 in trouble",
                        "  node b: not Ready (NodeStatusUnknown: Kubelet stopped posting); DiskPressure; closed for new pods");
        assertThat(time.pending()).isZero();
    }

    @Test
    void whatDoesNotAnswerInTimeIsLeftOutAndTheRestIsTold() throws Exception {
        group = "";
        nodes = new CompletableFuture<>();
        assertThat(causes())
                .containsExactly(
                        "cluster shop: Failed, Running",
                        "node pool apps: Failed, 3 nodes, SubnetIsFull: no address left");
        assertThat(time.elapsed()).isLessThanOrEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void longListsAreCut() {
        StringBuilder many = new StringBuilder("{'value':[");
        for (int i = 0; i < 25; i++) {
            many.append(i == 0 ? "" : ",")
                    .append("{'type':'a/b','name':'n")
                    .append(i)
                    .append("','provisioningState':'Failed'}");
        }
        assertThat(NodeFacts.group("MC", FakeArm.json(many + "]}")))
                .hasSize(12)
                .startsWith("node resource group MC: 25 resources, 25 not Succeeded")
                .endsWith("  and 15 more");
    }

    @Test
    void nothingIsSaidOfAnEmptyGroupOrAClusterWithoutNodes() {
        assertThat(NodeFacts.group("MC", FakeArm.json("{'value':[]}"))).isEmpty();
        assertThat(NodeFacts.nodes(FakeArm.json("{'items':[]}"))).isEmpty();
        assertThat(NodeFacts.nodes(Json.missing())).isEmpty();
    }
}
