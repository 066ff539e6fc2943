package dev.aks4j.testkit;

import dev.aks4j.simulated.azure.AzureSimulator;
import dev.aks4j.simulated.time.SimulatedTime;
import java.time.Instant;

/** Describes a simulated Azure before it is made. Not thread-safe. */
public final class SimulatedAzureBuilder {

    private final AzureSimulator.Builder simulator = AzureSimulator.builder();

    SimulatedAzureBuilder() {}

    /** Sets the seed of everything made up; 4 by default. */
    public SimulatedAzureBuilder seed(long value) {
        simulator.seed(value);
        return this;
    }

    /** Sets the instant at which virtual time begins; 2026-11-23T09:00:00Z by default. */
    public SimulatedAzureBuilder start(Instant instant) {
        simulator.start(instant);
        return this;
    }

    /** Sets another time than virtual time. */
    public SimulatedAzureBuilder time(SimulatedTime other) {
        simulator.time(other);
        return this;
    }

    /** Sets the subscription's id. */
    public SimulatedAzureBuilder subscription(String id) {
        simulator.subscription(id);
        return this;
    }

    /** Sets the tenant's id. */
    public SimulatedAzureBuilder tenant(String id) {
        simulator.tenant(id);
        return this;
    }

    /** Makes it. */
    public SimulatedAzure build() {
        return new SimulatedAzure(simulator.build());
    }
}
