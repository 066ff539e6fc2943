package dev.aks4j.network;

import dev.aks4j.core.model.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether the cloud controller reads an annotation at all, and does what it says. */
final class AnnotationRules {

    private static final String SOURCE = ServiceFormRules.CONTROLLER;
    private static final Pattern OF_PORT = Pattern.compile("port_(\\d+)_.+");

    static final Rule<LoadBalancerService> UNKNOWN = Rule.<LoadBalancerService>warning(
                    "AKS-LB-016",
                    "An annotation below service.beta.kubernetes.io is one that the cloud controller reads.")
            .source(SOURCE)
            .check((service, findings) -> azure(service)
                    .filter(key -> ControllerAnnotations.find(key).isEmpty())
                    .forEach(key -> findings.report(
                            "annotations." + ServiceAnnotations.PREFIX + key,
                            service.rawAnnotations().getOrDefault(ServiceAnnotations.PREFIX + key, ""),
                            "is read by nobody",
                            "Write " + nearest(key) + ", or remove it.")));

    static final Rule<LoadBalancerService> NO_SUCH_PORT = Rule.<LoadBalancerService>warning(
                    "AKS-LB-017", "An annotation for a port names a port of the service.")
            .source(SOURCE)
            .check((service, findings) -> azure(service).forEach(key -> {
                Matcher matcher = OF_PORT.matcher(key);
                boolean known = ControllerAnnotations.find(key).isPresent();
                if (known
                        && matcher.matches()
                        && service.ports().stream()
                                .noneMatch(port -> Integer.toString(port.port()).equals(matcher.group(1)))) {
                    findings.report(
                            "annotations." + ServiceAnnotations.PREFIX + key,
                            service.rawAnnotations().getOrDefault(ServiceAnnotations.PREFIX + key, ""),
                            "is for port " + matcher.group(1) + ", which the service does not have",
                            "Use one of "
                                    + service.ports().stream()
                                            .map(ServicePort::port)
                                            .toList() + ", or remove it.");
                }
            }));

    static final Rule<LoadBalancerService> HA_IGNORES = Rule.<LoadBalancerService>warning(
                    "AKS-LB-018", "With high-availability ports there is one rule, floating, for all ports.")
            .source(SOURCE)
            .check((service, findings) -> {
                ControllerView view = ControllerView.of(service);
                if (!view.haPorts()) {
                    return;
                }
                if (!view.floating() && !view.ipv6()) {
                    findings.report(
                            view.path("azure-disable-load-balancer-floating-ip", "disableFloatingIp"),
                            true,
                            "is ignored beside haPorts()",
                            "Remove one of the two.");
                }
                service.ports().stream()
                        .filter(port -> view.on("port_" + port.port() + "_no_lb_rule"))
                        .forEach(port -> findings.report(
                                view.path(
                                        "port_" + port.port() + "_no_lb_rule",
                                        ServiceFormRules.path(port) + ".notBalanced"),
                                port.port(),
                                "is balanced all the same beside haPorts()",
                                "Remove haPorts(), or notBalanced()."));
            });

    static final List<Rule<LoadBalancerService>> ALL = List.of(UNKNOWN, NO_SUCH_PORT, HA_IGNORES);

    private AnnotationRules() {}

    /** Returns the keys, without prefix, of the annotations that were given past the methods. */
    private static Stream<String> azure(LoadBalancerService service) {
        return service.rawAnnotations().keySet().stream()
                .filter(key -> key.startsWith(ServiceAnnotations.PREFIX))
                .map(key -> key.substring(ServiceAnnotations.PREFIX.length()))
                .sorted();
    }

    private static String nearest(String key) {
        return ControllerAnnotations.ALL.stream()
                .map(ControllerAnnotations.Known::key)
                .min(Comparator.comparingInt(known -> distance(known, key)))
                .orElseThrow();
    }

    /** Returns how many letters have to be put in, taken out or changed to make one text of the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
