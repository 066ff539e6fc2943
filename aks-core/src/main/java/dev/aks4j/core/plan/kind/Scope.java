package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.ResourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link ResourceKind} may know besides the spec itself: the subscription, the time, and the other specs of the
 * plan. Immutable and thread-safe.
 *
 * @param subscriptionId the subscription that the plan is for
 * @param now the instant of planning
 * @param specs every spec of the plan, derived ones included
 * @param apiVersion the version of the cluster API that the client speaks
 */
public record Scope(String subscriptionId, Instant now, List<Spec> specs, AksApiVersion apiVersion) {

    /** Copies the specs. */
    public Scope(String subscriptionId, Instant now, Collection<? extends Spec> specs) {
        this(subscriptionId, now, List.<Spec>copyOf(specs), AksApiVersion.NEWEST);
    }

    /** Returns the same for a client that speaks a version of the cluster API. */
    public Scope in(AksApiVersion version) {
        return new Scope(subscriptionId, now, specs, version);
    }

    /** Returns the id completed with the subscription. */
    public ResourceId id(ResourceId id) {
        return id.inSubscription(subscriptionId);
    }

    /** Returns the spec of the plan that describes the resource with this id, if there is one. */
    public Optional<Spec> spec(ResourceId id) {
        Address wanted = Address.azure(id(id));
        return specs.stream()
                .filter(spec -> spec.address().inSubscription(subscriptionId).equals(wanted))
                .findFirst();
    }
}
