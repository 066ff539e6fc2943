package dev.aks4j.core.internal.arm;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.auth.Tokens;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/**
 * Puts the bearer token on requests to the cloud's ARM endpoint, and on no other: a URL that leads elsewhere is refused,
 * because a token must not leave with it. A 401 that carries a claims challenge gets a new token, once.
 */
public final class AuthPolicy implements HttpPipelinePolicy {

    private static final Pattern CLAIMS = Pattern.compile("claims=\"([^\"]+)\"");

    private final Tokens tokens;
    private final AzureCloud cloud;
    private final String host;
    private final int port;

    AuthPolicy(Tokens tokens, AzureCloud cloud) {
        this.tokens = tokens;
        this.cloud = cloud;
        URI arm = URI.create(cloud.armEndpoint());
        this.host = arm.getHost().toLowerCase(Locale.ROOT);
        this.port = arm.getPort() < 0 ? 443 : arm.getPort();
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        URL url = context.getHttpRequest().getUrl();
        if (!isOurs(url)) {
            return Mono.error(new UnusableUrlException("The URL of " + Redaction.of(context.getHttpRequest())
                    + " is not below "
                    + cloud.armEndpoint() + ", so no token is sent there. Check that the client is built for the cloud"
                    + " that the URL belongs to, and that no proxy rewrites Azure's answers."));
        }
        HttpPipelineNextPolicy second = next.clone();
        return authorize(context, Optional.empty(), next)
                .flatMap(response -> challenge(response)
                        .map(claims -> authorize(context, Optional.of(claims), second))
                        .orElseGet(() -> Mono.just(response)));
    }

    private Mono<HttpResponse> authorize(
            HttpPipelineCallContext context, Optional<String> claims, HttpPipelineNextPolicy next) {
        CompletableFuture<com.azure.core.credential.AccessToken> token =
                tokens.token(cloud.armScope(), claims).toCompletableFuture();
        return Mono.fromFuture(token, true).flatMap(known -> {
            context.getHttpRequest().setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + known.getToken());
            return next.process();
        });
    }

    private boolean isOurs(URL url) {
        String target = url.getHost().toLowerCase(Locale.ROOT);
        int targetPort = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
        return url.getProtocol().equalsIgnoreCase("https")
                && targetPort == port
                && (target.equals(host) || target.endsWith("." + host));
    }

    private static Optional<String> challenge(HttpResponse response) {
        String header = response.getHeaders().getValue(HttpHeaderName.WWW_AUTHENTICATE);
        if (response.getStatusCode() != 401 || header == null) {
            return Optional.empty();
        }
        Matcher found = CLAIMS.matcher(header);
        if (!found.find()) {
            return Optional.empty();
        }
        try {
            String text = found.group(1);
            byte[] claims = text.contains("-") || text.contains("_")
                    ? Base64.getUrlDecoder().decode(text)
                    : Base64.getDecoder().decode(text);
            return Optional.of(new String(claims, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
