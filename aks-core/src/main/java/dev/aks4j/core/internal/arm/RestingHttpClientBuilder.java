package dev.aks4j.core.internal.arm;

import dev.aks4j.core.model.Scheduler;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Builds a client that rests when nothing is under way. Not thread-safe. */
final class RestingHttpClientBuilder implements HttpClient.Builder {

    private final HttpClient.Builder below = HttpClient.newBuilder();
    private final Scheduler scheduler;
    private Optional<Duration> connectTimeout = Optional.empty();

    RestingHttpClientBuilder(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public HttpClient.Builder connectTimeout(Duration duration) {
        connectTimeout = Optional.of(duration);
        below.connectTimeout(duration);
        return this;
    }

    @Override
    public HttpClient.Builder sslContext(SSLContext context) {
        below.sslContext(context);
        return this;
    }

    @Override
    public HttpClient.Builder sslParameters(SSLParameters parameters) {
        below.sslParameters(parameters);
        return this;
    }

    @Override
    public HttpClient.Builder executor(Executor executor) {
        below.executor(executor);
        return this;
    }

    @Override
    public HttpClient.Builder followRedirects(HttpClient.Redirect policy) {
        below.followRedirects(policy);
        return this;
    }

    @Override
    public HttpClient.Builder version(HttpClient.Version version) {
        below.version(version);
        return this;
    }

    @Override
    public HttpClient.Builder priority(int priority) {
        below.priority(priority);
        return this;
    }

    @Override
    public HttpClient.Builder proxy(ProxySelector selector) {
        below.proxy(selector);
        return this;
    }

    @Override
    public HttpClient.Builder cookieHandler(CookieHandler handler) {
        below.cookieHandler(handler);
        return this;
    }

    @Override
    public HttpClient.Builder authenticator(Authenticator authenticator) {
        below.authenticator(authenticator);
        return this;
    }

    @Override
    public HttpClient build() {
        return new RestingHttpClient(below::build, connectTimeout, scheduler, () -> {});
    }
}
