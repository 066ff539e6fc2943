package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.cluster.ClusterKeys;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.managedidentity.UserAssignedIdentity;
import dev.aks4j.simulated.azure.internal.network.SubnetUser;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.state.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A cluster: what was asked for, what it is, and what is going on with it. Guarded by the simulator's lock. */
public final class ManagedCluster implements Resource, SubnetUser {

    /** The resource type, spelled as the provider spells it. */
    public static final String TYPE = "Microsoft.ContainerService/ManagedClusters";

    private final Cloud cloud;
    private final String id;
    private final String group;
    private final String region;
    private final String fqdnPrefix;
    private final String uid;
    private final String issuerUrl;
    private final String scaleSetDigits;
    private final ClusterKeys credentials;
    private final AddressPool addresses = new AddressPool();
    private final Map<String, AgentPool> pools = new LinkedHashMap<>();
    private final Runnable onRemoved;
    private ObjectNode envelope = AzureJson.object();
    private ObjectNode properties = AzureJson.object();
    private String state = "Creating";
    private boolean running = true;
    private String currentVersion = "";
    private String etag = "";
    private boolean settled;
    private Optional<DirectoryPrincipal> systemIdentity = Optional.empty();
    private Optional<ObjectNode> kubeletIdentity = Optional.empty();
    private Optional<String> privateZone = Optional.empty();
    private List<String> outboundIps = List.of();
    private final Map<String, AzureOperation> operations = new LinkedHashMap<>();

    ManagedCluster(Cloud cloud, String id, String region, String dnsPrefix, ClusterKeys credentials, Runnable removed) {
        this.cloud = cloud;
        this.id = id;
        this.region = region;
        this.group = id.split("/")[4];
        this.fqdnPrefix = dnsPrefix + "-" + cloud.random().base36(8);
        this.uid = cloud.random().hex(24);
        this.issuerUrl = cloud.endpoints().issuers() + region + ".oic.prod-aks.azure.com/" + cloud.tenantId() + "/"
                + cloud.random().guid() + "/";
        this.scaleSetDigits = cloud.random().digits(8);
        this.credentials = credentials;
        this.onRemoved = removed;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public ObjectNode view() {
        return ClusterView.of(this);
    }

    @Override
    public void removed() {
        systemIdentity.ifPresent(cloud.directory()::remove);
        cloud.resources().remove(nodeResourceGroupId());
        operationsUnderWay().forEach(current -> current.cancel(cloud.now()));
        onRemoved.run();
    }

    Cloud cloud() {
        return cloud;
    }

    /** Returns the name of its resource group. */
    public String group() {
        return group;
    }

    /** Returns the region. */
    public String region() {
        return region;
    }

    /** Returns the host name of its API server. */
    public String fqdn() {
        return fqdnPrefix + ".hcp." + region + ".azmk8s.io";
    }

    /** Returns the host name of its API server in its network, if it is private and has a zone for it. */
    public Optional<String> privateFqdn() {
        return privateZone.map(zone -> fqdnPrefix + "." + zone);
    }

    /** Tells whether its API server has a host name that everybody can resolve. */
    boolean publicFqdn() {
        return !AzureJson.flag(properties, "/apiServerAccessProfile/enablePrivateCluster")
                || AzureJson.flag(properties, "/apiServerAccessProfile/enablePrivateClusterPublicFQDN");
    }

    String portalFqdn() {
        return fqdnPrefix + ".portal.hcp." + region + ".azmk8s.io";
    }

    String uid() {
        return uid;
    }

    String scaleSetDigits() {
        return scaleSetDigits;
    }

    /** Returns what proves something to the cluster. */
    public ClusterKeys credentials() {
        return credentials;
    }

    /** Returns the live properties, defaults included, without pools and states. */
    public ObjectNode properties() {
        return properties;
    }

    /** Returns location, tags, identity and SKU as they were asked for. */
    public ObjectNode envelope() {
        return envelope;
    }

    void desire(ObjectNode newEnvelope, ObjectNode newProperties) {
        envelope = newEnvelope;
        properties = newProperties;
        privateZone = PrivateZone.of(properties, region, privateZone, cloud.random());
    }

    /** Returns the pools, in the order of their creation. */
    public List<AgentPool> pools() {
        return new ArrayList<>(pools.values());
    }

    /** Returns the pool with a name. */
    public Optional<AgentPool> pool(String name) {
        return Optional.ofNullable(pools.get(name.toLowerCase(Locale.ROOT)));
    }

    void add(AgentPool pool) {
        pools.put(pool.name().toLowerCase(Locale.ROOT), pool);
    }

    void removePool(AgentPool pool) {
        pool.properties().put("count", 0);
        pool.settle(true, List.of(), addresses);
        pools.remove(pool.name().toLowerCase(Locale.ROOT));
    }

    /** Returns the provisioning state. */
    public String state() {
        return state;
    }

    void state(String newState) {
        state = newState;
    }

    void stateOfAll(String newState) {
        state = newState;
        pools.values().forEach(pool -> pool.state(newState));
    }

    /** Tells whether it runs, rather than being stopped. */
    public boolean running() {
        return running;
    }

    void running(boolean runs) {
        running = runs;
    }

    /** Returns the version of the control plane. */
    public String currentVersion() {
        return currentVersion;
    }

    void currentVersion(String version) {
        currentVersion = version;
    }

    /** Tells whether it has long-term support. */
    public boolean longTermSupport() {
        return properties.path("supportPlan").asText().equals("AKSLongTermSupport");
    }

    /** Returns the ETag. */
    public String etag() {
        return etag;
    }

    /** Gives the cluster and all its pools new ETags, as a write on the cluster does. */
    void renewEtags() {
        etag = cloud.random().guid();
        pools.values().forEach(pool -> pool.etag(cloud.random().guid()));
    }

    /** Returns the operation that is under way: that of the cluster, or else the first one of a pool. */
    public Optional<AzureOperation> operation() {
        return operation(id).or(() -> operationsUnderWay().stream().findFirst());
    }

    /** Returns the operation that is under way on the cluster or on a pool, by id. */
    Optional<AzureOperation> operation(String subject) {
        return Optional.ofNullable(operations.get(subject.toLowerCase(Locale.ROOT)))
                .filter(current -> !current.over());
    }

    /** Returns all operations that are under way: one of the cluster, or one of each pool. */
    List<AzureOperation> operationsUnderWay() {
        return operations.values().stream().filter(current -> !current.over()).toList();
    }

    void operation(AzureOperation begun) {
        operations.put(begun.subject().toLowerCase(Locale.ROOT), begun);
    }

    Optional<DirectoryPrincipal> systemIdentity() {
        return systemIdentity;
    }

    void systemIdentity(DirectoryPrincipal principal) {
        systemIdentity = Optional.of(principal);
    }

    Optional<ObjectNode> kubeletIdentity() {
        return kubeletIdentity;
    }

    List<String> outboundIps() {
        return outboundIps;
    }

    /** Tells whether it has ever been ready, which is when some fields appear. */
    boolean settled() {
        return settled;
    }

    void settled(ObjectNode kubelet, List<String> ips) {
        kubeletIdentity = Optional.of(kubelet);
        outboundIps = ips;
        settled = true;
    }

    /** Makes the machines of all pools match what is desired. */
    void settleNodes() {
        pools.values().forEach(this::settleNodes);
    }

    void settleNodes(AgentPool pool) {
        pool.settle(running, AzureJson.texts(pool.properties(), "/availabilityZones"), addresses);
    }

    AddressPool addresses() {
        return addresses;
    }

    /** Returns the name of the group that holds its nodes. */
    public String nodeResourceGroup() {
        return properties.path("nodeResourceGroup").asText();
    }

    String nodeResourceGroupId() {
        return cloud.subscriptionScope() + "/resourceGroups/" + nodeResourceGroup();
    }

    /** Returns the URL of its OIDC issuer, if it has one. */
    public Optional<String> issuer() {
        return AzureJson.flag(properties, "/oidcIssuerProfile/enabled") ? Optional.of(issuerUrl) : Optional.empty();
    }

    /** Returns the ids of the user-assigned identities. */
    public List<String> userAssignedIdentities() {
        return AzureJson.fields(envelope, "/identity/userAssignedIdentities").stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns whom the control plane acts as: its identity, or the application that it was given. */
    public Optional<DirectoryPrincipal> controlPlane() {
        return systemIdentity
                .or(() -> userAssignedIdentities().stream()
                        .map(id -> cloud.resources().find(UserAssignedIdentity.class, id))
                        .flatMap(Optional::stream)
                        .map(UserAssignedIdentity::principal)
                        .findFirst())
                .or(() -> cloud.directory()
                        .byClientId(properties
                                .at("/servicePrincipalProfile/clientId")
                                .asText()));
    }

    @Override
    public Set<String> subnetIds() {
        Set<String> ids = new LinkedHashSet<>();
        for (AgentPool pool : pools.values()) {
            AzureJson.text(pool.properties(), "/vnetSubnetID").ifPresent(ids::add);
            AzureJson.text(pool.properties(), "/podSubnetID").ifPresent(ids::add);
        }
        AzureJson.text(properties, "/apiServerAccessProfile/subnetId").ifPresent(ids::add);
        return ids;
    }

    @Override
    public String subnetUserId() {
        String pool = pools.keySet().stream().findFirst().orElse("nodes");
        String scaleSet = "aks-" + pool + "-" + scaleSetDigits + "-vmss";
        return nodeResourceGroupId() + "/providers/Microsoft.Compute/virtualMachineScaleSets/" + scaleSet
                + "/virtualMachines/0/networkInterfaces/" + scaleSet + "/ipConfigurations/ipconfig1";
    }
}
