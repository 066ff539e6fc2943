package dev.aks4j.core.internal.arm;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.Locale;

/** The host of a cloud's Azure Resource Manager, and those below it, such as a region's. Immutable. */
public final class ArmHost {

    private final String host;
    private final int port;

    ArmHost(String endpoint) {
        URI arm = URI.create(endpoint);
        this.host = arm.getHost().toLowerCase(Locale.ROOT);
        this.port = arm.getPort() < 0 ? 443 : arm.getPort();
    }

    /** Returns whether a text is an absolute URL of this host. */
    boolean leadsTo(String url) {
        try {
            return isOurs(new URL(url));
        } catch (MalformedURLException e) {
            return false;
        }
    }

    boolean isOurs(URL url) {
        String target = url.getHost().toLowerCase(Locale.ROOT);
        int targetPort = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
        return url.getProtocol().equalsIgnoreCase("https")
                && targetPort == port
                && (target.equals(host) || target.endsWith("." + host));
    }
}
