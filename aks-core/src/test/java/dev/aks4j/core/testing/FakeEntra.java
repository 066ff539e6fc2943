package dev.aks4j.core.testing;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A token endpoint with a script; when the script is over it hands out tokens {@code token-1}, {@code token-2}, ... */
public final class FakeEntra implements IHttpClient {

    private final List<HttpRequest> seen = new ArrayList<>();
    private final List<Callable<IHttpResponse>> script = new ArrayList<>();
    private int lifetimeSeconds = 3600;
    private int tokens;

    /** Answers the next request so. */
    public synchronized FakeEntra reply(int status, String json) {
        script.add(() -> response(status, json));
        return this;
    }

    /** Fails the next request so. */
    public synchronized FakeEntra fail(Exception failure) {
        script.add(() -> {
            throw failure;
        });
        return this;
    }

    /** Sets how long tokens live. Default: an hour. */
    public synchronized FakeEntra lifetime(int seconds) {
        lifetimeSeconds = seconds;
        return this;
    }

    /** Returns every request so far. */
    public synchronized List<HttpRequest> seen() {
        return List.copyOf(seen);
    }

    @Override
    public synchronized IHttpResponse send(HttpRequest request) throws Exception {
        seen.add(request);
        if (!script.isEmpty()) {
            return script.remove(0).call();
        }
        return response(
                200,
                "{\"token_type\":\"Bearer\",\"expires_in\":" + lifetimeSeconds + ",\"access_token\":\"token-" + ++tokens
                        + "\"}");
    }

    private static IHttpResponse response(int status, String json) {
        HttpResponse response = new HttpResponse();
        response.statusCode(status);
        response.body(json);
        response.addHeaders(Map.of("Content-Type", List.of("application/json")));
        return response;
    }
}
