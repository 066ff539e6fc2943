package dev.aks4j.core.internal.arm;

import com.azure.core.credential.AccessToken;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.auth.Tokens;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/**
 * Puts the bearer token on requests to the cloud's ARM endpoint, and on no other: a URL that leads elsewhere is refused,
 * because a token must not leave with it. A 401 gets a new token, once: for the claims that it asks for, or because the one that
 * was sent is refused, for example after somebody signed out or a clock was set.
 */
public final class AuthPolicy implements HttpPipelinePolicy {

    private static final Pattern CLAIMS = Pattern.compile("claims=\"([^\"]+)\"");

    private final Tokens tokens;
    private final AzureCloud cloud;
    private final ArmHost host;

    AuthPolicy(Tokens tokens, AzureCloud cloud) {
        this.tokens = tokens;
        this.cloud = cloud;
        this.host = new ArmHost(cloud.armEndpoint());
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        URL url = context.getHttpRequest().getUrl();
        if (!host.isOurs(url)) {
            return Mono.error(new UnusableUrlException("The URL of " + Redaction.of(context.getHttpRequest())
                    + " is not below "
                    + cloud.armEndpoint() + ", so no token is sent there. Check that the client is built for the cloud"
                    + " that the URL belongs to, and that no proxy rewrites Azure's answers."));
        }
        HttpPipelineNextPolicy second = next.clone();
        return token(Optional.empty())
                .flatMap(token -> authorize(context, token, next)
                        .flatMap(response -> response.getStatusCode() == 401
                                ? anew(token, challenge(response)).flatMap(other -> authorize(context, other, second))
                                : Mono.just(response)));
    }

    private Mono<AccessToken> anew(AccessToken refused, Optional<String> claims) {
        if (claims.isEmpty()) {
            tokens.refused(cloud.armScope(), refused);
        }
        return token(claims);
    }

    private Mono<AccessToken> token(Optional<String> claims) {
        return Mono.fromFuture(tokens.token(cloud.armScope(), claims).toCompletableFuture(), true);
    }

    private static Mono<HttpResponse> authorize(
            HttpPipelineCallContext context, AccessToken token, HttpPipelineNextPolicy next) {
        context.getHttpRequest().setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + token.getToken());
        return next.process();
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
