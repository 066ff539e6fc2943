package dev.aks4j.network;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a load balancer finds out whether a node can take traffic. What is not set follows from the service: TCP on the
 * node port, HTTP {@code /healthz} where the external traffic policy is {@code Local}. Immutable and thread-safe.
 *
 * @param protocol what to speak
 * @param path what to ask for over HTTP and HTTPS; Azure's default is {@code /}
 * @param interval time between two probes: whole seconds, at least 5, the default
 * @param count failed probes after which a node is down: at least 2, the default
 * @param port the port to probe: a number or the name of a port of the service; only for the probe of one port
 */
public record HealthProbe(
        Optional<Protocol> protocol,
        Optional<String> path,
        Optional<Duration> interval,
        OptionalInt count,
        Optional<String> port) {

    /** What a probe speaks. */
    public enum Protocol {
        /** Opens a connection. */
        TCP("Tcp"),
        /** Asks for a page. */
        HTTP("Http"),
        /** Asks for a page over TLS; the certificate is not checked. */
        HTTPS("Https");

        private final String value;

        Protocol(String value) {
            this.value = value;
        }

        /** Returns the value as the annotation takes it. */
        @Override
        public String toString() {
            return value;
        }
    }

    static final HealthProbe DEFAULT = new Builder().build();

    /** Returns this probe with what another one sets. */
    HealthProbe with(HealthProbe more) {
        return new HealthProbe(
                more.protocol.or(() -> protocol),
                more.path.or(() -> path),
                more.interval.or(() -> interval),
                more.count.isPresent() ? more.count : count,
                more.port.or(() -> port));
    }

    /** Builds a {@link HealthProbe}. Not thread-safe. */
    public static final class Builder {
        private Optional<Protocol> protocol = Optional.empty();
        private Optional<String> path = Optional.empty();
        private Optional<Duration> interval = Optional.empty();
        private OptionalInt count = OptionalInt.empty();
        private Optional<String> port = Optional.empty();

        Builder() {}

        /** Sets what to speak. */
        public Builder protocol(Protocol choice) {
            protocol = Optional.of(choice);
            return this;
        }

        /** Asks for a page over HTTP. */
        public Builder http(String page) {
            path = Optional.of(page);
            return protocol(Protocol.HTTP);
        }

        /** Asks for a page over HTTPS. */
        public Builder https(String page) {
            path = Optional.of(page);
            return protocol(Protocol.HTTPS);
        }

        /** Sets what to ask for, over the protocol that the service decides. */
        public Builder path(String page) {
            path = Optional.of(page);
            return this;
        }

        /** Sets the time between two probes: whole seconds, at least 5. Times the count it stays below 120 seconds. */
        public Builder interval(Duration time) {
            interval = Optional.of(time);
            return this;
        }

        /** Sets the failed probes after which a node is down: at least 2. */
        public Builder count(int failures) {
            count = OptionalInt.of(failures);
            return this;
        }

        /** Sets the port to probe, where it is not the service's own; only for the probe of one port. */
        public Builder port(int number) {
            port = Optional.of(Integer.toString(number));
            return this;
        }

        /** Sets the port to probe by the name of another port of the service; only for the probe of one port. */
        public Builder port(String name) {
            port = Optional.of(name);
            return this;
        }

        HealthProbe build() {
            return new HealthProbe(protocol, path, interval, count, port);
        }
    }
}
