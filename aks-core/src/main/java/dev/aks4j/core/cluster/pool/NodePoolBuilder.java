package dev.aks4j.core.cluster.pool;

import com.azure.resourcemanager.containerservice.models.ManagedClusterAgentPoolProfile;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.internal.cluster.inner.Inner;
import dev.aks4j.core.model.ResourceId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the builders of all kinds of node pools have in common. Checked when the cluster is built. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class NodePoolBuilder<B extends NodePoolBuilder<B>>
        permits SystemPool.Builder, UserPool.Builder, GatewayPool.Builder {

    private final String name;
    private final ClusterDocument profile = new ClusterDocument();
    private final Map<String, Object> raw = new LinkedHashMap<>();

    NodePoolBuilder(String name, String mode, int count) {
        this.name = name;
        set("/mode", mode);
        setDefault("/osType", "Linux");
        setDefault("/type", "VirtualMachineScaleSets");
        setDefault("/count", count);
    }

    abstract B self();

    final B set(String pointer, Object value) {
        profile.set(pointer, value);
        return self();
    }

    /** Sets what nobody asked for; see {@link ClusterDocument#setDefault}. */
    final B setDefault(String pointer, Object value) {
        profile.setDefault(pointer, value);
        return self();
    }

    /** Sets a number of nodes that a scale set has. */
    final B nodes(int count) {
        set("/type", "VirtualMachineScaleSets");
        return set("/count", count);
    }

    final String name() {
        return name;
    }

    final ClusterDocument profile() {
        ClusterDocument copy = ClusterDocument.copyOf(profile);
        raw.forEach(copy::set);
        return copy;
    }

    /** Sets the size of the machines, for example {@code Standard_D4ds_v5}. Cannot be changed later. */
    public final B vmSize(String size) {
        return set("/vmSize", size);
    }

    /** Sets the availability zones. Cannot be changed later. */
    public final B zones(int... zones) {
        return set(
                "/availabilityZones",
                Arrays.stream(zones).mapToObj(String::valueOf).toList());
    }

    /** Sets how many pods a node can run, 10 to 250. Cannot be changed later. */
    public final B maxPods(int pods) {
        return set("/maxPods", pods);
    }

    /** Sets the size of the operating system disk in GiB, up to 2048, and where it lives. Cannot be changed later. */
    public final B osDisk(int sizeInGib, OsDiskType type) {
        set("/osDiskSizeGB", sizeInGib);
        return osDisk(type);
    }

    /** Sets the size of the operating system disk in GiB; Azure chooses where it lies. Cannot be changed later. */
    public final B osDisk(int sizeInGib) {
        return set("/osDiskSizeGB", sizeInGib);
    }

    /** Sets where the operating system disk lives, in the size that Azure gives it. Cannot be changed later. */
    public final B osDisk(OsDiskType type) {
        return set("/osDiskType", type.value());
    }

    /** Sets where kubelet keeps its data. Cannot be changed later. */
    public final B kubeletDisk(KubeletDiskType type) {
        return set("/kubeletDiskType", type.value());
    }

    /** Sets the operating system; a Windows one makes this a Windows pool. */
    public B osSku(OsSku sku) {
        set("/osType", sku.value().startsWith("Windows") ? "Windows" : "Linux");
        return set("/osSKU", sku.value());
    }

    /** Adds a label to the pool's nodes. */
    public final B label(String key, String value) {
        return put("/nodeLabels", key, value);
    }

    /** Adds labels to the pool's nodes. */
    public final B labels(Map<String, String> labels) {
        labels.forEach(this::label);
        return self();
    }

    /** Sets the taints of the pool's nodes, each as {@code key=value:effect}. */
    public final B taints(String... taints) {
        return set("/nodeTaints", List.of(taints));
    }

    /** Adds an Azure tag to the pool and its machines. */
    public final B tag(String key, String value) {
        return put("/tags", key, value);
    }

    /** Sets the Kubernetes version of the nodes, where it is not the control plane's. */
    public final B kubernetesVersion(String version) {
        return set("/orchestratorVersion", version);
    }

    /** Sets how many nodes an upgrade adds at once. */
    public final B maxSurge(int nodes) {
        return set("/upgradeSettings/maxSurge", String.valueOf(nodes));
    }

    /** Sets how many nodes an upgrade adds at once, in percent of the pool, 1 to 100; without it 10. */
    public final B maxSurgePercent(int percent) {
        return set("/upgradeSettings/maxSurge", percent + "%");
    }

    /** Sets how long an upgrade waits for a node to drain: whole minutes, 1 to 1440; without it 30. */
    public final B drainTimeout(Duration time) {
        return set("/upgradeSettings/drainTimeoutInMinutes", minutes(time));
    }

    /** Sets how long an upgrade rests after each batch of nodes: whole minutes, 0 to 30. */
    public final B nodeSoak(Duration time) {
        return set("/upgradeSettings/nodeSoakDurationInMinutes", minutes(time));
    }

    /** Sets what an upgrade does with a node that it cannot drain. */
    public final B undrainableNodes(UndrainableNodeBehavior behavior) {
        return set("/upgradeSettings/undrainableNodeBehavior", behavior.value());
    }

    /** Sets the subnet of the nodes, where it is not the one of the cluster's network. Cannot be changed later. */
    public final B subnet(ResourceId subnet) {
        return set("/vnetSubnetID", subnet.toString());
    }

    /** Sets the subnet of the pods, where it is not the one of the cluster's network. Cannot be changed later. */
    public final B podSubnet(ResourceId subnet) {
        return set("/podSubnetID", subnet.toString());
    }

    /** Gives every node a public address. */
    public final B nodePublicIp() {
        return set("/enableNodePublicIP", true);
    }

    /** Gives every node a public address out of a prefix. */
    public final B nodePublicIp(ResourceId prefix) {
        nodePublicIp();
        return set("/nodePublicIPPrefixID", prefix.toString());
    }

    /** Sets the IP tags of the nodes' public addresses, for example {@code RoutingPreference} to {@code Internet}. */
    public final B nodePublicIpTag(String type, String tag) {
        return append("/networkProfile/nodePublicIPTags", Map.of("ipTagType", type, "tag", tag));
    }

    /** Opens ports of the nodes, for one protocol: {@code TCP} or {@code UDP}. */
    public final B allowedHostPorts(int from, int to, String protocol) {
        return append(
                "/networkProfile/allowedHostPorts", Map.of("portStart", from, "portEnd", to, "protocol", protocol));
    }

    /** Adds the nodes to application security groups. */
    public final B applicationSecurityGroups(ResourceId... groups) {
        return set(
                "/networkProfile/applicationSecurityGroups",
                Arrays.stream(groups).map(ResourceId::toString).toList());
    }

    /** Uses images with FIPS 140 validated cryptography. */
    public final B fips() {
        return set("/enableFIPS", true);
    }

    /** Encrypts the machines' disks and caches at the host. The subscription must have the feature. */
    public final B encryptionAtHost() {
        return set("/enableEncryptionAtHost", true);
    }

    /** Lets the nodes attach Ultra disks. Cannot be changed later. */
    public final B ultraSsd() {
        return set("/enableUltraSSD", true);
    }

    /** Boots the machines with verified software only. */
    public final B secureBoot() {
        return set("/securityProfile/enableSecureBoot", true);
    }

    /** Gives the machines a virtual trusted platform module. */
    public final B vtpm() {
        return set("/securityProfile/enableVTPM", true);
    }

    /** Streams images that their registry has prepared for it, so that containers start before all is there. */
    public final B artifactStreaming() {
        return set("/artifactStreamingProfile/enabled", true);
    }

    /** Lets Azure run device plug-in and metrics exporter of Nvidia beside the driver. */
    public final B managedGpu() {
        return set("/gpuProfile/nvidia/managementMode", "Managed");
    }

    /** Leaves device plug-in and metrics exporter of Nvidia to you, as Azure does without being asked. */
    public final B unmanagedGpu() {
        return set("/gpuProfile/nvidia/managementMode", "Unmanaged");
    }

    /** Sets whether Azure runs the driver that gives pods network devices (DRANET). */
    public final B managedNetworkDevices(boolean managed) {
        return set("/networkProfile/dranet/mode", managed ? "Managed" : "Unmanaged");
    }

    /**
     * Rolls the pool back to a node image that it had within the last seven days: one of the recently used versions that
     * Azure lists, with {@link #kubernetesVersion} of the same entry. A new pool has none.
     */
    public final B nodeImageVersion(String image) {
        return set("/nodeImageVersion", image);
    }

    /** Lets people sign in to the nodes by SSH with Entra ID, and nobody with a key. */
    public final B entraSsh() {
        return set("/securityProfile/sshAccess", "EntraId");
    }

    /** Switches SSH access to the nodes off. */
    public final B noSsh() {
        return set("/securityProfile/sshAccess", "Disabled");
    }

    /** Sets the message that a login on a node shows; at most 4096 characters once encoded. Linux only. */
    public final B messageOfTheDay(String text) {
        return set("/messageOfTheDay", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Cuts the GPU of each node into instances. Cannot be changed later. */
    public final B gpuInstances(GpuInstanceProfile profile) {
        return set("/gpuInstanceProfile", profile.value());
    }

    /** Sets what runs the containers. Cannot be changed later. */
    public final B workloadRuntime(WorkloadRuntime runtime) {
        return set("/workloadRuntime", runtime.value());
    }

    /** Sets what becomes of machines that the pool gives up. */
    public final B scaleDownMode(ScaleDownMode mode) {
        return set("/scaleDownMode", mode.value());
    }

    /** Keeps the machines close together. Cannot be changed later. */
    public final B proximityPlacementGroup(ResourceId group) {
        return set("/proximityPlacementGroupID", group.toString());
    }

    /** Puts the machines on dedicated hosts. Needs a user-assigned identity. Cannot be changed later. */
    public final B hostGroup(ResourceId group) {
        return set("/hostGroupID", group.toString());
    }

    /** Takes the machines out of a capacity reservation. Needs a user-assigned identity. Cannot be changed later. */
    public final B capacityReservationGroup(ResourceId group) {
        return set("/capacityReservationGroupID", group.toString());
    }

    /** Creates the pool with the node image and version of a snapshot of another pool. Cannot be changed later. */
    public final B fromSnapshot(ResourceId snapshot) {
        return set("/creationData/sourceResourceId", snapshot.toString());
    }

    /** Sets kubelet's options. */
    public final B kubelet(Consumer<KubeletConfig> settings) {
        settings.accept(new KubeletConfig(profile));
        return self();
    }

    /** Sets kernel parameters, swap and huge pages of Linux nodes. */
    public final B linuxOs(Consumer<LinuxOsConfig> settings) {
        settings.accept(new LinuxOsConfig(profile));
        return self();
    }

    /** Answers DNS queries on each node. */
    public final B localDns(Consumer<LocalDns> settings) {
        settings.accept(new LocalDns(profile));
        return self();
    }

    /** Takes over what a model of the Azure SDK says of a pool, like {@link #raw}; its name and mode are this builder's. */
    public final B inner(ManagedClusterAgentPoolProfile model) {
        Inner.leaves(Inner.write(model), (place, value) -> {
            if (!place.equals("/mode")) {
                raw(place, value);
            }
        });
        return self();
    }

    /**
     * Sets a property that this builder has no method for. Rules, plans and comparisons see it like any other, and it
     * wins over what a method or the cluster's network set at the same place.
     *
     * @param pointer JSON pointer in Azure's agent pool profile, for example {@code /artifactStreamingProfile/enabled}
     * @param value a string, number, boolean, list or map
     * @throws dev.aks4j.core.model.AksException if the pointer is none
     */
    public final B raw(String pointer, Object value) {
        raw.put(ClusterDocument.place(pointer), value);
        return self();
    }

    private B put(String pointer, String key, String value) {
        return set(pointer + "/" + ClusterDocument.escape(key), value);
    }

    final B append(String pointer, Object element) {
        profile.add(pointer, element);
        return self();
    }

    /** Whole minutes as a whole number, anything else as a fraction, which a rule then refuses. */
    private static Object minutes(Duration time) {
        boolean whole = time.toSeconds() % 60 == 0 && time.getNano() == 0;
        return whole ? (Object) time.toMinutes() : BigDecimal.valueOf(time.toMillis() / 60000.0);
    }
}
