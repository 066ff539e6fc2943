package dev.aks4j.core;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import dev.aks4j.core.internal.arm.ArmPipeline;
import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import reactor.core.publisher.Mono;

/**
 * The pipeline for clients that block in their own way. Where time moves only while a thread waits in the scheduler, each
 * request waits there; otherwise the pipeline is used as it is.
 */
final class BlockingCalls {

    /** The pipeline has its own, shorter limits; this one only keeps a wait from being endless. */
    private static final Duration LIMIT = Duration.ofHours(1);

    private BlockingCalls() {}

    static HttpPipeline on(ArmPipeline pipeline) {
        Scheduler scheduler = pipeline.scheduler();
        if (!scheduler.movesOnlyWhileWaiting()) {
            return pipeline.pipeline();
        }
        HttpClient waiting = request -> Mono.fromCallable(() -> {
            try {
                return scheduler.await(pipeline.pipeline().send(request).toFuture(), LIMIT);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        });
        return new HttpPipelineBuilder().httpClient(waiting).build();
    }
}
