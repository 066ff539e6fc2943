package dev.aks4j.testkit;

import dev.aks4j.simulated.time.SimulatedTime;
import dev.aks4j.simulated.time.VirtualTime;
import java.time.Instant;
import java.util.Optional;

/** Describes a simulated Azure before it is made. Not thread-safe. */
public final class SimulatedAzureBuilder {

    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

    private long seed = 4;
    private Optional<SimulatedTime> time = Optional.empty();
    private Optional<String> subscription = Optional.empty();
    private Optional<String> tenant = Optional.empty();

    SimulatedAzureBuilder() {}

    /** Sets the seed of everything made up; 4 by default. */
    public SimulatedAzureBuilder seed(long value) {
        seed = value;
        return this;
    }

    /** Sets the instant at which virtual time begins; 2026-11-23T09:00:00Z by default. */
    public SimulatedAzureBuilder start(Instant instant) {
        time = Optional.of(VirtualTime.startingAt(instant));
        return this;
    }

    /** Sets another time than virtual time. */
    public SimulatedAzureBuilder time(SimulatedTime other) {
        time = Optional.of(other);
        return this;
    }

    /** Sets the subscription's id. */
    public SimulatedAzureBuilder subscription(String id) {
        subscription = Optional.of(id);
        return this;
    }

    /** Sets the tenant's id. */
    public SimulatedAzureBuilder tenant(String id) {
        tenant = Optional.of(id);
        return this;
    }

    long seed() {
        return seed;
    }

    SimulatedTime time() {
        return time.orElseGet(() -> VirtualTime.startingAt(START));
    }

    Optional<String> subscription() {
        return subscription;
    }

    Optional<String> tenant() {
        return tenant;
    }

    /** Makes it. */
    public SimulatedAzure build() {
        return new SimulatedAzure(this);
    }
}
