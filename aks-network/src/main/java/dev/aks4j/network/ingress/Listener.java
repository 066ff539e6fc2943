package dev.aks4j.network.ingress;

import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where a gateway listens. Immutable and thread-safe. */
public final class Listener {

    /** What option names the certificate in a key vault. */
    static final String VAULT_OPTION = "kubernetes.azure.com/tls-cert-keyvault-uri";

    /** What option names the service account that reads it. */
    static final String ACCOUNT_OPTION = "kubernetes.azure.com/tls-cert-service-account";

    private final String name;
    private final int port;
    private final boolean tls;
    private final Optional<String> hostname;
    private final boolean everyNamespace;
    private final Map<String, String> namespaces;
    private final List<ObjectRef> certificates;
    private final Map<String, String> options;

    private Listener(Builder builder) {
        name = builder.name;
        port = builder.port;
        tls = builder.tls;
        hostname = builder.hostname;
        everyNamespace = builder.everyNamespace;
        namespaces = Map.copyOf(builder.namespaces);
        certificates = List.copyOf(builder.certificates);
        options = Map.copyOf(builder.options);
    }

    /** Returns the name, by which routes can choose it. */
    public String name() {
        return name;
    }

    /** Returns the port. */
    public int port() {
        return port;
    }

    /** Returns whether it ends TLS. */
    public boolean isTls() {
        return tls;
    }

    /** Returns the host it is for; any if there is none. */
    public Optional<String> hostname() {
        return hostname;
    }

    List<ObjectRef> certificates() {
        return certificates;
    }

    Map<String, String> options() {
        return options;
    }

    Map<String, String> namespaces() {
        return namespaces;
    }

    String protocol() {
        return tls ? "HTTPS" : "HTTP";
    }

    /** Whether routes of another namespace may be attached; where labels decide, only the cluster knows. */
    boolean mayHaveRoutesOf(String own, String other) {
        return own.equals(other) || everyNamespace || !namespaces.isEmpty();
    }

    void write(Json.ObjectBuilder listener) {
        listener.put("name", name).put("port", port).put("protocol", protocol());
        hostname.ifPresent(host -> listener.put("hostname", host));
        if (everyNamespace || !namespaces.isEmpty()) {
            Json.ObjectBuilder from = listener.putObject("allowedRoutes").putObject("namespaces");
            from.put("from", everyNamespace ? "All" : "Selector");
            if (!everyNamespace) {
                new TreeMap<>(namespaces).forEach(from.putObject("selector").putObject("matchLabels")::put);
            }
        }
        if (tls) {
            Json.ObjectBuilder settings = listener.putObject("tls").put("mode", "Terminate");
            if (!certificates.isEmpty()) {
                Json.ArrayBuilder refs = settings.putArray("certificateRefs");
                certificates.forEach(certificate -> {
                    Json.ObjectBuilder ref = refs.addObject()
                            .put("group", "")
                            .put("kind", "Secret")
                            .put("name", certificate.name());
                    certificate.namespace().ifPresent(namespace -> ref.put("namespace", namespace));
                });
            }
            if (!options.isEmpty()) {
                new TreeMap<>(options).forEach(settings.putObject("options")::put);
            }
        }
    }

    /** Builds a {@link Listener}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final int port;
        private final boolean tls;
        private Optional<String> hostname = Optional.empty();
        private boolean everyNamespace;
        private final Map<String, String> namespaces = new TreeMap<>();
        private final List<ObjectRef> certificates = new ArrayList<>();
        private final Map<String, String> options = new TreeMap<>();

        Builder(String name, int port, boolean tls) {
            this.name = name;
            this.port = port;
            this.tls = tls;
        }

        /** Listens for one host, or with {@code *.} before it for all below a domain. Default: for any. */
        public Builder hostname(String host) {
            hostname = Optional.of(host);
            return this;
        }

        /** Lets routes of every namespace attach themselves. Default: those of the gateway's own. */
        public Builder routesOfEveryNamespace() {
            everyNamespace = true;
            return this;
        }

        /** Lets routes of namespaces with a label attach themselves; of several labels, all. */
        public Builder routesOfNamespacesWith(String label, String value) {
            namespaces.put(label, value);
            return this;
        }

        /** Shows a certificate from a secret of type {@code kubernetes.io/tls} in the gateway's namespace. */
        public Builder certificate(String secret) {
            certificates.add(new ObjectRef(secret, Optional.empty()));
            return this;
        }

        /** Shows a certificate from a secret in another namespace, which must grant it ({@link ReferenceGrantSpec}). */
        public Builder certificate(String secret, String namespace) {
            certificates.add(new ObjectRef(secret, Optional.of(namespace)));
            return this;
        }

        /**
         * Shows a certificate that application routing fetches from a key vault.
         *
         * @param uri the certificate's address, for example {@code https://kv-shop.vault.azure.net/certificates/web}
         * @param serviceAccount the account of the gateway's namespace whose workload identity may read it
         */
        public Builder vaultCertificate(String uri, String serviceAccount) {
            options.put(VAULT_OPTION, uri);
            options.put(ACCOUNT_OPTION, serviceAccount);
            return this;
        }

        Listener build() {
            return new Listener(this);
        }
    }
}
