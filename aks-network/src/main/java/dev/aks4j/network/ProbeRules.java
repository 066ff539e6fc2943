package dev.aks4j.network;

import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import dev.aks4j.network.ServicePort.Protocol;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What Azure's cloud controller demands of health probes and idle connections. */
final class ProbeRules {

    private static final String SOURCE = ServiceFormRules.CONTROLLER;
    private static final long TOTAL_SECONDS = 120;

    static final Rule<LoadBalancerService> INTERVAL = each(
            Rule.<LoadBalancerService>error("AKS-LB-020", "A health probe comes every 5 or more whole seconds.")
                    .source(SOURCE),
            (at, findings) -> at.probe().interval().ifPresent(time -> {
                if (time.toSeconds() < 5 || !time.equals(Duration.ofSeconds(time.toSeconds()))) {
                    findings.report(
                            at.path() + ".interval",
                            time,
                            "is not 5 or more whole seconds",
                            "Use Duration.ofSeconds(" + Math.max(5, time.toSeconds()) + ").");
                }
            }));

    static final Rule<LoadBalancerService> COUNT = each(
            Rule.<LoadBalancerService>error("AKS-LB-021", "A node is down after 2 or more failed probes.")
                    .source(SOURCE),
            (at, findings) -> at.probe().count().ifPresent(count -> {
                if (count < 2) {
                    findings.report(at.path() + ".count", count, "is less than 2", "Use 2 or more.");
                }
            }));

    static final Rule<LoadBalancerService> TOTAL = each(
            Rule.<LoadBalancerService>error(
                            "AKS-LB-022", "The interval of a probe times its count is less than 120 seconds.")
                    .source(SOURCE),
            (at, findings) -> {
                long interval = at.probe().interval().map(Duration::toSeconds).orElse(5L);
                long count = at.probe().count().orElse(2);
                long fits = (TOTAL_SECONDS - 1) / Math.max(1, count);
                if (interval * count >= TOTAL_SECONDS) {
                    findings.report(
                            at.path(),
                            interval + " s x " + count,
                            "comes to " + interval * count + " seconds",
                            fits >= 5
                                    ? "Use an interval of at most " + fits + " seconds."
                                    : "Use a count of at most 23.");
                }
            });

    static final Rule<LoadBalancerService> PATH_FORM = each(
            Rule.<LoadBalancerService>error("AKS-LB-023", "The path of a probe starts with a slash.")
                    .source(SOURCE),
            (at, findings) -> at.probe()
                    .path()
                    .filter(path -> !path.startsWith("/"))
                    .ifPresent(path -> findings.report(
                            at.path() + ".path", path, "does not start with a slash", "Use \"/" + path + "\".")));

    static final Rule<LoadBalancerService> PATH_TCP = each(
            Rule.<LoadBalancerService>warning("AKS-LB-024", "A probe over TCP asks for no path.")
                    .source(SOURCE),
            (at, findings) -> at.probe()
                    .path()
                    .filter(path -> at.probe()
                            .protocol()
                            .filter(protocol -> protocol == HealthProbe.Protocol.TCP)
                            .isPresent())
                    .ifPresent(path -> findings.report(
                            at.path() + ".path", path, "is ignored over TCP", "Use http(\"" + path + "\").")));

    static final Rule<LoadBalancerService> DATAGRAMS = Rule.<LoadBalancerService>warning(
                    "AKS-LB-025", "A UDP port has no health probe.")
            .source(SOURCE)
            .check((service, findings) -> service.ports().stream()
                    .filter(port -> port.protocol() == Protocol.UDP)
                    .filter(port -> port.probe().isPresent())
                    .forEach(port -> findings.report(
                            ServiceFormRules.path(port) + ".probe",
                            port.port() + "/UDP",
                            "is never probed",
                            "Remove probe(...), or use localTraffic(), whose probe covers every port.")));

    static final Rule<LoadBalancerService> PORT = Rule.<LoadBalancerService>error(
                    "AKS-LB-026", "A probe's port is a number from 0 to 65535 or the name of a port of the service.")
            .source(SOURCE)
            .check((service, findings) -> service.ports()
                    .forEach(port -> port.probe()
                            .flatMap(HealthProbe::port)
                            .filter(target -> service.ports().stream()
                                    .noneMatch(other -> other.name().equals(target)))
                            .filter(target -> !target.matches("\\d{1,5}") || Integer.parseInt(target) > 65_535)
                            .ifPresent(target -> findings.report(
                                    ServiceFormRules.path(port) + ".probe.port",
                                    target,
                                    "is neither a number nor a port of the service",
                                    "Use one of "
                                            + service.ports().stream()
                                                    .map(ServicePort::name)
                                                    .toList() + ", or a number."))));

    static final Rule<LoadBalancerService> GLOBAL_PORT = Rule.<LoadBalancerService>error(
                    "AKS-LB-027", "Only the probe of one port names a port to probe.")
            .source(SOURCE)
            .check((service, findings) -> service.traffic()
                    .probe()
                    .flatMap(HealthProbe::port)
                    .ifPresent(port -> findings.report(
                            "probe.port",
                            port,
                            "is set for all ports",
                            "Set it on a port: port(80, 8080, p -> p.probe(probe -> probe.port(" + port + "))).")));

    static final Rule<LoadBalancerService> IDLE = Rule.<LoadBalancerService>error(
                    "AKS-LB-028", "A load balancer keeps idle connections for 4-100 whole minutes.")
            .source(SOURCE)
            .check((service, findings) -> service.traffic().idleTimeout().ifPresent(time -> {
                boolean whole = time.equals(Duration.ofMinutes(time.toMinutes()));
                if (!whole || time.toMinutes() < 4 || time.toMinutes() > 100) {
                    findings.report(
                            "idleTimeout",
                            time,
                            "is not 4-100 whole minutes",
                            "Use Duration.ofMinutes(" + Math.max(4, Math.min(100, time.toMinutes())) + ").");
                }
            }));

    static final Rule<LoadBalancerService> IDLE_EDGE = Rule.<LoadBalancerService>warning(
                    "AKS-LB-029", "A load balancer keeps idle connections for at most 30 minutes.")
            .source("AKS docs, load-balancer-standard, 2026-08, say 4-30; cloud-provider-azure takes 4-100")
            .check((service, findings) -> service.traffic()
                    .idleTimeout()
                    .filter(time -> time.toMinutes() > 30 && time.toMinutes() <= 100)
                    .ifPresent(time -> findings.report(
                            "idleTimeout",
                            time.toMinutes() + " minutes",
                            "is above 30 minutes, where Azure's documents disagree",
                            "Use at most 30 minutes, and keep-alives for longer pauses.")));

    static final List<Rule<LoadBalancerService>> ALL =
            List.of(INTERVAL, COUNT, TOTAL, PATH_FORM, PATH_TCP, DATAGRAMS, PORT, GLOBAL_PORT, IDLE, IDLE_EDGE);

    private ProbeRules() {}

    private record Place(String path, HealthProbe probe) {}

    /** A rule on the probe of the service and on that of each port, which inherits what it does not set. */
    private static Rule<LoadBalancerService> each(
            Rule.Builder<LoadBalancerService> rule, BiConsumer<Place, Findings> check) {
        return rule.check((service, findings) -> {
            HealthProbe shared = service.traffic().probe().orElse(HealthProbe.DEFAULT);
            Map<String, HealthProbe> probes = new LinkedHashMap<>();
            service.traffic().probe().ifPresent(probe -> probes.put("probe", probe));
            service.ports()
                    .forEach(port -> port.probe()
                            .ifPresent(
                                    probe -> probes.put(ServiceFormRules.path(port) + ".probe", shared.with(probe))));
            probes.forEach((path, probe) -> check.accept(new Place(path, probe), findings));
        });
    }
}
