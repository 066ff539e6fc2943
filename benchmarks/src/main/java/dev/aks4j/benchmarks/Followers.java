package dev.aks4j.benchmarks;

import com.azure.core.management.polling.PollResult;
import com.azure.core.management.polling.PollerFactory;
import com.azure.core.management.serializer.SerializerFactory;
import com.azure.core.util.polling.AsyncPollResponse;
import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import dev.aks4j.core.Aks;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The two clients, each taking operations up from their status URLs, as after a restart. */
final class Followers {

    private Followers() {}

    /** Takes operations up. */
    interface Follower {

        /**
         * Takes an operation up.
         *
         * @param lost what to run when it is no longer followed before its end
         * @return what the caller holds of it
         */
        Object follow(String name, Runnable lost);
    }

    static Follower ours(SlowAzure azure) {
        Aks aks = Contestants.ours(azure, Scheduler.standard());
        return (name, lost) -> {
            Operation operation = aks.operations()
                    .resume(new OperationToken(
                            "PUT",
                            ResourceId.parse(SlowAzure.id(name)),
                            SlowAzure.API_VERSION,
                            "",
                            Optional.of(azure.statusUrl(name).toString()),
                            Optional.empty(),
                            Instant.now()));
            operation.completion().whenComplete((done, failure) -> lost.run());
            return operation;
        };
    }

    static Follower raw(SlowAzure azure) {
        ContainerServiceManager manager = Contestants.raw(azure);
        return (name, lost) -> PollerFactory.<ManagedClusterInner, ManagedClusterInner>create(
                        SerializerFactory.createDefaultManagementSerializerAdapter(),
                        manager.httpPipeline(),
                        ManagedClusterInner.class,
                        ManagedClusterInner.class,
                        Duration.ofSeconds(30),
                        state(name, azure.statusUrl(name).toString()))
                .subscribe(Followers::ignore, error -> lost.run(), lost);
    }

    /** The state from which the raw poller goes on, in its own words. */
    private static String state(String name, String url) {
        String resource = "https://management.azure.com" + SlowAzure.id(name) + "?api-version=2025-09-01";
        return "{\"pollingType\":\"AZURE_ASYNC_OPERATION_POLL\",\"lroResponseStatusCode\":201,"
                + "\"lroRequestMethod\":\"PUT\",\"lroOperationUri\":\"" + resource + "\",\"asyncOperationData\":{"
                + "\"lroRequestMethod\":\"PUT\",\"lroOperationUri\":\"" + resource + "\",\"pollUrl\":\"" + url
                + "\",\"provisioningState\":\"InProgress\"}}";
    }

    private static void ignore(AsyncPollResponse<PollResult<ManagedClusterInner>, ?> poll) {
        // only the cost of following is measured
    }
}
