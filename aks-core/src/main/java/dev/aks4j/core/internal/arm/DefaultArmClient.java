package dev.aks4j.core.internal.arm;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Scheduler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends documents over the pipeline. */
public final class DefaultArmClient implements ArmClient {

    private static final Logger LOG = LoggerFactory.getLogger("dev.aks4j.arm");
    private final HttpPipeline pipeline;
    private final Scheduler scheduler;
    private final String endpoint;
    private final Predicate<String> ours;
    private final String subscriptionId;

    DefaultArmClient(HttpPipeline pipeline, Scheduler scheduler, String endpoint, String subscriptionId) {
        this.ours = new ArmHost(endpoint)::leadsTo;
        this.pipeline = pipeline;
        this.scheduler = scheduler;
        this.endpoint = endpoint;
        this.subscriptionId = subscriptionId;
    }

    @Override
    public String subscriptionId() {
        return subscriptionId;
    }

    @Override
    public CompletionStage<ArmResponse> send(ArmRequest request) {
        HttpRequest http;
        try {
            http = http(request);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new UnusableUrlException(
                    request
                            + " was not sent, because it does not lead to a URL. Pass a resource's id, or a URL exactly as"
                            + " Azure gave it.",
                    e));
        }
        RequestContext call = RequestContext.of(
                http,
                scheduler.elapsed().plus(request.deadline()),
                request.isRepeatSafe(),
                request.secrets(),
                request.waits(),
                request::maySend);
        CompletableFuture<ArmResponse> result = new CompletableFuture<>();
        pipeline.send(http, new Context(RequestContext.KEY, call))
                .flatMap(response -> response.getBodyAsByteArray()
                        .defaultIfEmpty(new byte[0])
                        .map(bytes -> answer(request, response, bytes)))
                .subscribe(result::complete, failure -> result.completeExceptionally(TransportFailure.unwrap(failure)));
        return result;
    }

    /** The contract wants absolute URLs of Azure Resource Manager; another is of no use, and no token is sent there. */
    private boolean leadsElsewhere(String name, String url, ArmRequest request) {
        boolean leads = name.equalsIgnoreCase("Location") || name.equalsIgnoreCase("Azure-AsyncOperation");
        if (!leads || ours.test(url)) {
            return false;
        }
        LOG.warn(
                "{}: the {} of the answer is no absolute URL below {} and is not followed; the resource itself is read"
                        + " instead",
                request,
                name,
                endpoint);
        return true;
    }

    private HttpRequest http(ArmRequest request) {
        String target = request.target();
        boolean absolute =
                target.regionMatches(true, 0, "https://", 0, 8) || target.regionMatches(true, 0, "http://", 0, 7);
        HttpRequest http = new HttpRequest(HttpMethod.valueOf(request.method()), absolute ? target : endpoint + target);
        http.setHeader(HttpHeaderName.ACCEPT, "application/json");
        request.headers().forEach((name, value) -> http.setHeader(HttpHeaderName.fromString(name), value));
        if (request.body().isPresent()) {
            http.setBody(BinaryData.fromString(request.body().get().toString()));
            http.setHeader(HttpHeaderName.CONTENT_TYPE, "application/json");
        }
        return http;
    }

    private ArmResponse answer(ArmRequest request, HttpResponse response, byte[] bytes) {
        int status = response.getStatusCode();
        String requestId = WholeResponse.requestId(response);
        if (status >= 300 || status < 200) {
            throw new ArmException(
                    request.toString(),
                    ArmErrors.of(status, bytes, requestId),
                    RetryAfter.read(
                            name -> response.getHeaders().getValue(HttpHeaderName.fromString(name)), scheduler.now()));
        }
        Map<String, String> headers = new HashMap<>();
        response.getHeaders().forEach(header -> {
            if (!leadsElsewhere(header.getName(), header.getValue(), request)) {
                headers.put(header.getName(), header.getValue());
            }
        });
        return Json.read(bytes)
                .map(body -> new ArmResponse(status, headers, body))
                .orElseThrow(() -> unreadable(request, status, bytes.length, requestId));
    }

    /** The body may hold credentials that were cut off in the middle, so nothing of it is told. */
    private static AksException unreadable(ArmRequest request, int status, int length, String requestId) {
        ArmException unreadable = new ArmException(
                request.toString(),
                new ArmError(
                        status,
                        "",
                        "",
                        "Azure answered with " + length + " bytes that are no JSON",
                        "",
                        List.of(),
                        requestId));
        boolean reads = request.method().equals("GET") || request.isRepeatSafe();
        return reads
                ? unreadable
                : new MaybeExecutedException(
                        request + " may have been carried out: Azure answered " + status
                                + ", with a body that is no JSON. Read the resource before you send it again.",
                        unreadable);
    }
}
