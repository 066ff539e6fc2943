package dev.aks4j.core;

import com.azure.core.http.HttpPipeline;
import com.azure.core.management.profile.AzureProfile;
import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.PacingListener;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.auth.Caller;
import dev.aks4j.core.auth.Tokens;
import dev.aks4j.core.cluster.operate.ClusterAudit;
import dev.aks4j.core.cluster.operate.Clusters;
import dev.aks4j.core.cluster.operate.RegionOffers;
import dev.aks4j.core.fleet.FleetRuns;
import dev.aks4j.core.internal.arm.ArmPipeline;
import dev.aks4j.core.internal.arm.HandOver;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.internal.operation.OperationEngine;
import dev.aks4j.core.internal.plan.Planner;
import dev.aks4j.core.kubernetes.ClusterConnector;
import dev.aks4j.core.metrics.AksListener;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.OperationListener;
import dev.aks4j.core.operation.Operations;
import dev.aks4j.core.plan.BicepExport;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.TerraformExport;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.run.RunListener;
import dev.aks4j.core.plan.run.Runs;
import dev.aks4j.core.plan.run.SecretSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Azure Kubernetes Service in one subscription: the place where a program starts. Make one and keep it for as long as the
 * program runs; it is thread-safe, holds no thread of its own while nothing is under way, and shares one budget of
 * requests among everything that it is asked to do.
 *
 * <pre>{@code
 * try (Aks aks = Aks.builder(subscriptionId).credential(AksCredential.standard()).build()) {
 *     Plan plan = aks.plan(group, vnet, cluster);      // reads, compares, sends no write
 *     System.out.println(plan);
 *     plan.apply().await(Duration.ofMinutes(60));
 * }
 * }</pre>
 *
 * <p>Closing it ends the waiting for what is under way. Azure goes on, and the ledger knows the way back: see {@link
 * #runs()}.
 */
public final class Aks implements AutoCloseable {

    private static final Duration SIGN_IN = Duration.ofMinutes(2);

    private final String subscriptionId;
    private final AzureCloud cloud;
    private final Scheduler scheduler;
    private final Tokens tokens;
    private final Transport transport;
    private final ArmPipeline pipeline;
    private final Optional<ArmPipeline> graph;
    private final OperationEngine operations;
    private final ClusterConnector connector;
    private final Planner planner;
    private final Clusters clusters;
    private final FleetRuns fleetRuns;

    private Aks(Builder builder) {
        subscriptionId = builder.subscriptionId;
        cloud = builder.cloud;
        transport = builder.transport;
        scheduler = transport.scheduler();
        tokens = builder.tokens.orElseGet(() -> Tokens.of(builder.credential, cloud, transport.entra(), scheduler));
        ArmPipeline.Builder arm = ArmPipeline.builder(transport, cloud, tokens, subscriptionId);
        PacingListener pacing = builder.pacing;
        arm.apiVersion(builder.apiVersion);
        builder.listener.ifPresent(all -> arm.requests(all).pacing(queue -> {
            all.queueChanged(queue);
            pacing.queueChanged(queue);
        }));
        pipeline =
                builder.listener.isPresent() ? arm.build() : arm.pacing(pacing).build();
        graph = cloud.graphEndpoint()
                .map(url -> AzureCloud.custom(url, cloud.entraAuthority()))
                .map(place -> ArmPipeline.builder(transport, place, tokens, subscriptionId)
                        .build());
        operations = OperationEngine.on(
                pipeline, builder.listener.<OperationListener>map(all -> all).orElse(OperationListener.none()));
        ClusterConnector.Builder ways = ClusterConnector.builder(pipeline.client(), transport, tokens);
        builder.kubernetes.accept(ways);
        connector = ways.build();
        planner = Planner.builder(pipeline.client(), operations, scheduler)
                .kubernetes(connector.access())
                .caller(() -> Caller.of(tokens, cloud.armScope()))
                .ledger(builder.ledger)
                .secrets(builder.secrets)
                .listener(builder.listener.<RunListener>map(all -> all).orElse(RunListener.none()))
                .build();
        clusters = Clusters.of(pipeline.client(), operations, planner.runs(), transport.scheduler(), connector);
        fleetRuns = FleetRuns.of(pipeline.client(), operations, planner.runs(), transport.scheduler());
    }

    /**
     * Starts a client.
     *
     * @param subscriptionId the subscription's GUID; {@code az account show --query id} prints it
     * @throws dev.aks4j.core.model.AksException if the id is not a GUID (when the client is built)
     */
    public static Builder builder(String subscriptionId) {
        return new Builder(subscriptionId);
    }

    /**
     * Plans what makes the specs true, and blocks for the reads. Sends no write.
     *
     * @throws dev.aks4j.core.model.InvalidSpecException if a spec breaks a rule; carries every problem, and nothing was
     *     read
     * @throws dev.aks4j.core.model.AksException if something could not be read
     */
    public Plan plan(Spec... specs) {
        return plan(List.of(specs), PlanOptions.standard());
    }

    /** Plans what makes the specs true, with options; see {@link #plan(Spec...)}. */
    public Plan plan(Collection<? extends Spec> specs, PlanOptions options) {
        return planner.plan(specs, options);
    }

    /**
     * Returns a plan that was made before, perhaps by another process, and kept as {@link Plan#toJson()}. Reads nothing of
     * Azure: when it is applied, each write finds the resource as the plan saw it, or the run stops with a {@link
     * dev.aks4j.core.plan.run.ConflictException}.
     *
     * @throws dev.aks4j.core.model.AksException if the JSON is no plan of a version that this library reads, or the plan is
     *     for another subscription or version of the cluster API than this client
     */
    public Plan plan(Json json) {
        return planner.read(json);
    }

    /**
     * Plans the removal of what the specs name, in reverse order, and blocks for the reads. Only what carries our mark is
     * removed; a resource group goes last, and only if nothing else is in it. Sends no write.
     */
    public Plan planRemoval(Spec... specs) {
        return planRemoval(List.of(specs), PlanOptions.standard());
    }

    /** Plans the removal of what the specs name, with options; see {@link #planRemoval(Spec...)}. */
    public Plan planRemoval(Collection<? extends Spec> specs, PlanOptions options) {
        return planner.planRemoval(specs, options);
    }

    /** Returns the id of the subscription. */
    public String subscriptionId() {
        return subscriptionId;
    }

    /**
     * Returns specs as a Terraform configuration for the azapi provider. Asks nothing of Azure.
     *
     * @throws dev.aks4j.core.model.InvalidSpecException if a spec breaks a rule
     */
    public TerraformExport exportTerraform(Spec... specs) {
        return planner.exportTerraform(List.of(specs));
    }

    /**
     * Returns specs as Bicep files. Asks nothing of Azure.
     *
     * @throws dev.aks4j.core.model.InvalidSpecException if a spec breaks a rule
     */
    public BicepExport exportBicep(Spec... specs) {
        return planner.exportBicep(List.of(specs));
    }

    /** Returns the runs of this client's ledger, those of dead processes included. */
    public Runs runs() {
        return planner.runs();
    }

    /** Returns update runs of Azure Kubernetes Fleet Manager: to start, follow and stop them. Plans make them. */
    public FleetRuns fleetRuns() {
        return fleetRuns;
    }

    /** Returns the clusters of the subscription: to read them, and to operate them. */
    public Clusters clusters() {
        return clusters;
    }

    /**
     * Reads a cluster, whoever made it, and says what there is to know and to worry about: broken rules, the end of support,
     * upgrades on offer, access. Blocks for the reads.
     *
     * @throws AksException if it does not exist
     */
    public ClusterAudit audit(ResourceId cluster) {
        return clusters.get(cluster).audit();
    }

    /** Asks what Azure offers the subscription in a region: versions, sizes, quota. Blocks for the reads. */
    public RegionOffers offers(Region region) {
        return clusters.offers(region);
    }

    /** Returns the way to the Kubernetes API of clusters, and to their kubeconfigs. */
    public ClusterConnector kubernetes() {
        return connector;
    }

    /**
     * Returns who the credential signs in as, for example to give them a role; blocks until a token is there.
     *
     * <pre>{@code
     * RoleAssignmentSpec.of(BuiltInRole.AKS_RBAC_CLUSTER_ADMIN, cluster.id(), Principal.of(aks.caller()));
     * }</pre>
     *
     * @throws dev.aks4j.core.model.AksException if there is no token, or it does not tell
     */
    public Caller caller() {
        try {
            return scheduler.await(Caller.of(tokens, cloud.armScope()), SIGN_IN);
        } catch (ExecutionException e) {
            Throwable cause = Causes.of(e);
            throw cause instanceof RuntimeException known
                    ? known
                    : new AksException(
                            "Signing in failed: " + cause + ". Check the credential, then try again.", cause);
        } catch (TimeoutException e) {
            throw new AksException("No token came within " + SIGN_IN + ". Check the credential, then try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AksException("The thread was interrupted while signing in. Nothing was sent; call again.");
        }
    }

    /**
     * Signs in with another credential, in this client's cloud and by its ways out, to see whether it works.
     *
     * @return completes with whoever it signs in as; with {@link dev.aks4j.core.auth.CredentialException} if it does not work
     */
    public CompletionStage<Caller> signIn(AksCredential other) {
        return HandOver.of(
                Caller.of(Tokens.of(other, cloud, transport.entra(), scheduler), cloud.armScope()), scheduler);
    }

    /** Returns the client for requests that no other part of this library makes. */
    public ArmClient arm() {
        return new CallersArmClient(pipeline.client(), scheduler);
    }

    /**
     * Returns the client for Microsoft Graph, with a token for it; its requests are absolute URLs, below {@link
     * AzureCloud#graphEndpoint()}. Empty if the cloud names none.
     */
    public Optional<ArmClient> graph() {
        return graph.map(place -> new CallersArmClient(place.client(), scheduler));
    }

    /** Returns the cloud. */
    public AzureCloud cloud() {
        return cloud;
    }

    /**
     * Waits for a stage of this client by the client's own time, which in tests is not the machine's.
     *
     * @param atMost how long to wait
     * @throws AksException what the stage failed with; or if the time is over or the thread is interrupted
     */
    public <T> T await(CompletionStage<T> stage, Duration atMost) {
        try {
            return scheduler.await(stage, atMost);
        } catch (ExecutionException e) {
            throw Causes.of(e) instanceof RuntimeException known
                    ? known
                    : new AksException("The work failed: " + Causes.of(e), Causes.of(e));
        } catch (TimeoutException e) {
            throw new AksException(
                    "No answer came within " + atMost + ". What was sent goes on; ask again, or wait longer.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AksException("The thread was interrupted while it waited. What was sent goes on.");
        }
    }

    /** Returns a stage that completes after a pause of this client's own time. */
    public CompletionStage<Void> later(Duration pause) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        scheduler.after(pause, () -> scheduler.blocking().execute(() -> over.complete(null)));
        return over;
    }

    /** Returns the engine that starts, follows and resumes long-running operations. */
    public Operations operations() {
        return operations;
    }

    /**
     * Returns the clients of the Azure SDK on this client's pipeline: the typed way out for what this library does not do.
     * Documents of what is there are typed too: {@link dev.aks4j.core.cluster.operate.Cluster#inner()}.
     */
    public AzureClients azure() {
        return new AzureClients(pipeline, subscriptionId, cloud);
    }

    /**
     * Returns a client of the Azure SDK; see {@link AzureClients#manager}.
     *
     * <pre>{@code NetworkManager network = aks.azure(NetworkManager::authenticate); }</pre>
     *
     * @param authenticate the {@code authenticate} method of a manager of the Azure SDK
     */
    public <T> T azure(BiFunction<HttpPipeline, AzureProfile, T> authenticate) {
        return azure().manager(authenticate);
    }

    /**
     * Stops waiting for what is under way, and gives up what is queued here. Azure goes on; {@link #runs()} of another
     * client finds it again. The ledger and the transport belong to the caller.
     */
    @Override
    public void close() {
        planner.runs().close();
        operations.close();
        connector.close();
        graph.ifPresent(ArmPipeline::close);
        pipeline.close();
    }

    /** Returns the subscription; never a credential. */
    @Override
    public String toString() {
        return "Aks in subscription " + subscriptionId + " (" + cloud.name() + ")";
    }

    /** Builds an {@link Aks}. Not thread-safe. */
    public static final class Builder {

        private final String subscriptionId;
        private AksCredential credential = AksCredential.standard();
        private AzureCloud cloud = AzureCloud.PUBLIC;
        private Transport transport = Transport.standard();
        private Ledger ledger = new MemoryLedger();
        private SecretSource secrets = SecretSource.none();
        private AksApiVersion apiVersion = AksApiVersion.NEWEST;
        private PacingListener pacing = queue -> {};
        private Consumer<ClusterConnector.Builder> kubernetes = settings -> {};
        private Optional<AksListener> listener = Optional.empty();
        private Optional<Tokens> tokens = Optional.empty();

        private Builder(String subscriptionId) {
            if (subscriptionId == null || subscriptionId.isBlank()) {
                throw new AksException(
                        "The subscription is missing (" + subscriptionId + "). Give its GUID to Aks.builder(...),"
                                + " for example from the variable AZURE_SUBSCRIPTION_ID; 'az account show --query id' prints it.");
            }
            this.subscriptionId = subscriptionId;
        }

        /** Sets who the requests come from. Default: {@link AksCredential#standard()}. */
        public Builder credential(AksCredential value) {
            credential = Objects.requireNonNull(value);
            return this;
        }

        /** Sets the tokens that other clients of the same credential use too. */
        Builder tokens(Tokens shared) {
            tokens = Optional.of(shared);
            return this;
        }

        /** Sets the cloud. Default: {@link AzureCloud#PUBLIC}. */
        public Builder cloud(AzureCloud value) {
            cloud = Objects.requireNonNull(value);
            return this;
        }

        /** Sets the ways out of the process, and the time. Default: the JDK's HTTP client and the system's clock. */
        public Builder transport(Transport value) {
            transport = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Sets where runs write down what they do; the caller closes it. Default: in memory, which a crash loses. A program
         * that must find its runs again takes {@link dev.aks4j.core.plan.ledger.FileLedger}.
         */
        public Builder ledger(Ledger value) {
            ledger = Objects.requireNonNull(value);
            return this;
        }

        /** Sets where secret values of specs come from when they are sent. Default: a source that knows none. */
        public Builder secrets(SecretSource value) {
            secrets = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Sets how the Kubernetes API of clusters is reached, by plans, verbs and clients: time limits, and whether private
         * clusters are gone to by their public names. Default: 10 seconds to connect, 30 for an answer, private names.
         *
         * <pre>{@code Aks.builder(subscriptionId).kubernetes(ways -> ways.publicAddress()).build(); }</pre>
         */
        public Builder kubernetes(Consumer<ClusterConnector.Builder> settings) {
            kubernetes = Objects.requireNonNull(settings);
            return this;
        }

        /**
         * Sets the version of Azure's cluster API that this client speaks, where an older one than the newest is wanted. What
         * that version does not know is refused when a plan is made, with the version that has it. Default: {@link
         * AksApiVersion#NEWEST}.
         */
        public Builder apiVersion(AksApiVersion version) {
            apiVersion = Objects.requireNonNull(version);
            return this;
        }

        /** Sets who hears how many requests wait for Azure's limits. Default: nobody. */
        public Builder pacing(PacingListener value) {
            pacing = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Sets who hears of everything that the client does: {@link dev.aks4j.core.metrics.AksMetrics} for Micrometer, or
         * one of your own. Default: nobody.
         *
         * <pre>{@code Aks.builder(subscriptionId).listener(AksMetrics.on(meterRegistry)).build(); }</pre>
         */
        public Builder listener(AksListener value) {
            listener = Optional.of(value);
            return this;
        }

        /**
         * Builds the client. Sends nothing.
         *
         * @throws dev.aks4j.core.model.AksException if the subscription id is not a GUID
         */
        public Aks build() {
            return new Aks(this);
        }
    }
}
