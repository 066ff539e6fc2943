package dev.aks4j.testkit;

import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.model.Region;
import dev.aks4j.simulated.azure.AzureSimulator;
import dev.aks4j.simulated.azure.RegionQuota;
import dev.aks4j.simulated.azure.RegionVmSizes;
import dev.aks4j.simulated.azure.SimulatedCluster;
import dev.aks4j.simulated.azure.cluster.ClusterListener;
import dev.aks4j.simulated.azure.command.Commands;
import dev.aks4j.simulated.azure.fault.Faults;
import dev.aks4j.simulated.azure.log.RequestLog;
import dev.aks4j.simulated.time.SimulatedTime;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.testkit.internal.InProcessTransport;
import java.util.List;
import org.assertj.core.api.AssertProvider;

/**
 * Azure, simulated, as a test of Java code sees it: one tenant with one subscription, empty at first. It enforces what
 * Azure enforces, answers as Azure answers, and takes as long as Azure takes, in its own time. The default application is
 * Owner of the subscription.
 *
 * <p>The library reaches it through {@link #transport()}. Two simulators with the same seed make up the same ids and
 * durations. Thread-safe.
 */
public final class SimulatedAzure implements AutoCloseable, AssertProvider<AzureAssert> {

    private final AzureSimulator simulator;
    private final Transport transport;

    SimulatedAzure(AzureSimulator simulator) {
        this.simulator = simulator;
        this.transport = new InProcessTransport(
                simulator::answer, simulator.kubernetesClients(), SimulatedScheduler.on(simulator.time()));
    }

    /** Returns an empty Azure in virtual time. */
    public static SimulatedAzure create() {
        return builder().build();
    }

    /** Begins an Azure of another kind. */
    public static SimulatedAzureBuilder builder() {
        return new SimulatedAzureBuilder();
    }

    /** Returns the simulator itself, which knows nothing of the library; a {@code LoopbackAzure} opens it for others. */
    public AzureSimulator simulator() {
        return simulator;
    }

    /** Returns the subscription's id. */
    public String subscriptionId() {
        return simulator.subscriptionId();
    }

    /** Returns the tenant's id. */
    public String tenantId() {
        return simulator.tenantId();
    }

    /** Returns the client id of the default application. */
    public String clientId() {
        return simulator.clientId();
    }

    /** Returns the secret of the default application. It opens nothing but this simulator. */
    public String clientSecret() {
        return simulator.clientSecret();
    }

    /** Returns the object id of the default application's service principal. */
    public String principalId() {
        return simulator.principalId();
    }

    /** Returns the ways by which the library reaches this simulator in process. */
    public Transport transport() {
        return transport;
    }

    /** Returns the time, which clients share. */
    public SimulatedTime time() {
        return simulator.time();
    }

    /** Returns the requests received. */
    public RequestLog requests() {
        return simulator.requests();
    }

    /** Returns the commands that clients run in clusters, to answer some. */
    public Commands commands() {
        return simulator.commands();
    }

    /** Returns the faults, to add some. */
    public Faults faults() {
        return simulator.faults();
    }

    /** Returns the quotas in a region. */
    public RegionQuota quota(Region region) {
        return quota(region.name());
    }

    /** Returns the quotas in a region. */
    public RegionQuota quota(String region) {
        return simulator.quota(region);
    }

    /** Returns the sizes of virtual machines in a region, to take some from the subscription. */
    public RegionVmSizes vmSizes(Region region) {
        return vmSizes(region.name());
    }

    /** Returns the sizes of virtual machines in a region, to take some from the subscription. */
    public RegionVmSizes vmSizes(String region) {
        return simulator.vmSizes(region);
    }

    /** Adds an application without any role, and returns its client id. */
    public String addApplication(String displayName, String clientSecret) {
        return simulator.addApplication(displayName, clientSecret);
    }

    /** Adds a group of principals, and returns its object id. */
    public String addGroup(String... memberObjectIds) {
        return simulator.addGroup(memberObjectIds);
    }

    /**
     * Adds a resource of a provider that the simulator does not have, such as a registry or a key vault: roles can be
     * assigned on it, and nothing else be done with it.
     *
     * @param id its id, from {@code /subscriptions/} on
     * @throws IllegalArgumentException if that is not the id of a resource of a provider
     */
    public void addResource(String id) {
        simulator.addResource(id);
    }

    /** Takes back the subscription's registration with a resource provider. */
    public void unregister(String namespace) {
        simulator.unregister(namespace);
    }

    /** Follows the clusters. */
    public void follow(ClusterListener listener) {
        simulator.follow(listener);
    }

    /** Returns the operations that are under way, as {@code kind of resource}. */
    public List<String> unfinishedOperations() {
        return simulator.unfinishedOperations();
    }

    /**
     * Returns a cluster, to do to it what happens to clusters, such as a node that fails.
     *
     * @throws IllegalArgumentException if there is no cluster of the name
     */
    public SimulatedCluster cluster(String name) {
        return simulator.cluster(name);
    }

    /**
     * Assigns a policy that denies writes.
     *
     * @param name the assignment's name
     * @param resourceType on whose writes it looks, such as {@code Microsoft.ContainerService/managedClusters}
     * @param pointer where it looks in the body, as a JSON pointer, such as {@code /properties/disableLocalAccounts}
     * @param value the value that it denies; empty to deny that there is none
     */
    public void deny(String name, String resourceType, String pointer, String value) {
        simulator.deny(name, resourceType, pointer, value);
    }

    /** Tells whether there is a cluster with a name, in whatever group. */
    public boolean hasCluster(String name) {
        return simulator.hasCluster(name);
    }

    List<String> clusterNames() {
        return simulator.clusterNames();
    }

    /** Answers a request to any of Azure's host names. */
    public Response answer(Request request) {
        return simulator.answer(request);
    }

    /** Begins a claim about this Azure; called by AssertJ's {@code assertThat}. */
    @Override
    public AzureAssert assertThat() {
        return new AzureAssert(this);
    }

    /** Lets nothing more happen. */
    @Override
    public void close() {
        simulator.close();
    }

    @Override
    public String toString() {
        return simulator.toString();
    }
}
