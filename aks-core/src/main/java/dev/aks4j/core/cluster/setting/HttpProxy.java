package dev.aks4j.core.cluster.setting;

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

    /** Sets the proxies for http and for https. */
    public HttpProxy servers(String http, String https) {
        set("httpProxy", http);
        return set("httpsProxy", https);
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
