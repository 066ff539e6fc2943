package dev.aks4j.core.internal.arm;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Takes down what a client for one cluster should be like. Not thread-safe. */
final class ClusterHttpClientBuilder implements HttpClient.Builder {

    private final Function<Settings, HttpClient> make;
    private Optional<Duration> connectTimeout = Optional.empty();
    private Optional<SSLContext> tls = Optional.empty();
    private List<String> protocols = List.of();
    private Optional<HttpClient.Version> version = Optional.empty();
    private Optional<ProxySelector> proxy = Optional.empty();
    private HttpClient.Redirect redirect = HttpClient.Redirect.NEVER;

    ClusterHttpClientBuilder(Function<Settings, HttpClient> make) {
        this.make = make;
    }

    /**
     * What a client should be like. Immutable.
     *
     * @param connectTimeout how long opening a connection may take
     * @param tls trust and keys
     * @param protocols versions of TLS; none for the usual ones
     * @param version the version of HTTP to prefer
     * @param proxy the way to proxies
     * @param redirect whether redirects are followed
     */
    record Settings(
            Optional<Duration> connectTimeout,
            Optional<SSLContext> tls,
            List<String> protocols,
            Optional<HttpClient.Version> version,
            Optional<ProxySelector> proxy,
            HttpClient.Redirect redirect) {

        /** Returns whether one client can serve both; trust and keys do not count. */
        boolean isLike(Settings other) {
            return connectTimeout.equals(other.connectTimeout)
                    && protocols.equals(other.protocols)
                    && version.equals(other.version)
                    && proxy.equals(other.proxy)
                    && redirect == other.redirect;
        }

        /** Makes another builder's client like it, apart from trust and keys. */
        void apply(HttpClient.Builder builder) {
            connectTimeout.ifPresent(builder::connectTimeout);
            version.ifPresent(builder::version);
            proxy.ifPresent(builder::proxy);
            builder.followRedirects(redirect);
            if (!protocols.isEmpty()) {
                builder.sslParameters(new SSLParameters(null, protocols.toArray(String[]::new)));
            }
        }
    }

    @Override
    public HttpClient.Builder connectTimeout(Duration duration) {
        connectTimeout = Optional.of(duration);
        return this;
    }

    @Override
    public HttpClient.Builder sslContext(SSLContext context) {
        tls = Optional.of(context);
        return this;
    }

    @Override
    public HttpClient.Builder sslParameters(SSLParameters parameters) {
        protocols = parameters.getProtocols() == null ? List.of() : List.of(parameters.getProtocols());
        return this;
    }

    @Override
    public HttpClient.Builder followRedirects(HttpClient.Redirect policy) {
        redirect = policy;
        return this;
    }

    @Override
    public HttpClient.Builder version(HttpClient.Version preferred) {
        version = Optional.of(preferred);
        return this;
    }

    @Override
    public HttpClient.Builder proxy(ProxySelector selector) {
        proxy = Optional.of(selector);
        return this;
    }

    @Override
    public HttpClient.Builder executor(Executor executor) {
        // All share one.
        return this;
    }

    @Override
    public HttpClient.Builder priority(int priority) {
        return this;
    }

    @Override
    public HttpClient.Builder cookieHandler(CookieHandler handler) {
        throw new UnsupportedOperationException("API servers set no cookies.");
    }

    @Override
    public HttpClient.Builder authenticator(Authenticator authenticator) {
        throw new UnsupportedOperationException("API servers take tokens and certificates.");
    }

    @Override
    public HttpClient build() {
        return make.apply(new Settings(connectTimeout, tls, protocols, version, proxy, redirect));
    }
}
