package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.internal.random.Randomness;
import java.time.Duration;

/** How long AKS takes, as its recordings show. */
final class Durations {

    private final Randomness random;

    Durations(Randomness random) {
        this.random = random;
    }

    Duration createCluster() {
        return random.between(Duration.ofSeconds(210), Duration.ofSeconds(300));
    }

    Duration updateCluster() {
        return random.between(Duration.ofSeconds(60), Duration.ofSeconds(120));
    }

    Duration deleteCluster() {
        return random.between(Duration.ofSeconds(180), Duration.ofSeconds(320));
    }

    Duration stopOrStart() {
        return random.between(Duration.ofSeconds(100), Duration.ofSeconds(240));
    }

    Duration upgradeControlPlane() {
        return random.between(Duration.ofMinutes(4), Duration.ofMinutes(7));
    }

    /** How long it takes until a surge node has joined the cluster. */
    Duration bootNode() {
        return random.between(Duration.ofSeconds(50), Duration.ofSeconds(90));
    }

    /** How long it takes to reimage nodes that are empty, and until they are ready; several at a time take no longer. */
    Duration reimageNode() {
        return random.between(Duration.ofSeconds(150), Duration.ofSeconds(240));
    }

    Duration scalePool() {
        return random.between(Duration.ofSeconds(90), Duration.ofSeconds(180));
    }

    Duration createPool() {
        return random.between(Duration.ofSeconds(150), Duration.ofSeconds(240));
    }

    Duration updatePool() {
        return random.between(Duration.ofSeconds(8), Duration.ofSeconds(20));
    }

    Duration deletePool() {
        return random.between(Duration.ofSeconds(60), Duration.ofSeconds(150));
    }

    Duration rotateCertificates() {
        return random.between(Duration.ofMinutes(10), Duration.ofMinutes(20));
    }

    Duration rotateSigningKeys() {
        return random.between(Duration.ofMinutes(2), Duration.ofMinutes(5));
    }

    /** No recording has one; like the writes of a pool that need no machine. */
    Duration managedNamespace() {
        return updatePool();
    }

    /** No recording has one; like the writes of a pool that need no machine. */
    Duration trustedAccess() {
        return updatePool();
    }

    Duration abort() {
        return random.between(Duration.ofSeconds(4), Duration.ofSeconds(7));
    }

    Duration runCommand() {
        return random.between(Duration.ofSeconds(8), Duration.ofSeconds(12));
    }
}
