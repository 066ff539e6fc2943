package dev.aks4j.core.cluster.setting;

import dev.aks4j.core.plan.kind.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The proxy through which nodes and pods reach the outside. Not thread-safe; used while a cluster is built. */
public final class HttpProxy {

    private static final String AT = "/properties/httpProxyConfig/";

    private final ClusterDocument settings;

    HttpProxy(ClusterDocument settings) {
        this.settings = settings;
    }

    private HttpProxy set(String name, Object value) {
        settings.set(AT + name, value);
        return this;
    }

    /** Sets the proxies for http and for https, without a password in them; for one with a password see the other way. */
    public HttpProxy servers(String http, String https) {
        set("httpProxy", http);
        return set("httpsProxy", https);
    }

    /** Sets the proxies for http and for https by the names under which the client's source of secrets knows their URLs. */
    public HttpProxy servers(SecretValue http, SecretValue https) {
        set("httpProxy", http.toJson());
        return set("httpsProxy", https.toJson());
    }

    /** Takes the proxy off pods and nodes and keeps its settings; every node is reimaged. */
    public HttpProxy disabled() {
        return set("enabled", false);
    }

    /** Puts the proxy back that {@link #disabled} took off. */
    public HttpProxy enabled() {
        return set("enabled", true);
    }

    /** Sets hosts and ranges that are reached directly. */
    public HttpProxy except(String... hosts) {
        return set("noProxy", List.of(hosts));
    }

    /** Sets the certificate authority of the https proxy, as PEM. */
    public HttpProxy trustedCa(String pem) {
        return set("trustedCa", Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)));
    }
}
