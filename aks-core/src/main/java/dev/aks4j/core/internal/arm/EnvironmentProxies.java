package dev.aks4j.core.internal.arm;

import dev.aks4j.core.model.AksException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy that the environment names, where no property of the JVM does: {@code HTTPS_PROXY}, {@code ALL_PROXY} and {@code
 * NO_PROXY}, in either case. A proxy of SOCKS is none that the JDK's HTTP client could use: it would go past it without a
 * word, so it is refused. Immutable and thread-safe.
 */
final class EnvironmentProxies extends ProxySelector {

    private static final List<String> PROPERTIES =
            List.of("https.proxyHost", "socksProxyHost", "java.net.useSystemProxies");

    private final Proxy proxy;
    private final List<String> direct;

    private EnvironmentProxies(Proxy proxy, List<String> direct) {
        this.proxy = proxy;
        this.direct = direct;
    }

    /** Returns the selector of the environment; nothing if the JVM has its own, or the environment names no proxy. */
    static Optional<ProxySelector> of(Map<String, String> environment, Map<?, ?> properties) {
        if (PROPERTIES.stream().anyMatch(properties::containsKey)) {
            return Optional.empty();
        }
        List<String> direct = value(environment, "NO_PROXY").stream()
                .flatMap(list -> Arrays.stream(list.split("[,\\s]+")))
                .map(each -> each.toLowerCase(Locale.ROOT))
                .filter(each -> !each.isEmpty())
                .toList();
        String name = value(environment, "HTTPS_PROXY").isPresent() ? "HTTPS_PROXY" : "ALL_PROXY";
        Optional<String> text = value(environment, name);
        if (text.filter(EnvironmentProxies::isSocks).isPresent() && !direct.contains("*")) {
            throw new AksException(
                    "The environment's " + name
                            + " names a SOCKS proxy, which the JDK's HTTP client cannot use. Set HTTPS_PROXY to an HTTP proxy, set"
                            + " NO_PROXY=* if Azure is reached without one, or give Transport.of(...) an HttpClient that knows SOCKS.");
        }
        return text.flatMap(EnvironmentProxies::proxy).map(found -> new EnvironmentProxies(found, direct));
    }

    private static boolean isSocks(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("socks");
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT)))
                .or(() -> Optional.ofNullable(environment.get(name)))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static Optional<Proxy> proxy(String text) {
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            int port = uri.getPort() > 0 ? uri.getPort() : 80;
            return Optional.ofNullable(uri.getHost())
                    .filter(host -> !isSocks(text))
                    .map(host -> new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        return List.of(isDirect(host, uri.getPort()) ? Proxy.NO_PROXY : proxy);
    }

    /** A name stands for itself and for what lies below it; a star for everything. */
    private boolean isDirect(String host, int port) {
        return direct.stream().anyMatch(each -> {
            int colon = each.lastIndexOf(':');
            boolean ported = colon > 0 && each.substring(colon + 1).matches("[0-9]+");
            String name = (ported ? each.substring(0, colon) : each).replaceFirst("^\\*?\\.", "");
            boolean samePort = !ported || each.substring(colon + 1).equals(String.valueOf(port));
            return samePort && (name.equals("*") || host.equals(name) || host.endsWith("." + name));
        });
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The request fails by itself, with the address.
    }
}
