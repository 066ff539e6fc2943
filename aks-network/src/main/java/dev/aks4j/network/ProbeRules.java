package dev.aks4j.network;

import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import dev.aks4j.network.ServicePort.Protocol;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** What Azure's cloud controller demands of health probes and idle connections. */
final class ProbeRules {

    private static final String SOURCE = ServiceFormRules.CONTROLLER;
    private static final long TOTAL_SECONDS = 120;

    static final Rule<LoadBalancerService> INTERVAL = Rule.<LoadBalancerService>error(
                    "AKS-LB-020", "A health probe comes every 5 or more whole seconds.")
            .source(SOURCE)
            .check((service, findings) -> {
                fractions(service, findings);
                probes(service).map(ProbeTimes::interval).distinct().forEach(interval -> {
                    if (interval.number().orElse(0) < 5) {
                        findings.report(
                                interval.path(), interval.text(), "is not 5 or more whole seconds", "Use 5 or more.");
                    }
                });
            });

    static final Rule<LoadBalancerService> COUNT = Rule.<LoadBalancerService>error(
                    "AKS-LB-021", "A node is down after 2 or more failed probes.")
            .source(SOURCE)
            .check((service, findings) -> probes(service)
                    .map(ProbeTimes::count)
                    .distinct()
                    .filter(count -> count.number().orElse(0) < 2)
                    .forEach(count -> findings.report(
                            count.path(), count.text(), "is not a whole number of 2 or more", "Use 2 or more.")));

    static final Rule<LoadBalancerService> TOTAL = Rule.<LoadBalancerService>error(
                    "AKS-LB-022", "The interval of a probe times its count is less than 120 seconds.")
            .source(SOURCE)
            .check((service, findings) -> probes(service).distinct().forEach(times -> {
                long interval = times.interval().number().orElse(0);
                long count = times.count().number().orElse(0);
                if (interval >= 5 && count >= 2 && interval * count >= TOTAL_SECONDS) {
                    long fits = (TOTAL_SECONDS - 1) / count;
                    findings.report(
                            times.interval().path(),
                            interval + " s x " + count,
                            "comes to " + interval * count + " seconds",
                            fits >= 5
                                    ? "Use an interval of at most " + fits + " seconds."
                                    : "Use a count of at most 23.");
                }
            }));

    static final Rule<LoadBalancerService> PATH_FORM = each(
            Rule.<LoadBalancerService>error("AKS-LB-023", "The path of a probe starts with a slash.")
                    .source(SOURCE),
            (at, findings) -> at.probe()
                    .path()
                    .filter(path -> !path.startsWith("/"))
                    .ifPresent(path -> findings.report(
                            at.path() + ".path", path, "does not start with a slash", "Use \"/" + path + "\".")));

    static final Rule<LoadBalancerService> PATH_TCP = Rule.<LoadBalancerService>warning(
                    "AKS-LB-024",
                    "A probe asks for a path over HTTP and HTTPS only: as its protocol says, or else appProtocol.")
            .source(SOURCE)
            .check((service, findings) -> {
                ControllerView view = ControllerView.of(service);
                List<ServicePort> silent = view.probed().stream()
                        .filter(port -> !view.asksForPage(port))
                        .toList();
                silent.forEach(port -> port.probe()
                        .flatMap(HealthProbe::path)
                        .ifPresent(path -> findings.report(
                                ServiceFormRules.path(port) + ".probe.path",
                                path,
                                "is ignored, because the probe opens a connection only",
                                "Use http(\"" + path + "\").")));
                service.traffic()
                        .probe()
                        .flatMap(HealthProbe::path)
                        .filter(path -> !silent.isEmpty()
                                && silent.size() == view.probed().size())
                        .ifPresent(path -> findings.report(
                                "probe.path",
                                path,
                                "is ignored, because the probes open a connection only",
                                "Use http(\"" + path + "\")."));
            });

    static final Rule<LoadBalancerService> LOCAL = Rule.<LoadBalancerService>warning(
                    "AKS-LB-063",
                    "With local traffic Kubernetes answers the probes: only interval and count can be set, for all ports,"
                            + " unless a port says which port to probe.")
            .source(SOURCE)
            .check((service, findings) -> {
                ControllerView view = ControllerView.of(service);
                if (!view.kubernetesProbe()) {
                    return;
                }
                service.traffic()
                        .probe()
                        .filter(probe ->
                                probe.protocol().isPresent() || probe.path().isPresent())
                        .ifPresent(probe -> findings.report(
                                "probe",
                                probe.path()
                                        .orElseGet(() ->
                                                probe.protocol().orElseThrow().toString()),
                                "is ignored beside localTraffic(): the probe asks Kubernetes for /healthz",
                                "Remove protocol and path."));
                service.ports().stream()
                        .filter(port ->
                                port.probe().isPresent() && view.probePort(port).isEmpty())
                        .forEach(port -> findings.report(
                                ServiceFormRules.path(port) + ".probe",
                                port.port(),
                                "is ignored beside localTraffic(): one probe asks Kubernetes for /healthz",
                                "Set interval and count for all ports, with probe(...) of the service."));
            });

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
                    "AKS-LB-026", "A probe's port is a number from 1 to 65535 or the name of a port of the service.")
            .source(SOURCE)
            .check((service, findings) -> ControllerView.of(service).probeable().stream()
                    .filter(port -> !hasProbe(service))
                    .forEach(port -> ControllerView.of(service)
                            .probePort(port)
                            .filter(target -> !isTarget(service, target))
                            .ifPresent(target -> findings.report(
                                    ControllerView.of(service)
                                            .path(
                                                    "port_" + port.port() + "_health-probe_port",
                                                    ServiceFormRules.path(port) + ".probe.port"),
                                    target,
                                    "is neither a number nor a port of the service",
                                    "Use one of "
                                            + service.ports().stream()
                                                    .map(ServicePort::name)
                                                    .toList() + ", or a number."))));

    static final Rule<LoadBalancerService> GLOBAL_PORT = Rule.<LoadBalancerService>warning(
                    "AKS-LB-027", "Only the probe of one port names a port to probe.")
            .source(SOURCE)
            .check((service, findings) -> service.traffic()
                    .probe()
                    .flatMap(HealthProbe::port)
                    .ifPresent(port -> findings.report(
                            "probe.port",
                            port,
                            "is set for all ports, which no annotation does: it is ignored",
                            "Set it on a port: port(80, 8080, p -> p.probe(probe -> probe.port(" + port + "))).")));

    static final Rule<LoadBalancerService> IDLE = Rule.<LoadBalancerService>error(
                    "AKS-LB-028", "A load balancer keeps idle connections for 4-100 whole minutes.")
            .source(SOURCE)
            .check((service, findings) -> {
                String fix = "Use 4 to 100 minutes.";
                service.traffic()
                        .idleTimeout()
                        .filter(time -> !time.equals(Duration.ofMinutes(time.toMinutes())))
                        .ifPresent(time -> findings.report("idleTimeout", time, "is not 4-100 whole minutes", fix));
                idle(service)
                        .filter(idle ->
                                idle.number().orElse(0) < 4 || idle.number().orElse(0) > 100)
                        .ifPresent(
                                idle -> findings.report(idle.path(), idle.text(), "is not 4-100 whole minutes", fix));
            });

    static final Rule<LoadBalancerService> IDLE_EDGE = Rule.<LoadBalancerService>warning(
                    "AKS-LB-029", "A load balancer keeps idle connections for at most 30 minutes.")
            .source("AKS docs, load-balancer-standard, 2026-08, say 4-30; cloud-provider-azure takes 4-100")
            .check((service, findings) -> idle(service)
                    .filter(idle ->
                            idle.number().orElse(0) > 30 && idle.number().orElse(0) <= 100)
                    .ifPresent(idle -> findings.report(
                            idle.path(),
                            idle.text() + " minutes",
                            "is above 30 minutes, where Azure's documents disagree",
                            "Use at most 30 minutes, and keep-alives for longer pauses.")));

    static final List<Rule<LoadBalancerService>> ALL =
            List.of(INTERVAL, COUNT, TOTAL, PATH_FORM, PATH_TCP, LOCAL, DATAGRAMS, PORT, GLOBAL_PORT, IDLE, IDLE_EDGE);

    private ProbeRules() {}

    /** An annotation's value, and where it was said. */
    private record Said(String path, String text) {

        /** Returns the number, read as the controller reads it. */
        OptionalInt number() {
            String digits = text.strip();
            return digits.matches("[+-]?[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
        }
    }

    /** How often a probe comes, and how often it may fail. */
    private record ProbeTimes(Said interval, Said count) {

        boolean areGood() {
            long seconds = interval.number().orElse(0);
            long times = count.number().orElse(0);
            return seconds >= 5 && times >= 2 && seconds * times < TOTAL_SECONDS;
        }
    }

    private record Place(String path, HealthProbe probe) {}

    private static Optional<Said> idle(LoadBalancerService service) {
        ControllerView view = ControllerView.of(service);
        String key = "azure-load-balancer-tcp-idle-timeout";
        return view.text(key)
                .filter(text -> view.haPorts() || !view.balanced().isEmpty())
                .map(text -> new Said(view.path(key, "idleTimeout"), text));
    }

    /** Returns the times of every probe that the controller makes for a service. */
    private static Stream<ProbeTimes> probes(LoadBalancerService service) {
        ControllerView view = ControllerView.of(service);
        Stream<ProbeTimes> ports =
                hasProbe(service) ? Stream.empty() : view.probed().stream().map(port -> times(view, port));
        Stream<ProbeTimes> kubernetes = view.kubernetesProbe()
                ? Stream.of(new ProbeTimes(
                        said(view, Optional.empty(), "interval", "interval", "5"),
                        said(view, Optional.empty(), "num-of-probe", "count", "2")))
                : Stream.empty();
        return Stream.concat(kubernetes, ports);
    }

    private static ProbeTimes times(ControllerView view, ServicePort port) {
        return new ProbeTimes(
                said(view, Optional.of(port), "interval", "interval", "5"),
                said(view, Optional.of(port), "num-of-probe", "count", "2"));
    }

    /** With high-availability ports one probe is for all: that of the first port whose settings are good. */
    private static boolean hasProbe(LoadBalancerService service) {
        ControllerView view = ControllerView.of(service);
        return view.haPorts()
                && view.probed().stream()
                        .anyMatch(port -> times(view, port).areGood()
                                && view.probePort(port)
                                        .filter(target -> !isTarget(service, target))
                                        .isEmpty());
    }

    private static boolean isTarget(LoadBalancerService service, String target) {
        return service.ports().stream().anyMatch(other -> other.name().equalsIgnoreCase(target))
                || target.matches("\\d{1,5}") && Integer.parseInt(target) >= 1 && Integer.parseInt(target) <= 65_535;
    }

    /** Finds what a probe is told: by its port, else by the service, else by nobody. */
    private static Said said(
            ControllerView view, Optional<ServicePort> port, String key, String method, String missing) {
        String shared = "azure-load-balancer-health-probe-" + key;
        return port.flatMap(it -> {
                    String own = "port_" + it.port() + "_health-probe_" + key;
                    String path = view.path(own, ServiceFormRules.path(it) + ".probe." + method);
                    return view.text(own).map(text -> new Said(path, text));
                })
                .or(() -> view.text(shared).map(text -> new Said(view.path(shared, "probe." + method), text)))
                .orElse(new Said("probe." + method, missing));
    }

    private static void fractions(LoadBalancerService service, Findings findings) {
        Map<String, HealthProbe> probes = new LinkedHashMap<>();
        service.traffic().probe().ifPresent(probe -> probes.put("probe", probe));
        service.ports()
                .forEach(port ->
                        port.probe().ifPresent(probe -> probes.put(ServiceFormRules.path(port) + ".probe", probe)));
        probes.forEach((path, probe) -> probe.interval()
                .filter(time -> !time.equals(Duration.ofSeconds(time.toSeconds())))
                .ifPresent(time -> findings.report(
                        path + ".interval",
                        time,
                        "is not 5 or more whole seconds",
                        "Use Duration.ofSeconds(" + Math.max(5, time.toSeconds()) + ").")));
    }

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
