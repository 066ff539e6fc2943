package dev.aks4j.core.cluster.setting;

import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.SecretValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The part of a cluster's builder that sets properties of the control plane. Checked when the cluster is built. Not
 * thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract class ClusterSettings<B extends ClusterSettings<B>> {

    private final ClusterDocument settings = new ClusterDocument();

    /** Starts the settings of a cluster in a region. */
    protected ClusterSettings(Region region) {
        set("/location", region.name());
        settings.setDefault("/sku/name", "Base");
        settings.setDefault("/sku/tier", Tier.FREE.value());
    }

    /** Returns the builder itself. */
    protected abstract B self();

    /** Sets a property of the managed cluster. */
    protected final B set(String pointer, Object value) {
        settings.set(pointer, value);
        return self();
    }

    /** Returns a copy of what is set so far. */
    protected final ClusterDocument settings() {
        return ClusterDocument.copyOf(settings);
    }

    /** Puts the cluster in another region than its resource group. */
    public final B region(Region region) {
        return set("/location", region.name());
    }

    /** Sets the version: {@code 1.35} for its newest patch, or {@code 1.35.2}. Without it Azure chooses. */
    public final B kubernetesVersion(String version) {
        return set("/properties/kubernetesVersion", version);
    }

    /** Sets what the control plane is worth; without it {@link Tier#FREE}. */
    public final B tier(Tier tier) {
        return set("/sku/tier", tier.value());
    }

    /** Keeps a Kubernetes version supported for two years. Sets the tier to Premium, which goes with it. */
    public final B longTermSupport() {
        tier(Tier.PREMIUM);
        return set("/properties/supportPlan", "AKSLongTermSupport");
    }

    /** Goes back to the community's support of a Kubernetes version, for leaving {@link #longTermSupport}. */
    public final B communitySupport() {
        return set("/properties/supportPlan", "KubernetesOfficial");
    }

    /** Adds an Azure tag. */
    public final B tag(String key, String value) {
        return set("/tags/" + ClusterDocument.escape(key), value);
    }

    /** Adds Azure tags. */
    public final B tags(Map<String, String> tags) {
        tags.forEach(this::tag);
        return self();
    }

    /**
     * Sets the first part of the API server's host name: 1 to 54 letters, digits and hyphens. Without it, it is formed
     * as the Azure CLI does, from the names of the cluster and its group and the subscription. Cannot be changed later.
     */
    public final B dnsPrefix(String prefix) {
        return set("/properties/dnsPrefix", prefix);
    }

    /** Sets the subdomain in a custom private DNS zone, in place of a DNS prefix. Cannot be changed later. */
    public final B fqdnSubdomain(String subdomain) {
        return set("/properties/fqdnSubdomain", subdomain);
    }

    /** Names the group that Azure creates for the cluster's machines; without it {@code MC_<group>_<name>_<region>}. */
    public final B nodeResourceGroup(String groupName) {
        return set("/properties/nodeResourceGroup", groupName);
    }

    /** Forbids changes in the group of the cluster's machines to everyone but Azure. */
    public final B nodeResourceGroupLockdown() {
        return set("/properties/nodeResourceGroupProfile/restrictionLevel", "ReadOnly");
    }

    /** Sets which Kubernetes versions Azure moves the cluster to by itself. Plans then leave the version alone. */
    public final B autoUpgrade(UpgradeChannel channel) {
        return set("/properties/autoUpgradeProfile/upgradeChannel", channel.value());
    }

    /** Sets how the nodes' operating system is kept up to date; without it by node images. */
    public final B nodeOsUpgrade(NodeOsUpgradeChannel channel) {
        return set("/properties/autoUpgradeProfile/nodeOSUpgradeChannel", channel.value());
    }

    /** Lets an upgrade go on although deprecated APIs are in use, until an instant. */
    public final B forceUpgradeUntil(Instant until) {
        set("/properties/upgradeSettings/overrideSettings/forceUpgrade", true);
        return set("/properties/upgradeSettings/overrideSettings/until", until.toString());
    }

    /** Lets service accounts sign in to Entra ID. Switches the OIDC issuer on, which it needs. */
    public final B workloadIdentity() {
        oidcIssuer();
        return set("/properties/securityProfile/workloadIdentity/enabled", true);
    }

    /** Publishes the keys with which the cluster signs service account tokens. Cannot be switched off again. */
    public final B oidcIssuer() {
        return set("/properties/oidcIssuerProfile/enabled", true);
    }

    /** Sets how the cluster autoscaler decides, in all pools that have it. */
    public final B autoscalerProfile(Consumer<AutoscalerProfile> profile) {
        profile.accept(new AutoscalerProfile(settings));
        return self();
    }

    /** Sets from where the API server can be reached. */
    public final B apiServer(Consumer<ApiServerAccess> access) {
        access.accept(new ApiServerAccess(settings));
        return self();
    }

    /** Sets threat detection, image cleaning, key management and trusted certificates. */
    public final B security(Consumer<ClusterSecurity> security) {
        security.accept(new ClusterSecurity(settings));
        return self();
    }

    /** Sets metrics, logs and cost analysis. */
    public final B monitoring(Consumer<ClusterMonitoring> monitoring) {
        monitoring.accept(new ClusterMonitoring(settings));
        return self();
    }

    /** Switches on what Azure runs inside the cluster. */
    public final B addons(Consumer<ClusterAddons> addons) {
        addons.accept(new ClusterAddons(settings));
        return self();
    }

    /** Switches drivers for storage on and off. */
    public final B storage(Consumer<StorageDrivers> drivers) {
        drivers.accept(new StorageDrivers(settings));
        return self();
    }

    /**
     * Sets what a preset sets; what is set afterwards wins.
     *
     * @param preset an opinion with reasons; it prints as the properties that it sets
     */
    public final B preset(ClusterPreset preset) {
        preset.settings().forEach(setting -> settings.set(setting.pointer(), setting.value()));
        return self();
    }

    /** Runs the Istio service mesh. */
    public final B serviceMesh(Consumer<ServiceMesh> mesh) {
        mesh.accept(new ServiceMesh(settings));
        return self();
    }

    /** Sets the proxy through which nodes and pods reach the outside. */
    public final B httpProxy(Consumer<HttpProxy> proxy) {
        proxy.accept(new HttpProxy(settings));
        return self();
    }

    /** Sets the login on Linux nodes. Cannot be changed later. */
    public final B linuxLogin(String user, String publicKey) {
        set("/properties/linuxProfile/adminUsername", user);
        settings.set("/properties/linuxProfile/ssh/publicKeys", List.of(Map.of("keyData", publicKey)));
        return self();
    }

    /**
     * Lets the control plane act as a service principal of Entra ID, as clusters did before managed identities. Its
     * secret expires, and nodes cannot be added any more when it has; {@code identity(...)} needs no secret. The roles
     * that a network of yours needs are then yours to assign. Cannot be changed by a plan.
     *
     * @param clientId the application's (client) id
     * @param secret its secret, by the name under which the client's source of secrets knows it; plans cannot compare it
     */
    public final B servicePrincipal(String clientId, SecretValue secret) {
        set("/properties/servicePrincipalProfile/clientId", clientId);
        return set("/properties/servicePrincipalProfile/secret", secret.toJson());
    }

    /** Makes Windows pools possible. Must be there when the cluster is created. */
    public final B windows(Consumer<WindowsLogin> login) {
        login.accept(new WindowsLogin(settings));
        return self();
    }

    /** Lets Azure create and remove nodes of fitting sizes as pods need them, beside the pools named here. */
    public final B nodeAutoProvisioning() {
        return set("/properties/nodeProvisioningProfile/mode", "Auto");
    }

    /** As {@link #nodeAutoProvisioning}, without the node pools that Azure would define; you define your own. */
    public final B nodeAutoProvisioningWithoutDefaultPools() {
        nodeAutoProvisioning();
        return set("/properties/nodeProvisioningProfile/defaultNodePools", "None");
    }

    /** Sets who configures the scheduler that places pods on nodes. */
    public final B scheduler(SchedulerConfiguration configuration) {
        return set("/properties/schedulerProfile/upstream/schedulerConfigMode", configuration.value());
    }

    /** Uses FIPS 140 validated cryptography in the control plane and all pools. The subscription must have the feature. */
    public final B fips() {
        return set("/properties/enableFIPS", true);
    }

    /**
     * Leaves the system pool to Azure, on machines of its own: AKS Automatic only, which cannot be created without. Such a
     * cluster needs no pools.
     */
    public final B hostedSystemPools() {
        return set("/properties/hostedSystemProfile/enabled", true);
    }

    /**
     * As {@link #hostedSystemPools()}, in a virtual network of yours, in which {@code apiServer(api ->
     * api.vnetIntegration(subnet))} names a third subnet.
     *
     * @param systemNodes the subnet of the nodes that Azure hosts
     * @param nodes the subnet of the other nodes
     */
    public final B hostedSystemPools(ResourceId systemNodes, ResourceId nodes) {
        hostedSystemPools();
        set("/properties/hostedSystemProfile/systemNodeSubnetID", systemNodes.toString());
        return set("/properties/hostedSystemProfile/nodeSubnetID", nodes.toString());
    }

    /** Encrypts the machines' disks with a customer's key. Cannot be changed later. */
    public final B diskEncryptionSet(ResourceId set) {
        return set("/properties/diskEncryptionSetID", set.toString());
    }

    /** Pulls the cluster's own images from a cache in place of the public registry. */
    public final B cachedArtifacts() {
        return set("/properties/bootstrapProfile/artifactSource", "Cache");
    }

    /** As {@link #cachedArtifacts}, with a registry of your own as the cache. */
    public final B cachedArtifacts(ResourceId registry) {
        cachedArtifacts();
        return set("/properties/bootstrapProfile/containerRegistryId", registry.toString());
    }

    /** Puts the cluster in an edge zone. Cannot be changed later. */
    public final B edgeZone(String zone) {
        set("/extendedLocation/name", zone);
        return set("/extendedLocation/type", "EdgeZone");
    }

    /** Sets whether the API server has a public endpoint. */
    public final B publicNetworkAccess(boolean allowed) {
        return set("/properties/publicNetworkAccess", allowed ? "Enabled" : "Disabled");
    }
}
