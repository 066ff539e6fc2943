package dev.aks4j.network;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * One port of a {@link LoadBalancerService}. Immutable and thread-safe.
 *
 * @param name the port's name
 * @param protocol what is carried
 * @param port the port that clients use
 * @param targetPort the port of the pods, by number or by name
 * @param nodePort the port of the nodes; Kubernetes chooses one if it is not set
 * @param appProtocol what is spoken, for example {@code http}, which also makes the health probe speak it
 * @param probe how this port is probed
 * @param balanced whether the load balancer has a rule for the port
 * @param probed whether the load balancer probes the port
 */
public record ServicePort(
        String name,
        Protocol protocol,
        int port,
        String targetPort,
        OptionalInt nodePort,
        Optional<String> appProtocol,
        Optional<HealthProbe> probe,
        boolean balanced,
        boolean probed) {

    /** What a port carries. */
    public enum Protocol {
        /** Streams. */
        TCP,
        /** Datagrams; no health probe. */
        UDP,
        /** Messages; internal load balancers only. */
        SCTP
    }

    /** Builds a {@link ServicePort}. Not thread-safe. */
    public static final class Builder {
        private final int port;
        private final String targetPort;
        private Optional<String> name = Optional.empty();
        private Protocol protocol = Protocol.TCP;
        private OptionalInt nodePort = OptionalInt.empty();
        private Optional<String> appProtocol = Optional.empty();
        private Optional<HealthProbe> probe = Optional.empty();
        private boolean balanced = true;
        private boolean probed = true;

        Builder(int port, String targetPort) {
            this.port = port;
            this.targetPort = targetPort;
        }

        /** Sets the port's name. Default: protocol and number, for example {@code tcp-80}. */
        public Builder name(String text) {
            name = Optional.of(text);
            return this;
        }

        /** Sets what is carried. Default: {@link Protocol#TCP}. */
        public Builder protocol(Protocol choice) {
            protocol = choice;
            return this;
        }

        /** Sets the port of the nodes: 30000 to 32767. Default: one that Kubernetes chooses. */
        public Builder nodePort(int number) {
            nodePort = OptionalInt.of(number);
            return this;
        }

        /** Sets what is spoken, for example {@code http}, which also makes the health probe speak it. */
        public Builder appProtocol(String text) {
            appProtocol = Optional.of(text);
            return this;
        }

        /** Sets how this port is probed; what it leaves out comes from the probe of the service. */
        public Builder probe(Consumer<HealthProbe.Builder> settings) {
            HealthProbe.Builder builder = new HealthProbe.Builder();
            settings.accept(builder);
            probe = Optional.of(builder.build());
            return this;
        }

        /** Makes no rule and no probe for the port at the load balancer; it is reachable inside the cluster only. */
        public Builder notBalanced() {
            balanced = false;
            return this;
        }

        /** Makes no probe for the port: every node counts as healthy. */
        public Builder notProbed() {
            probed = false;
            return this;
        }

        ServicePort build() {
            String text = name.orElse(protocol.name().toLowerCase(Locale.ROOT) + "-" + port);
            return new ServicePort(text, protocol, port, targetPort, nodePort, appProtocol, probe, balanced, probed);
        }
    }
}
