package dev.aks4j.core.internal.arm;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.BinaryData;
import com.azure.core.util.CoreUtils;
import dev.aks4j.core.internal.auth.Secrets;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Scheduler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One exchange on the wire: headers that every request has, a limit of time, the whole body, and one log line without
 * secrets.
 */
public final class ExchangePolicy implements HttpPipelinePolicy {

    private static final Logger LOG = LoggerFactory.getLogger("dev.aks4j.arm");
    private static final HttpHeaderName CLIENT_REQUEST_ID = HttpHeaderName.fromString("x-ms-client-request-id");
    private static final HttpHeaderName CORRELATION_ID = HttpHeaderName.fromString("x-ms-correlation-request-id");
    private static final HttpHeaderName RETURN_REQUEST_ID = HttpHeaderName.fromString("x-ms-return-client-request-id");

    /** Azure Resource Manager gives a provider a minute; after this long nothing more will come. */
    static final Duration LIMIT = Duration.ofSeconds(100);

    private final Scheduler scheduler;
    private final String userAgent;
    private final RequestTeller requests;

    ExchangePolicy(Scheduler scheduler, String userAgent, RequestTeller requests) {
        this.requests = requests;
        this.scheduler = scheduler;
        this.userAgent = userAgent;
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        HttpRequest request = context.getHttpRequest();
        String id = CoreUtils.randomUuid().toString();
        request.setHeader(CLIENT_REQUEST_ID, id);
        request.setHeader(RETURN_REQUEST_ID, "true");
        request.setHeader(HttpHeaderName.USER_AGENT, agent(request));
        RequestContext call = RequestContext.of(context, scheduler.elapsed());
        return Mono.defer(() -> {
            if (!call.maySend()) {
                return Mono.error(new HeldBackException());
            }
            Duration left = scheduler.elapsed();
            call.leave();
            CompletableFuture<HttpResponse> tooLong = new CompletableFuture<>();
            Scheduler.Cancellable limit = Later.run(
                    scheduler,
                    LIMIT,
                    () -> tooLong.completeExceptionally(new TimeoutException("no answer in " + LIMIT)));
            return heldBack(request, call)
                    .flatMap(ready -> next.process())
                    .flatMap(response -> whole(response, request, call))
                    .onErrorMap(failure -> Secrets.without(secrets(request, call), failure))
                    .or(Mono.fromFuture(tooLong, true))
                    .doOnSuccess(response -> log(request, response, id, left))
                    .doOnSuccess(response -> tell(request, Optional.ofNullable(response), left))
                    .doOnError(failure -> tell(request, Optional.empty(), left))
                    .doFinally(signal -> limit.cancel());
        });
    }

    /** Looks once more when the connection stands and the body is to go: what was not sent whole is not carried out. */
    private static Mono<HttpRequest> heldBack(HttpRequest request, RequestContext call) {
        BinaryData body = request.getBodyAsBinaryData();
        if (!call.hasCondition() || body == null) {
            return Mono.just(request);
        }
        Flux<ByteBuffer> guarded =
                Flux.defer(() -> call.maySend() ? Flux.just(body.toByteBuffer()) : Flux.error(new HeldBackException()));
        return BinaryData.fromFlux(guarded, body.getLength(), false).map(request::setBody);
    }

    private void tell(HttpRequest request, Optional<HttpResponse> response, Duration left) {
        requests.exchanged(
                request.getHttpMethod().toString(),
                request.getUrl().getPath(),
                response.map(HttpResponse::getStatusCode).orElse(0),
                scheduler.elapsed().minus(left),
                response.map(WholeResponse::requestId).orElse(""),
                response.map(answer -> answer.getHeaderValue(CORRELATION_ID)).orElse(""));
    }

    private static Mono<HttpResponse> whole(HttpResponse response, HttpRequest request, RequestContext call) {
        return response.getBodyAsByteArray()
                .defaultIfEmpty(new byte[0])
                .map(bytes -> new WholeResponse(
                        response,
                        response.getStatusCode() < 400 ? bytes : withoutSecrets(bytes, secrets(request, call))));
    }

    /** Some gateways and providers quote what they refuse. */
    private static byte[] withoutSecrets(byte[] bytes, List<String> secrets) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String clean = Secrets.without(secrets, text);
        if (clean.equals(text)) {
            return bytes;
        }
        // Of a document, code and structure stay, because they decide what comes next.
        return Json.read(text)
                .map(document -> Secrets.without(secrets, document).toString())
                .orElse(clean)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Returns what the request carries that nobody may be told: its token, and secrets in its body. */
    private static List<String> secrets(HttpRequest request, RequestContext call) {
        String authorization = request.getHeaders().getValue(HttpHeaderName.AUTHORIZATION);
        List<String> secrets = new ArrayList<>(call.secrets());
        if (authorization != null) {
            secrets.add(authorization.substring(authorization.indexOf(' ') + 1));
        }
        return secrets;
    }

    private String agent(HttpRequest request) {
        String theirs = request.getHeaders().getValue(HttpHeaderName.USER_AGENT);
        return theirs == null || theirs.startsWith(userAgent) ? userAgent : userAgent + " " + theirs;
    }

    private void log(HttpRequest request, HttpResponse response, String id, Duration left) {
        if (LOG.isDebugEnabled() && response != null) {
            LOG.debug(
                    "{}: {} in {} ms, request {}, client request {}",
                    Redaction.of(request),
                    response.getStatusCode(),
                    scheduler.elapsed().minus(left).toMillis(),
                    WholeResponse.requestId(response),
                    id);
        }
    }
}
