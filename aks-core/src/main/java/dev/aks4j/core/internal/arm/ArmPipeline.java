package dev.aks4j.core.internal.arm;

import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.arm.PacingListener;
import dev.aks4j.core.arm.RequestListener;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.auth.Tokens;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Scheduler;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * The way of every request to Azure Resource Manager for one principal: retried where that is safe, authenticated, paced,
 * and logged without secrets. The service clients of the Azure library can run on the same {@link #pipeline()}, so that
 * they share its limits. Thread-safe; make one for a subscription and keep it.
 *
 * <pre>{@code
 * Tokens tokens = Tokens.of(credential, AzureCloud.PUBLIC, transport.entra(), transport.scheduler());
 * ArmPipeline arm = ArmPipeline.builder(transport, AzureCloud.PUBLIC, tokens, subscriptionId).build();
 * arm.client().send(ArmRequest.get(clusterId, AksApiVersion.NEWEST.value()));
 * }</pre>
 */
public final class ArmPipeline implements AutoCloseable {

    private final Scheduler scheduler;
    private final DoubleSupplier random;
    private final Pacer pacer;
    private final HttpPipeline pipeline;
    private final ArmClient client;
    private final RetryPolicy retries;

    private ArmPipeline(Builder builder) {
        scheduler = builder.transport.scheduler();
        random = builder.random;
        RequestTeller requests = new RequestTeller(builder.requests, scheduler);
        pacer = new Pacer(scheduler, builder.listener, requests);
        retries = new RetryPolicy(scheduler, random);
        pipeline = new HttpPipelineBuilder()
                .httpClient(builder.transport.azure())
                .policies(
                        retries,
                        new AuthPolicy(builder.tokens, builder.cloud),
                        new PacingPolicy(pacer),
                        new ExchangePolicy(scheduler, userAgent(), requests))
                .build();
        ArmClient direct = new PoolOnlyClient(new PoolReads(
                new DefaultArmClient(pipeline, scheduler, builder.cloud.armEndpoint(), builder.subscriptionId),
                this::allowance));
        client = builder.apiVersion == AksApiVersion.NEWEST ? direct : new PinnedClient(direct, builder.apiVersion);
    }

    /**
     * Starts a pipeline.
     *
     * @param transport the ways out of the process
     * @param cloud where Azure Resource Manager answers
     * @param tokens who the requests come from
     * @param subscriptionId the subscription that the client works in
     * @throws AksException if the subscription id is not a GUID
     */
    public static Builder builder(Transport transport, AzureCloud cloud, Tokens tokens, String subscriptionId) {
        return new Builder(transport, cloud, tokens, subscriptionId);
    }

    /** Returns the client that sends documents over this pipeline. */
    public ArmClient client() {
        return client;
    }

    /** Returns the pipeline itself, for service clients of the Azure library. */
    public HttpPipeline pipeline() {
        return pipeline;
    }

    /** Returns the scheduler by which this pipeline waits. */
    public Scheduler scheduler() {
        return scheduler;
    }

    /** Returns how many requests like this one could be sent now without waiting for Azure's limits. */
    public Allowance allowance(ArmRequest request) {
        String target = request.target();
        int from = target.startsWith("/") ? 0 : target.indexOf('/', target.indexOf("://") + 3);
        int query = target.indexOf('?');
        String path = target.substring(Math.max(0, from), query < 0 ? target.length() : query);
        return pacer.allowance(request.method(), path.isEmpty() ? "/" : path);
    }

    /** Returns the random numbers, from 0 to 1 exclusive, by which this pipeline spreads its retries. */
    public DoubleSupplier random() {
        return random;
    }

    /**
     * Ends every request that is queued, pauses before a repetition, or is on the wire, and refuses later ones. A write
     * that was on the wire ends with {@link MaybeExecutedException}. The transport stays open; it belongs to the caller.
     */
    @Override
    public void close() {
        retries.close();
    }

    private static String userAgent() {
        String version = Optional.ofNullable(ArmPipeline.class.getPackage().getImplementationVersion())
                .orElse("dev");
        return "aks4j/" + version + " (Java " + Runtime.version().feature() + ")";
    }

    /** Collects what a pipeline needs. Not thread-safe. */
    public static final class Builder {
        private final Transport transport;
        private final AzureCloud cloud;
        private final Tokens tokens;
        private final String subscriptionId;
        private AksApiVersion apiVersion = AksApiVersion.NEWEST;
        private PacingListener listener = queue -> {};
        private RequestListener requests = RequestListener.none();
        private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

        private Builder(Transport transport, AzureCloud cloud, Tokens tokens, String subscriptionId) {
            this.transport = Objects.requireNonNull(transport, "transport");
            this.cloud = Objects.requireNonNull(cloud, "cloud");
            this.tokens = Objects.requireNonNull(tokens, "tokens");
            if (!Objects.requireNonNull(subscriptionId, "subscriptionId")
                    .matches("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")) {
                throw new AksException("The subscription id \"" + subscriptionId
                        + "\" is not a GUID; \"az account show --query id\" prints yours.");
            }
            this.subscriptionId = subscriptionId;
        }

        /** Sets where random numbers from 0 to 1 exclusive come from. Default: the thread's generator. */
        public Builder random(DoubleSupplier numbers) {
            this.random = Objects.requireNonNull(numbers);
            return this;
        }

        /** Sets the version in which clusters and what belongs to them are read and written. Default: the newest. */
        public Builder apiVersion(AksApiVersion version) {
            this.apiVersion = Objects.requireNonNull(version);
            return this;
        }

        /** Sets who hears how many requests wait for Azure's limits. Default: nobody. */
        public Builder pacing(PacingListener newListener) {
            this.listener = Objects.requireNonNull(newListener);
            return this;
        }

        /** Sets who hears of requests on the wire. Default: nobody. */
        public Builder requests(RequestListener newListener) {
            this.requests = Objects.requireNonNull(newListener);
            return this;
        }

        /** Builds the pipeline. */
        public ArmPipeline build() {
            return new ArmPipeline(this);
        }
    }
}
