package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** Gives addresses to services of type LoadBalancer, as Azure's load balancers do. Called under the simulator's lock. */
public interface LoadBalancers {

    /** Gives a service an address, or says why it gets none. Called again whenever the service changes. */
    Outcome ensure(Wanted service);

    /** Takes back what a service has. */
    void release(Wanted service);

    /**
     * What a service wants.
     *
     * @param uid the service's uid, from which Azure's names are made
     * @param namespace its namespace
     * @param name its name
     * @param annotations its annotations
     * @param spec its specification
     * @param current the address that it has, if it has one
     */
    record Wanted(
            String uid,
            String namespace,
            String name,
            Map<String, String> annotations,
            JsonNode spec,
            Optional<String> current) {

        private static final String PREFIX = "service.beta.kubernetes.io/azure-load-balancer-";

        /** Returns whether a private address is wanted. */
        public boolean internal() {
            return annotations.getOrDefault(PREFIX + "internal", "false").equals("true");
        }

        /** Returns the name of the subnet that the address must be from. */
        public Optional<String> subnet() {
            return Optional.ofNullable(annotations.get(PREFIX + "internal-subnet"));
        }

        /** Returns the address that is asked for, by annotation or specification. */
        public Optional<String> address() {
            String field = spec.path("loadBalancerIP").asText("");
            return Optional.ofNullable(annotations.get(PREFIX + "ipv4"))
                    .or(() -> field.isEmpty() ? Optional.empty() : Optional.of(field));
        }
    }

    /** What came of it. */
    sealed interface Outcome permits Assigned, Refused {}

    /** The service has an address. */
    record Assigned(String address) implements Outcome {}

    /** Azure refuses; the message becomes an event of the service, and it is tried again later. */
    record Refused(String message) implements Outcome {}
}
