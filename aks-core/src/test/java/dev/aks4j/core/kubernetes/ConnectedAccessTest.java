package dev.aks4j.core.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.KubernetesAccess;
import dev.aks4j.core.plan.kind.KubernetesException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectedAccessTest {
    private static final Address.InCluster CLASS = in(Optional.empty(), "storage.k8s.io/v1", "StorageClass", "fast");
    private static final Address.InCluster MAP = in(Optional.of("shop"), "v1", "ConfigMap", "settings");

    private final World world = new World();
    private final KubernetesAccess access = world.connector().access();

    private static Address.InCluster in(Optional<String> namespace, String apiVersion, String kind, String name) {
        return new Address.InCluster(World.CLUSTER, apiVersion, kind, namespace, name);
    }

    private static Json json(String text) throws Exception {
        return Json.parse(text.replace('\'', '"'));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void readsAnObjectWithATokenOfOurOwn() throws Exception {
        world.answers(200, "{'kind':'StorageClass','provisioner':'disk.csi.azure.com','unknown':{'kept':1}}");

        Json live = world.get(access.read(CLASS));

        assertThat(live.at("/unknown/kept").asInt()).isEqualTo(1);
        assertThat(world.requests())
                .extracting(World.Seen::method, World.Seen::path)
                .containsExactly(tuple("GET", "/apis/storage.k8s.io/v1/storageclasses/fast"));
        assertThat(world.requests().get(0).authorization()).startsWith("Bearer token-");
        assertThat(world.scopes).containsOnly("6dae42f8-4368-4678-94ff-3960e28e3630/.default");
        assertThat(world.azure)
                .extracting(Object::toString)
                .containsExactly("POST /subscriptions/" + World.SUBSCRIPTION
                        + "/resourceGroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/shop"
                        + "/listClusterUserCredential");
    }

    @Test
    void localAccountsSendTheTokenOfTheKubeconfig() throws Exception {
        world.kubeconfig = Kubeconfigs::local;
        world.answers(200, "{}");

        world.get(access.read(MAP));

        assertThat(world.requests().get(0).path()).isEqualTo("/api/v1/namespaces/shop/configmaps/settings");
        assertThat(world.requests().get(0).authorization()).isEqualTo("Bearer " + Kubeconfigs.SECRET);
        assertThat(world.scopes).isEmpty();
    }

    @Test
    void anAbsentObjectKindGroupOrClusterIsAMissingNode() throws Exception {
        assertThat(world.get(access.read(CLASS)).isMissing()).isTrue();
        assertThat(world.get(access.read(in(Optional.empty(), "storage.k8s.io/v1", "Storage", "fast")))
                        .isMissing())
                .isTrue();
        assertThat(world.get(access.read(in(Optional.empty(), "example.com/v1", "Thing", "one")))
                        .isMissing())
                .isTrue();
        try (World other = new World()) {
            other.refusal =
                    Optional.of(new ArmError(404, "ResourceNotFound", "", "no such cluster", "", List.of(), ""));
            assertThat(other.get(other.connector().access().read(CLASS)).isMissing())
                    .isTrue();
            other.get(other.connector().access().remove(CLASS));
            assertThatThrownBy(() -> other.get(other.connector().access().apply(CLASS, json("{}"), false)))
                    .isInstanceOf(ArmException.class);
        }
    }

    @Test
    void appliesOnTheServersSideAsOurselves() throws Exception {
        world.answers(201, "{'metadata':{'name':'fast','uid':'u1'}}");
        Json manifest = json("{'kind':'StorageClass','parameters':{'skuName':'Premium_ZRS'}}");

        assertThat(world.get(access.apply(CLASS, manifest, false))
                        .at("/metadata/uid")
                        .asText())
                .isEqualTo("u1");

        World.Seen request = world.requests().get(0);
        assertThat(request.method()).isEqualTo("PATCH");
        assertThat(request.path())
                .isEqualTo("/apis/storage.k8s.io/v1/storageclasses/fast"
                        + "?fieldManager=aks4j&fieldValidation=Strict&force=false");
        assertThat(request.contentType()).isEqualTo("application/apply-patch+yaml");
        assertThat(json(request.body())).isEqualTo(manifest);
    }

    /** The real server answers so to a list that has a key twice, and it was told after six tries. */
    @Test
    void serverThatFailsWithWhatItWasGivenIsToldAtOnceWithItsCause() {
        String message = "failed to create typed patch object: duplicate entries for key [name=z]";
        world.answers(500, "{'kind':'Status','message':'" + message + "','code':500}")
                .answers(200, "{}");
        assertThatThrownBy(() -> world.get(access.apply(CLASS, json("{}"), false)))
                .isInstanceOfSatisfying(
                        KubernetesException.class,
                        error -> assertThat(error.mayPass()).isFalse())
                .hasMessageContaining("duplicate entries for key");
        assertThat(world.requests()).hasSize(1);
    }

    @Test
    void webhookThatIsOutOfReachMayComeBack() throws Exception {
        world.answers(World.Reply.error(500, "InternalError", "Internal error occurred: failed calling webhook x"))
                .answers(200, "{}");
        world.get(access.apply(CLASS, json("{}"), false));
        assertThat(world.requests()).hasSize(2);
    }

    @Test
    void takesFieldsOverOnlyWhenTold() throws Exception {
        world.answers(200, "{}");

        world.get(access.apply(CLASS, json("{}"), true));

        assertThat(world.requests().get(0).path()).endsWith("force=true");
    }

    @Test
    void anErrorOfTheServerIsKeptWhole() {
        world.answers(World.Reply.error(409, "Conflict", "conflict with kubectl: .parameters"));

        assertThatThrownBy(() -> world.get(access.apply(CLASS, json("{}"), false)))
                .isInstanceOfSatisfying(KubernetesException.class, e -> {
                    assertThat(e.status()).isEqualTo(409);
                    assertThat(e.reason()).isEqualTo("Conflict");
                })
                .hasMessageContaining("Applying StorageClass fast in cluster shop")
                .hasMessageContaining("conflict with kubectl: .parameters");
        assertThat(world.requests()).hasSize(1);
    }

    @Test
    void aKindThatIsNotServedCannotBeApplied() {
        assertThatThrownBy(() -> world.get(
                        access.apply(in(Optional.empty(), "example.com/v1", "Thing", "one"), json("{}"), false)))
                .isInstanceOf(KubernetesException.class)
                .hasMessageContaining("serves no Thing in example.com/v1; install what defines it first");
    }

    @Test
    void aNamespaceTooManyOrTooFewIsSaid() {
        assertThatThrownBy(
                        () -> world.get(access.read(in(Optional.of("shop"), "storage.k8s.io/v1", "StorageClass", "f"))))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("live in none");
        assertThatThrownBy(() -> world.get(access.read(in(Optional.empty(), "v1", "ConfigMap", "settings"))))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("needs a namespace");
    }

    @Test
    void removalIsDoneWhenTheObjectIsGone() throws Exception {
        world.answers(200, "{'metadata':{'uid':'u1','finalizers':['foregroundDeletion']}}")
                .answers(200, "{'metadata':{'uid':'u1','deletionTimestamp':'x'}}")
                .answers(World.Reply.error(404, "NotFound", "gone"));

        world.get(access.remove(MAP));

        assertThat(world.requests()).extracting(World.Seen::method).containsExactly("DELETE", "GET", "GET");
        assertThat(json(world.requests().get(0).body())
                        .path("propagationPolicy")
                        .asText())
                .isEqualTo("Foreground");
    }

    @Test
    void removalIsDoneWhenAnotherObjectHasTheName() throws Exception {
        world.answers(200, "{'kind':'Status','status':'Success','details':{'uid':'u1'}}")
                .answers(200, "{'metadata':{'uid':'u2'}}");

        world.get(access.remove(MAP));

        assertThat(world.requests()).hasSize(2);
    }

    @Test
    void whatIsNotThereCountsAsRemoved() throws Exception {
        world.get(access.remove(MAP));

        assertThat(world.requests()).extracting(World.Seen::method).containsExactly("DELETE");
    }

    @Test
    void aRemovalThatHangsEndsWithTheFinalizersThatHoldIt() {
        world.answers(200, "{'metadata':{'uid':'u1'}}");
        for (int i = 0; i < 200; i++) {
            world.answers(200, "{'metadata':{'uid':'u1','finalizers':['example.com/hold']}}");
        }

        assertThatThrownBy(() -> world.get(access.remove(MAP)))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("still being removed")
                .hasMessageContaining("example.com/hold");
    }

    @Test
    void whatMayPassIsTriedAgainAfterAPause() throws Exception {
        world.answers(new World.Reply(429, "", Map.of("Retry-After", "7")))
                .answers(World.Reply.error(503, "ServiceUnavailable", "starting"))
                .answers(200, "{'kind':'StorageClass'}");

        assertThat(world.get(access.read(CLASS)).path("kind").asText()).isEqualTo("StorageClass");

        assertThat(world.pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2));
    }

    @Test
    void aServerThatAsksForTooMuchPatienceGetsAMinute() throws Exception {
        world.answers(new World.Reply(503, "", Map.of("Retry-After", "86400"))).answers(200, "{'kind':'StorageClass'}");

        world.get(access.read(CLASS));

        assertThat(world.pauses).containsExactly(Duration.ofMinutes(1));
    }

    @Test
    void aServerThatKeepsFailingIsReportedAfterSixTries() {
        for (int i = 0; i < 10; i++) {
            world.answers(World.Reply.error(500, "InternalError", "etcd is down"));
        }

        assertThatThrownBy(() -> world.get(access.read(CLASS)))
                .isInstanceOf(KubernetesException.class)
                .hasMessageContaining("etcd is down");
        assertThat(world.requests()).hasSize(6);
    }

    @Test
    void credentialsThatNoLongerWorkAreFetchedAnewOnce() throws Exception {
        world.answers(World.Reply.error(401, "Unauthorized", "Unauthorized"))
                .answers(200, "{'kind':'StorageClass'}")
                .answers(World.Reply.error(401, "Unauthorized", "Unauthorized"))
                .answers(World.Reply.error(401, "Unauthorized", "Unauthorized"));

        world.get(access.read(CLASS));
        assertThat(world.azure).hasSize(2);

        assertThatThrownBy(() -> world.get(access.read(CLASS)))
                .isInstanceOfSatisfying(
                        KubernetesException.class, e -> assertThat(e.status()).isEqualTo(401));
        assertThat(world.azure).hasSize(3);
    }

    @Test
    void connectionAndDiscoveryAreSharedByRequests() throws Exception {
        for (int i = 0; i < 3; i++) {
            world.get(access.read(CLASS));
        }

        assertThat(world.azure).hasSize(1);
        assertThat(world.seen).hasSize(4);
    }

    @Test
    void theConnectionsUsedLeastRecentlyAreClosedWhenThereAreMany() throws Exception {
        for (int i = 0; i < 40; i++) {
            world.get(access.read(of("cluster-" + i)));
        }
        assertThat(world.azure).hasSize(40);

        world.get(access.read(of("cluster-39")));
        assertThat(world.azure).hasSize(40);

        world.get(access.read(of("cluster-0")));
        assertThat(world.azure).hasSize(41);
    }

    private static Address.InCluster of(String cluster) {
        return new Address.InCluster(
                World.CLUSTER.parent().orElseThrow().child("Microsoft.ContainerService/managedClusters", cluster),
                "v1",
                "Namespace",
                Optional.empty(),
                "default");
    }

    @Test
    void aServerThatIsNotThereIsNamedWithWhatToCheck() {
        world.stopServer();

        assertThatThrownBy(() -> world.get(access.read(CLASS)))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("localhost could not be reached")
                .hasMessageContaining("private cluster");
        assertThat(world.azure).hasSize(2);
    }

    @Test
    void aClosedAccessSaysSo() {
        world.connector().close();

        assertThatThrownBy(() -> world.get(access.read(CLASS)))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("was closed");
    }
}
