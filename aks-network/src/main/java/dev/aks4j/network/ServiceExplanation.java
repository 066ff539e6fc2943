package dev.aks4j.network;

import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a service behind a load balancer has no address or no traffic, as far as its events, the cluster and Azure's resources
 * tell; see {@link Services#explain}. Immutable and thread-safe.
 */
public final class ServiceExplanation {

    private final String service;
    private final List<String> addresses;
    private final List<Cause> causes;

    ServiceExplanation(String service, List<String> addresses, List<Cause> causes) {
        this.service = service;
        this.addresses = List.copyOf(addresses);
        this.causes = List.copyOf(causes);
    }

    /** Returns the addresses that the service has; empty while it has none. */
    public List<String> addresses() {
        return addresses;
    }

    /** Returns what keeps the service from an address or from traffic, the surest first; empty if nothing was found. */
    public List<Cause> causes() {
        return causes;
    }

    /** Returns the explanation as programs read it. */
    public Json toJson() {
        return Json.object()
                .put("service", service)
                .put("addresses", addresses)
                .put("causes", causes.stream().map(Cause::toJson).toList())
                .build();
    }

    /** Returns the explanation in lines. */
    @Override
    public String toString() {
        String head = "service " + service
                + (addresses.isEmpty() ? " has no address" : " has the address " + String.join(", ", addresses));
        if (causes.isEmpty()) {
            return head + "; nothing was found that keeps it from traffic";
        }
        return causes.stream().map(Cause::toString).collect(Collectors.joining("\n", head + "\n", ""));
    }

    /** One thing that keeps a service from an address or from traffic. Immutable and thread-safe. */
    public static final class Cause {
        private final String resource;
        private final String what;
        private final Optional<String> event;
        private final Optional<String> rule;
        private final Optional<String> right;
        private final String fix;

        Cause(
                String resource,
                String what,
                Optional<String> event,
                Optional<String> rule,
                Optional<String> right,
                String fix) {
            this.resource = resource;
            this.what = what;
            this.event = event;
            this.rule = rule;
            this.right = right;
            this.fix = fix;
        }

        static Cause of(String resource, String what, String rule, String fix) {
            return new Cause(
                    resource,
                    what,
                    Optional.empty(),
                    Optional.of(rule).filter(id -> !id.isEmpty()),
                    Optional.empty(),
                    fix);
        }

        /** Returns the resource that it is about, for example {@code subnet services}. */
        public String resource() {
            return resource;
        }

        /** Returns what is wrong with it. */
        public String what() {
            return what;
        }

        /** Returns the event of the cluster that tells of it, if one does: reason and message. */
        public Optional<String> event() {
            return event;
        }

        /** Returns the rule that it breaks, if there is one. */
        public Optional<String> rule() {
            return rule;
        }

        /** Returns the right that is missing, if one is: the action, and the scope that it is needed on. */
        public Optional<String> right() {
            return right;
        }

        /** Returns what to do. */
        public String fix() {
            return fix;
        }

        Json toJson() {
            Json.ObjectBuilder json =
                    Json.object().put("resource", resource).put("what", what).put("fix", fix);
            event.ifPresent(text -> json.put("event", text));
            rule.ifPresent(text -> json.put("rule", text));
            right.ifPresent(text -> json.put("right", text));
            return json.build();
        }

        /** Returns the cause in lines. */
        @Override
        public String toString() {
            List<String> lines = new ArrayList<>();
            lines.add("  " + resource + " " + what
                    + rule.map(id -> " (" + id + ")").orElse("") + ".");
            right.ifPresent(text -> lines.add("    Missing right: " + text));
            event.ifPresent(text -> lines.add("    Event: " + text));
            lines.add("    " + fix);
            return String.join("\n", lines);
        }
    }
}
