package dev.aks4j.core.internal.arm;

import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** Carries msal4j's requests over the JDK's HTTP client; msal4j's own client would wait for ever. */
public final class JdkEntraClient implements IHttpClient {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Set<String> OWNED_BY_THE_CLIENT =
            Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final HttpClient client;

    JdkEntraClient(HttpClient client) {
        this.client = client;
    }

    @Override
    public IHttpResponse send(com.microsoft.aad.msal4j.HttpRequest request) throws Exception {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.url().toURI())
                .timeout(LIMIT)
                .method(
                        request.httpMethod().name(),
                        request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        if (request.headers() != null) {
            request.headers().forEach((name, value) -> {
                if (!OWNED_BY_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                    builder.setHeader(name, value);
                }
            });
        }
        java.net.http.HttpResponse<String> answer = client.send(builder.build(), BodyHandlers.ofString());
        HttpResponse response = new HttpResponse();
        response.statusCode(answer.statusCode());
        response.body(answer.body());
        response.addHeaders(answer.headers().map());
        return response;
    }
}
