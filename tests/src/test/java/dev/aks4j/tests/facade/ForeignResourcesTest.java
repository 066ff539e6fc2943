package dev.aks4j.tests.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Resources that somebody else made, or that no spec names: refused, observed, taken over, left alone, removed. */
class ForeignResourcesTest {

    private static final Duration LONG = Duration.ofHours(5);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final VirtualNetworkSpec VNET = network("ingress", "10.20.8.0/24");
    private static final ManagedIdentitySpec IDENTITY = ManagedIdentitySpec.of("id-orders", GROUP);

    private final SimulatedAzure azure = SimulatedAzure.create();
    private final Aks aks = Aks.builder(azure.subscriptionId())
            .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
            .transport(azure.transport())
            .build();

    @AfterEach
    void close() {
        aks.close();
        azure.close();
    }

    private static VirtualNetworkSpec network(String subnet, String range) {
        return VirtualNetworkSpec.builder("vnet", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22")
                .subnet(subnet, range)
                .build();
    }

    private static ClusterSpec.Builder cluster(int apps) {
        return ClusterSpec.builder("shop", GROUP)
                .kubernetesVersion("1.36")
                .network(CniOverlay.builder().nodeSubnet(VNET.subnet("nodes")).build())
                .identity(ControlPlaneIdentity.create())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5").count(apps));
    }

    private Plan plan(PlanOptions options, Spec... specs) {
        return aks.plan(List.of(specs), options);
    }

    private void apply(PlanOptions options, Spec... specs) {
        assertThat(plan(options, specs).apply().await(LONG).isSuccess()).isTrue();
    }

    /** Creates everything, and takes our mark off it, as if somebody else had made it. */
    private void createdByOthers() throws Exception {
        apply(PlanOptions.standard(), GROUP, VNET, cluster(1).build(), IDENTITY);
        unmark(GROUP.id(), "2024-11-01");
        unmark(VNET.id(), "2024-05-01");
        unmark(cluster(1).build().id(), "2026-08-01");
        unmark(IDENTITY.id(), "2024-11-30");
        azure.requests().clear();
    }

    private void unmark(ResourceId id, String apiVersion) throws Exception {
        ResourceId there = id.inSubscription(azure.subscriptionId());
        ArmResponse live = azure.transport().scheduler().await(aks.arm().send(ArmRequest.get(there, apiVersion)), LONG);
        Json.ObjectBuilder body = live.body().edit().remove("etag", "eTag", "systemData");
        body.putObject("tags");
        azure.transport()
                .scheduler()
                .await(aks.operations().start(ArmRequest.put(there, apiVersion, body.build()), there, apiVersion), LONG)
                .await(LONG);
    }

    @Test
    void theyAreRefusedAllAtOnce() throws Exception {
        createdByOthers();
        Plan plan = plan(PlanOptions.standard(), GROUP, VNET, cluster(4).build(), IDENTITY);
        assertThat(plan.problems()).hasSize(4).extracting(Problem::rule).containsOnly("AKS-PLAN-002");
    }

    @Test
    void observedOnesAreUsedAsTheyAre() throws Exception {
        createdByOthers();
        Spec[] specs = {
            GROUP, network("other", "10.20.9.0/24"), cluster(4).build(), ManagedIdentitySpec.of("id-new", GROUP)
        };
        PlanOptions observe = PlanOptions.standard().observe();

        Plan plan = plan(observe, specs);
        assertThat(plan.entries())
                .filteredOn(entry -> entry.change() != Change.NONE)
                .extracting(PlanEntry::name)
                .containsExactly("id-new");
        assertThat(plan.toString())
                .contains(
                        "agentPoolProfiles.apps.count = 4 is declared, but the resource is only observed; there it is 1")
                .contains("subnets.other.properties.addressPrefix = 10.20.9.0/24")
                .doesNotContain("subnets.other.name");
        plan.apply().await(LONG);

        assertThat(azure.requests().writes().stream()
                        .filter(write -> write.method().equals("PUT")))
                .hasSize(1);
        Plan again = plan(observe, specs);
        assertThat(again.isEmpty()).isTrue();
        assertThat(again.toString())
                .as("not all is as declared")
                .startsWith("No changes. 6 resources with 2 parts are left as they are.");
    }

    @Test
    void adoptedOnesAreOursFromThenOn() throws Exception {
        createdByOthers();
        Spec[] specs = {GROUP, network("other", "10.20.9.0/24"), cluster(4).build(), IDENTITY};

        Plan plan = plan(PlanOptions.standard().adopt(), specs);
        assertThat(plan.toString().lines().filter(line -> line.contains("tags.aks4j-managed-by")))
                .hasSize(4)
                .allMatch(line -> line.endsWith("in place: adopted"));
        assertThat(plan.toString())
                .contains("Not declared by any spec, left alone")
                .contains("virtualNetwork vnet   subnets.ingress = 10.20.8.0/24");
        assertThat(plan.apply().await(LONG).isSuccess()).isTrue();

        Plan again = plan(PlanOptions.standard(), specs);
        assertThat(again.isEmpty()).as(again.toString()).isTrue();
        assertThat(again.toString()).as("the other subnet stays").contains("subnets.ingress = 10.20.8.0/24");
    }

    @Test
    void whatNoSpecNamesAnyMoreStaysUntilItIsPruned() {
        apply(
                PlanOptions.standard(),
                GROUP,
                VNET,
                IDENTITY,
                cluster(1)
                        .userPool(
                                "more", pool -> pool.vmSize("Standard_D4ds_v5").count(1))
                        .build());
        Spec[] fewer = {GROUP, VNET, cluster(1).build()};

        Plan plan = plan(PlanOptions.standard(), fewer);
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.toString()).contains("agentPoolProfiles.more", "removedPool(\"more\") would remove it");

        PlanOptions prune = PlanOptions.standard().prune();
        assertThat(plan(prune, fewer).entries())
                .filteredOn(entry -> entry.change() == Change.REMOVE)
                .extracting(entry -> entry.type() + " " + entry.name())
                .containsExactly("managedIdentity id-orders");
        apply(prune, fewer);
        assertThat(plan(prune, fewer).isEmpty()).isTrue();

        Spec[] without = {GROUP, VNET, cluster(1).removedPool("more").build()};
        assertThat(plan(PlanOptions.standard(), without).toString())
                .contains("0 to create, 0 to change, 1 to remove", "removed: the pool is to be removed");
        apply(PlanOptions.standard(), without);
        Plan again = plan(PlanOptions.standard(), without);
        assertThat(again.isEmpty()).isTrue();
        assertThat(again.unmanaged()).isEmpty();
    }

    @Test
    void aClusterIsPrunedBeforeWhatItUses() {
        apply(PlanOptions.standard(), GROUP, VNET, cluster(1).build());
        PlanOptions prune = PlanOptions.standard().prune();
        apply(prune, GROUP);
        assertThat(azure.hasCluster("shop")).isFalse();
        assertThat(plan(prune, GROUP).isEmpty()).isTrue();
    }
}
