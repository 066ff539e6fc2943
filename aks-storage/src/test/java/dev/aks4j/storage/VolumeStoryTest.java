package dev.aks4j.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.CSIDriver;
import io.fabric8.kubernetes.api.model.storage.CSIDriverBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VolumeStoryTest {

    private final List<PersistentVolumeClaim> claims = new ArrayList<>();
    private final List<PersistentVolume> volumes = new ArrayList<>();
    private final List<StorageClass> classes = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<CSIDriver> drivers = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    private VolumeStory story() {
        return new VolumeStory(new VolumeFacts(claims, volumes, classes, pods, nodes, drivers, events));
    }

    private PersistentVolumeClaimBuilder claim(String storageClass) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName("data")
                .withNamespace("shop")
                .withUid("claim-1")
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(storageClass)
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity("10Gi")))
                .endResources()
                .endSpec()
                .withNewStatus()
                .withPhase("Pending")
                .endStatus();
    }

    private void pending(String storageClass) {
        claims.add(claim(storageClass).build());
    }

    private void fast(String binding) {
        classes.add(new StorageClassBuilder()
                .withNewMetadata()
                .withName("fast")
                .endMetadata()
                .withProvisioner("disk.csi.azure.com")
                .withVolumeBindingMode(binding)
                .build());
    }

    private void warns(String uid, String text) {
        events.add(new EventBuilder()
                .withNewMetadata()
                .withName("e" + events.size())
                .withNamespace("shop")
                .endMetadata()
                .withNewInvolvedObject()
                .withUid(uid)
                .endInvolvedObject()
                .withType("Warning")
                .withReason("Failed")
                .withMessage(text)
                .withLastTimestamp("2026-12-01T00:00:0" + events.size() + "Z")
                .build());
    }

    private void pod(String name, String node, String phase) {
        pods.add(new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("shop")
                .withUid("pod-" + name)
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .addNewVolume()
                .withName("data")
                .withNewPersistentVolumeClaim("data", false)
                .endVolume()
                .endSpec()
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build());
    }

    private VolumeExplanation claim() {
        return story().claim("shop", "data");
    }

    @Test
    void aClaimWithoutItsClassSaysSo() {
        pending("fast");

        assertThat(claim().because()).containsExactly("there is no storage class fast");
        assertThat(claim().toString())
                .startsWith("claim shop/data is Pending\n  because there is")
                .contains("to do: ");
    }

    @Test
    void aClaimThatNamesNoClassNeedsADefault() {
        pending(null);

        assertThat(claim().because()).containsExactly("it names no class, and the cluster has no default");
    }

    @Test
    void aClaimWhoseClassWaitsForAPodIsFine() {
        pending("fast");
        fast("WaitForFirstConsumer");

        assertThat(claim().toDo()).containsExactly("start a pod that uses it; nothing is wrong");
    }

    @Test
    void aDriverThatIsSwitchedOffMakesNoVolumes() {
        pending("fast");
        fast("Immediate");
        drivers.add(new CSIDriverBuilder()
                .withNewMetadata()
                .withName("file.csi.azure.com")
                .endMetadata()
                .build());

        assertThat(claim().because()).containsExactly("the cluster has no driver disk.csi.azure.com");
    }

    @Test
    void theNewestWarningsSpeakFirstAndOnce() {
        pending("fast");
        fast("Immediate");
        warns("claim-1", "rpc error: code = InvalidArgument desc = invalid parameter foo in storage class");
        warns(
                "claim-1",
                "rpc error: code = Internal desc = AuthorizationFailed: the client does not have authorization");
        warns("claim-1", "something that nobody knows");

        assertThat(claim().because())
                .containsExactly(
                        "an event says: something that nobody knows",
                        "the identity of the cluster lacks a right in Azure",
                        "the driver knows no parameter foo");
    }

    @Test
    void aPodWithoutANodeTellsWhyItsClaimWaits() {
        pending("fast");
        fast("WaitForFirstConsumer");
        pod("db-0", null, "Pending");
        warns("pod-db-0", "0/3 nodes are available: 3 node(s) exceed max volume count.");

        assertThat(claim().because()).contains("the nodes attach no more disks than their VM size allows");
        assertThat(story().pod("shop", "db-0").because())
                .containsExactly("the nodes attach no more disks than their VM size allows");
        assertThat(story().all()).hasSize(2);
    }

    @Test
    void aStaticVolumeThatDoesNotFitIsTold() {
        claims.add(claim("").editSpec().withVolumeName("archive").endSpec().build());
        volumes.add(new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName("archive")
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteMany")
                .withStorageClassName("other")
                .withCapacity(Map.of("storage", new Quantity("5Gi")))
                .withNewClaimRef()
                .withNamespace("shop")
                .withName("old")
                .endClaimRef()
                .endSpec()
                .build());

        assertThat(claim().because())
                .containsExactly(
                        "the volume archive belongs to claim shop/old",
                        "the volume archive is smaller than the claim: it has 5Gi, and 10Gi are claimed",
                        "the volume archive is of another storage class than the claim: \"other\", not \"\"",
                        "the volume archive is not used as the claim asks: it has ReadWriteMany, and ReadWriteOnce is claimed");
    }

    private void archive(String holder, String mode) {
        claims.add(claim("").editSpec().withVolumeName("archive").endSpec().build());
        volumes.add(new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName("archive")
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withVolumeMode(mode)
                .withCapacity(Map.of("storage", new Quantity("10Gi")))
                .withNewClaimRef()
                .withNamespace("shop")
                .withName("data")
                .withUid(holder)
                .endClaimRef()
                .endSpec()
                .build());
    }

    @Test
    void aVolumeOfADeletedClaimOfTheSameNameIsNotWaitedFor() {
        archive("claim-0", null);

        assertThat(claim().because())
                .containsExactly("the volume archive belongs to an earlier claim shop/data, which was deleted");
        assertThat(claim().toDo()).singleElement().asString().contains("claimRef");
    }

    @Test
    void aVolumeThatIsKeptForTheClaimIsWaitedFor() {
        archive(null, "Filesystem");

        assertThat(claim().because()).containsExactly("the controller has not bound it yet");
    }

    @Test
    void aBlockVolumeIsNoFileSystem() {
        archive("claim-1", "Block");

        assertThat(claim().because())
                .containsExactly("the volume archive has the volumeMode Block, and the claim asks for Filesystem");
    }

    @Test
    void aClaimThatIsBeingDeletedNamesWhoHoldsIt() {
        claims.add(claim("fast")
                .editMetadata()
                .withDeletionTimestamp("2026-12-01T00:00:00Z")
                .withFinalizers("kubernetes.io/pvc-protection")
                .endMetadata()
                .withNewStatus()
                .withPhase("Bound")
                .endStatus()
                .build());

        assertThat(claim().because())
                .containsExactly("it is being deleted, and waits for kubernetes.io/pvc-protection");
        pod("waiting", null, "Pending");
        assertThat(story().pod("shop", "waiting").because())
                .singleElement()
                .asString()
                .contains("is being deleted");
        pod("db-0", "one", "Running");
        assertThat(claim().state()).isEqualTo("Terminating");
        assertThat(claim().because()).containsExactly("it is being deleted, as soon as pod shop/db-0 uses it no more");
    }

    @Test
    void growingAndChangingAreToldOfABoundClaim() {
        claims.add(claim("fast")
                .withNewStatus()
                .withPhase("Bound")
                .withCapacity(Map.of("storage", new Quantity("5Gi")))
                .withNewModifyVolumeStatus("Infeasible", "busy")
                .endStatus()
                .build());
        warns("claim-1", "failed to modify volume pvc-1: rpc error: code = Internal desc = only UltraSSD_LRS");

        assertThat(claim().because())
                .containsExactly(
                        "it is growing from 5Gi to 10Gi",
                        "its attributes change to busy: Infeasible",
                        "the driver does not change the volume so: only UltraSSD_LRS");
    }

    @Test
    void volumesOutOfReachAndClaimsThatSeveralNodesWantAreAdvised() {
        claims.add(claim("fast")
                .editSpec()
                .withVolumeName("pvc-1")
                .endSpec()
                .withNewStatus()
                .withPhase("Bound")
                .withCapacity(Map.of("storage", new Quantity("10Gi")))
                .endStatus()
                .build());
        volumes.add(new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName("pvc-1")
                .endMetadata()
                .withNewSpec()
                .withNewNodeAffinity()
                .withNewRequired()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey("topology.disk.csi.azure.com/zone")
                .withOperator("In")
                .withValues("westeurope-2")
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequired()
                .endNodeAffinity()
                .endSpec()
                .build());
        nodes.add(new NodeBuilder()
                .withNewMetadata()
                .withName("one")
                .withLabels(Map.of("topology.disk.csi.azure.com/zone", "westeurope-1"))
                .endMetadata()
                .build());
        pod("a", "one", "Running");
        pod("b", "two", "Running");

        assertThat(story().all())
                .extracting(VolumeExplanation::state)
                .containsExactly("out of reach", "used by several nodes");
    }

    @Test
    void whatIsBoundAndRunsNeedsNoWords() {
        claims.add(claim("fast")
                .withNewStatus()
                .withPhase("Bound")
                .withCapacity(Map.of("storage", new Quantity("10Gi")))
                .endStatus()
                .build());
        pod("db-0", "one", "Running");

        assertThat(claim().isSettled()).isTrue();
        assertThat(story().pod("shop", "db-0").isSettled()).isTrue();
        assertThat(story().all()).isEmpty();
        assertThat(story().claim("shop", "none").state()).isEqualTo("missing");
    }

    static Stream<String> texts() {
        return Stream.of(
                "0/3 nodes are available: 3 node(s) had volume node affinity conflict.",
                "Multi-Attach error for volume \"pvc-1\" Volume is already exclusively attached to one node",
                "AttachVolume.Attach failed for volume \"pvc-1\" : rpc error: code = NotFound desc = Volume not found",
                "MountVolume.MountDevice failed: mount error(13): Permission denied",
                "MountVolume.MountDevice failed: mount.nfs: access denied by server while mounting",
                "MountVolume.MountDevice failed: lookup acct.file.core.windows.net: no such host",
                "azureDisk - premium_lrs is not supported sku/storageaccounttype. Supported values are [Premium_LRS]",
                "mountVolume is not supported for access mode: MULTI_NODE_MULTI_WRITER",
                "update service endpoints failed with error: 403",
                "Operation could not be completed as it results in exceeding approved quota",
                "MountVolume.SetUp failed for volume: couldn't get secret shop/key");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void commonTextsAreKnown(String text) {
        assertThat(VolumeCause.of(text)).hasValueSatisfying(cause -> {
            assertThat(cause.because()).isNotBlank().doesNotContain("$");
            assertThat(cause.toDo()).isNotBlank();
        });
    }
}
