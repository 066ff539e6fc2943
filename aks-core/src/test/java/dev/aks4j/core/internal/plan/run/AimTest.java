package dev.aks4j.core.internal.plan.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.Decided;
import dev.aks4j.core.plan.run.Step;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which steps of older runs a newer one takes the place of. */
class AimTest {

    private static final ResourceId CLUSTER = ResourceId.parse(
            "/subscriptions/s/resourceGroups/rg-shop" + "/providers/Microsoft.ContainerService/managedClusters/shop");
    private static final ResourceId POOL = CLUSTER.child("agentPools", "apps");
    private static final ResourceId OTHER =
            ResourceId.parse("/subscriptions/s/resourceGroups/rg-shop/providers/Microsoft.Network/virtualNetworks/v");

    private static Step remove(String id, ResourceId target, String... after) {
        return new Step(id, "t", id, Change.REMOVE, new Write.Delete(target, "v1"), Set.of(after), List.of());
    }

    private static Step put(String id, ResourceId target, String... after) {
        Write write = new Write.Put(target, "v1", Json.object().build(), false);
        return new Step(id, "t", id, Change.CREATE, write, Set.of(after), List.of());
    }

    private static Set<String> taken(Aim aim, Step... older) {
        List<Step> steps = List.of(older);
        return aim.takesFrom(steps, Set.copyOf(steps.stream().map(Step::id).toList()));
    }

    @Test
    void whatIsRemovedAndMadeAgainIsWantedSoThatWhatHoldsItStays() {
        Aim aim = Aim.of(Decided.nothing(), List.of(remove("a", POOL), put("b", POOL, "a")));
        assertThat(taken(aim, remove("1", CLUSTER))).containsExactly("1");
    }

    @Test
    void whatIsOnlyRemovedKeepsNothingThatHoldsIt() {
        Aim aim = Aim.of(Decided.nothing(), List.of(remove("a", POOL)));
        assertThat(taken(aim, remove("1", CLUSTER))).isEmpty();
        assertThat(taken(aim, put("1", POOL), put("2", OTHER))).containsExactly("1");
    }

    @Test
    void whatAPlanWantedAndRemovesAllTheSameIsNotWanted() {
        Set<Address> both = Set.of(Address.azure(POOL));
        Aim aim = Aim.of(new Decided(both, both), List.of(remove("a", POOL)));
        assertThat(taken(aim, remove("1", CLUSTER))).isEmpty();
    }

    @Test
    void whatWasToComeAfterARemovalThatIsNotDoneIsNotDoneEither() {
        Aim aim = Aim.of(Decided.nothing(), List.of(put("a", CLUSTER)));
        assertThat(taken(aim, remove("1", CLUSTER), put("2", OTHER, "1"), put("3", OTHER, "2"), put("4", OTHER)))
                .containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void planDecidesAboutWhatLiesInItsResources() {
        Set<Address> cluster = Set.of(Address.azure(CLUSTER));
        Aim aim = Aim.of(new Decided(cluster, cluster), List.of());
        assertThat(taken(aim, put("1", POOL), put("2", OTHER))).containsExactly("1");
    }

    @Test
    void removalOfAClusterIsOfItsObjectsToo() {
        Aim aim = Aim.of(Decided.nothing(), List.of(remove("a", CLUSTER)));
        Address.InCluster object = (Address.InCluster) Address.kubernetes(CLUSTER, "v1", "Namespace", "shop");
        Step older = new Step(
                "1",
                "namespace",
                "shop",
                Change.CREATE,
                new Write.Apply(object, Json.object().build()),
                Set.of(),
                List.of());
        assertThat(taken(aim, older)).containsExactly("1");
    }

    @Test
    void lettersOfAnIdDoNotMatterAndSettledStepsAreLeft() {
        Aim aim = Aim.of(Decided.nothing(), List.of(put("a", CLUSTER)));
        Step shouted = remove("1", ResourceId.parse(CLUSTER.toString().replace("rg-shop", "RG-SHOP")));
        assertThat(taken(aim, shouted)).containsExactly("1");
        assertThat(aim.takesFrom(List.of(shouted), Set.of())).isEmpty();
    }
}
