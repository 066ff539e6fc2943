package dev.aks4j.simulated.azure.internal.cloud;

import dev.aks4j.simulated.azure.fault.Faults;
import dev.aks4j.simulated.azure.internal.access.AccessControl;
import dev.aks4j.simulated.azure.internal.directory.Directory;
import dev.aks4j.simulated.azure.internal.journal.Journal;
import dev.aks4j.simulated.azure.internal.operation.AzureOperations;
import dev.aks4j.simulated.azure.internal.random.Randomness;
import dev.aks4j.simulated.azure.internal.state.AzureEndpoints;
import dev.aks4j.simulated.azure.internal.state.CoreQuotas;
import dev.aks4j.simulated.azure.internal.state.DenyPolicies;
import dev.aks4j.simulated.azure.internal.state.Resources;
import dev.aks4j.simulated.azure.internal.state.SizeRestrictions;
import dev.aks4j.simulated.time.Timeline;
import java.time.Instant;

/** What all parts of one simulated Azure share. Guarded by the simulator's lock, except where its parts say more. */
public final class Cloud {

    private final String subscriptionId;
    private final String tenantId;
    private final Timeline time;
    private final Randomness random;
    private final Faults faults = new Faults();
    private final Journal journal = new Journal();
    private final Resources resources = new Resources();
    private final CoreQuotas quotas = new CoreQuotas();
    private final DenyPolicies policies = new DenyPolicies();
    private final SizeRestrictions sizeRestrictions = new SizeRestrictions();
    private final Directory directory;
    private final AccessControl access;
    private final AzureOperations operations;
    private volatile AzureEndpoints endpoints = AzureEndpoints.PUBLIC;

    /** Makes an empty cloud with one subscription in one tenant. */
    public Cloud(String subscriptionId, String tenantId, Timeline time, Randomness random) {
        this.subscriptionId = subscriptionId;
        this.tenantId = tenantId;
        this.time = time;
        this.random = random;
        this.directory = new Directory(time, random);
        this.access = new AccessControl(time, directory::groupsOf);
        this.operations = new AzureOperations(time, random, () -> endpoints.arm() + subscriptionScope());
        resources.onRemoved(access::removeOn);
    }

    /** Returns the subscription's id. */
    public String subscriptionId() {
        return subscriptionId;
    }

    /** Returns the subscription as a scope. */
    public String subscriptionScope() {
        return "/subscriptions/" + subscriptionId;
    }

    /** Returns the tenant's id. */
    public String tenantId() {
        return tenantId;
    }

    /** Returns the simulator's time. */
    public Timeline time() {
        return time;
    }

    /** Returns the current instant. */
    public Instant now() {
        return time.now();
    }

    /** Returns the source of everything made up. */
    public Randomness random() {
        return random;
    }

    /** Returns the planned faults. */
    public Faults faults() {
        return faults;
    }

    /** Returns what is kept of everything that was asked. */
    public Journal journal() {
        return journal;
    }

    /** Returns everything that exists. */
    public Resources resources() {
        return resources;
    }

    /** Returns the policies that deny writes. */
    public DenyPolicies policies() {
        return policies;
    }

    /** Returns the quotas. */
    public CoreQuotas quotas() {
        return quotas;
    }

    /** Returns which sizes of virtual machines the subscription may not use. */
    public SizeRestrictions sizeRestrictions() {
        return sizeRestrictions;
    }

    /** Returns the principals. */
    public Directory directory() {
        return directory;
    }

    /** Returns who may do what. */
    public AccessControl access() {
        return access;
    }

    /** Returns the long-running operations. */
    public AzureOperations operations() {
        return operations;
    }

    /** Returns the base URLs. */
    public AzureEndpoints endpoints() {
        return endpoints;
    }

    /** Moves the simulator to other base URLs. */
    public void endpoints(AzureEndpoints moved) {
        endpoints = moved;
    }
}
