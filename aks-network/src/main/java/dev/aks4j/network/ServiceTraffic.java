package dev.aks4j.network;

import java.time.Duration;
import java.util.Optional;

/**
 * How the traffic of a service comes to its pods.
 *
 * @param local whether only nodes with a pod of the service take it
 * @param clientAffinity whether a client comes to the same node every time
 * @param tcpReset whether both ends of an idle connection get a reset
 * @param floatingIp whether it comes to the service port; otherwise to the node port
 * @param haPorts whether one rule balances every port
 * @param nodePorts whether the service takes node ports
 * @param idleTimeout how long an idle connection is kept, if it is said
 * @param probe how all ports are probed, if it is said
 */
record ServiceTraffic(
        boolean local,
        boolean clientAffinity,
        boolean tcpReset,
        boolean floatingIp,
        boolean haPorts,
        boolean nodePorts,
        Optional<Duration> idleTimeout,
        Optional<HealthProbe> probe) {

    static ServiceTraffic of(ServiceBuilder<?> builder) {
        return new ServiceTraffic(
                builder.localTraffic,
                builder.clientAffinity,
                builder.tcpReset,
                builder.floatingIp,
                builder.haPorts,
                builder.nodePorts,
                builder.idleTimeout,
                builder.probe);
    }
}
