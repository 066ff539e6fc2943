package dev.aks4j.core.internal.arm;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** Holds each try back until its limits allow it, and corrects them by the answer. */
public final class PacingPolicy implements HttpPipelinePolicy {

    private final Pacer pacer;

    PacingPolicy(Pacer pacer) {
        this.pacer = pacer;
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        String method = context.getHttpRequest().getHttpMethod().toString();
        String named = context.getHttpRequest().getUrl().getPath();
        String path = named.isEmpty() ? "/" : named;
        RequestContext call = RequestContext.of(context, Duration.ZERO);
        List<Bucket> buckets = pacer.buckets(method, path);
        Mono<HttpResponse> exchange = Mono.defer(next::process)
                .doOnNext(response -> {
                    if (response instanceof WholeResponse whole) {
                        pacer.answered(whole, path, buckets);
                    }
                })
                .doOnError(failure -> {
                    // What never left was not counted by Azure.
                    if (TransportFailure.of(TransportFailure.unwrap(failure)) == TransportFailure.NOT_SENT) {
                        buckets.forEach(Bucket::giveBack);
                    }
                })
                .doFinally(signal -> buckets.forEach(Bucket::ended));
        return Mono.defer(() -> pacer.take(buckets, call)
                .map(turn -> Mono.fromFuture(turn).then(exchange))
                .orElse(exchange));
    }
}
