package dev.aks4j.core.internal.arm;

import dev.aks4j.core.model.Scheduler;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientImpl;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/**
 * The way to the API servers of all clusters, over one client of the JDK's with a few threads, however many clusters there
 * are. Trust and client certificates belong to an address; an address that is spoken to in two ways at once gets a second
 * client, so that no connection of the one is used by the other. Thread-safe.
 */
public final class KubernetesHttp extends JdkHttpClientFactory {

    private static final int THREADS = 4;

    private final Shared shared;
    private final String identity;
    private final boolean repeats;

    private KubernetesHttp(Shared shared, String identity, boolean repeats) {
        this.shared = shared;
        this.identity = identity;
        this.repeats = repeats;
    }

    /** Returns the way on a scheduler. */
    public static KubernetesHttp on(Scheduler scheduler) {
        return new KubernetesHttp(new Shared(scheduler, HttpThreads.of(THREADS, "aks4j-kubernetes")), "", true);
    }

    /**
     * Returns the same way for one identity.
     *
     * @param who tells trust and client certificate from others at the same address
     * @param whether requests are sent again here while that is safe; otherwise by whoever makes them
     */
    public KubernetesHttp as(String who, boolean whether) {
        return new KubernetesHttp(shared, who, whether);
    }

    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
        return new ClusterHttpClientBuilder(settings -> new ClusterHttpClient(
                settings.connectTimeout(), uri -> shared.carrier(uri, identity, settings), shared.scheduler, repeats));
    }

    @Override
    protected void closeHttpClient(JdkHttpClientImpl client) {
        // What carries its requests is shared, and rests by itself.
    }

    /** The clients that carry the requests. */
    private static final class Shared {
        private final Scheduler scheduler;
        private final Executor executor;
        private final List<Carrier> carriers = new ArrayList<>();

        private Shared(Scheduler scheduler, Executor executor) {
            this.scheduler = scheduler;
            this.executor = executor;
        }

        synchronized HttpClient carrier(URI uri, String identity, ClusterHttpClientBuilder.Settings settings) {
            Place place = Place.of(uri);
            for (Carrier carrier : carriers) {
                if (carrier.takes(place, identity, settings)) {
                    return carrier.client;
                }
            }
            Carrier next = new Carrier(this, settings);
            next.takes(place, identity, settings);
            carriers.add(next);
            return next.client;
        }

        private HttpClient make(ClusterHttpClientBuilder.Settings settings, SSLContext tls) {
            HttpClient.Builder builder =
                    HttpClient.newBuilder().executor(executor).sslContext(tls);
            EnvironmentProxies.of(System.getenv(), System.getProperties()).ifPresent(builder::proxy);
            settings.apply(builder);
            return builder.build();
        }
    }

    /** One client with the places that it serves. Guarded by all of them together. */
    private static final class Carrier {
        private final ClusterHttpClientBuilder.Settings settings;
        private final Map<Place, Use> places = new HashMap<>();
        private final HttpClient client;

        private Carrier(Shared all, ClusterHttpClientBuilder.Settings settings) {
            this.settings = settings;
            SSLContext tls = RoutingTls.by((host, port) -> {
                synchronized (all) {
                    return Optional.ofNullable(places.get(new Place(Place.plain(host), port)))
                            .flatMap(Use::tls)
                            .orElseGet(this::usual);
                }
            });
            this.client = new RestingHttpClient(
                    () -> all.make(settings, tls), settings.connectTimeout(), all.scheduler, () -> {
                        // With its connections it forgets who used them.
                        synchronized (all) {
                            all.carriers.remove(this);
                        }
                    });
        }

        private SSLContext usual() {
            try {
                return SSLContext.getDefault();
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException("This JDK has no TLS.", e);
            }
        }

        boolean takes(Place place, String identity, ClusterHttpClientBuilder.Settings others) {
            Use known = places.get(place);
            if (!settings.isLike(others) || (known != null && !known.identity.equals(identity))) {
                return false;
            }
            places.put(place, new Use(identity, others.tls()));
            return true;
        }
    }

    private record Use(String identity, Optional<SSLContext> tls) {}

    private record Place(String host, int port) {

        static Place of(URI uri) {
            boolean secure = "https".equalsIgnoreCase(uri.getScheme()) || "wss".equalsIgnoreCase(uri.getScheme());
            int usual = secure ? 443 : 80;
            return new Place(plain(uri.getHost()), uri.getPort() < 0 ? usual : uri.getPort());
        }

        static String plain(String host) {
            return host.toLowerCase(Locale.ROOT).replace("[", "").replace("]", "");
        }
    }
}
