package dev.aks4j.simulated.azure.internal.apiserver;

import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.kubernetes.internal.controller.LoadBalancers.Wanted;
import java.util.Map;
import java.util.Optional;

/** What the cloud controller refuses in the annotations of a service, in its words; such a service gets no address. */
final class ServiceSettings {

    private static final String PREFIX = "service.beta.kubernetes.io/azure-";
    private static final int PROBING = 120;

    private ServiceSettings() {}

    /** Returns what is wrong with a service. */
    static Optional<String> refusal(Wanted service) {
        Map<String, String> annotations = service.annotations();
        return idle(annotations)
                .or(() -> probes(annotations))
                .or(() -> sources(service))
                .or(() -> additional(annotations))
                .or(() -> link(service));
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> idle(Map<String, String> annotations) {
        String text = annotations.get(PREFIX + "load-balancer-tcp-idle-timeout");
        boolean good = text == null
                || number(text)
                        .filter(minutes -> minutes >= 4 && minutes <= 100)
                        .isPresent();
        return good
                ? Optional.empty()
                : Optional.of("idle timeout value must be a whole number representing minutes between 4 and 100");
    }

    private static Optional<String> probes(Map<String, String> annotations) {
        String every = annotations.getOrDefault(PREFIX + "load-balancer-health-probe-interval", "5");
        String times = annotations.getOrDefault(PREFIX + "load-balancer-health-probe-num-of-probe", "2");
        Optional<Integer> interval = number(every);
        Optional<Integer> count = number(times);
        if (interval.isEmpty() || interval.get() < 5) {
            return Optional.of("the minimum value of interval is 5, got " + every);
        } else if (count.isEmpty() || count.get() < 2) {
            return Optional.of("the minimum value of num-of-probe is 2, got " + times);
        }
        return interval.get() * count.get() < PROBING
                ? Optional.empty()
                : Optional.of(
                        "total probe should be less than 120, please adjust interval and number of probe accordingly");
    }

    private static Optional<String> sources(Wanted service) {
        boolean both = !service.spec().path("loadBalancerSourceRanges").isEmpty()
                && service.annotations().containsKey(PREFIX + "allowed-ip-ranges");
        return both
                ? Optional.of("cannot set both spec.LoadBalancerSourceRanges and service annotation " + PREFIX
                        + "allowed-ip-ranges")
                : Optional.empty();
    }

    private static Optional<String> additional(Map<String, String> annotations) {
        String text = annotations.get(PREFIX + "additional-public-ips");
        if (text == null) {
            return Optional.empty();
        }
        for (String address : text.split(",", -1)) {
            if (AddressRange.parseAddress(address).isEmpty()) {
                return Optional.of(
                        "failed to parse additional public IP " + address + " of " + PREFIX + "additional-public-ips");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> link(Wanted service) {
        Map<String, String> annotations = service.annotations();
        boolean asked = annotations.getOrDefault(PREFIX + "pls-create", "").equalsIgnoreCase("true");
        boolean floats = !annotations
                .getOrDefault(PREFIX + "disable-load-balancer-floating-ip", "")
                .equalsIgnoreCase("true");
        return asked && !service.internal() && floats
                ? Optional.of(
                        "private link service requires load balancer floating IP to be disabled on a public service")
                : Optional.empty();
    }
}
