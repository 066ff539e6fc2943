package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ResourceKind} may know besides the spec itself: the subscription, the time, and the other specs of the
 * plan. Immutable to its users, and thread-safe.
 */
public final class Scope {

    private final String subscriptionId;
    private final Instant now;
    private final List<Spec> specs;
    private final AksApiVersion apiVersion;
    private final Map<Spec, Json> documents = Collections.synchronizedMap(new IdentityHashMap<>());
    private volatile @Nullable Map<Address, Spec> byAddress;

    /**
     * Copies the specs.
     *
     * @param subscriptionId the subscription that the plan is for
     * @param now the instant of planning
     * @param specs every spec of the plan, derived ones included
     */
    public Scope(String subscriptionId, Instant now, Collection<? extends Spec> specs) {
        this(subscriptionId, now, List.<Spec>copyOf(specs), AksApiVersion.NEWEST);
    }

    private Scope(String subscriptionId, Instant now, List<Spec> specs, AksApiVersion apiVersion) {
        this.subscriptionId = subscriptionId;
        this.now = now;
        this.specs = specs;
        this.apiVersion = apiVersion;
    }

    /** Returns the subscription that the plan is for. */
    public String subscriptionId() {
        return subscriptionId;
    }

    /** Returns the instant of planning. */
    public Instant now() {
        return now;
    }

    /** Returns every spec of the plan, derived ones included. */
    public List<Spec> specs() {
        return specs;
    }

    /** Returns the version of the cluster API that the client speaks. */
    public AksApiVersion apiVersion() {
        return apiVersion;
    }

    /** Returns the same for a client that speaks a version of the cluster API. */
    public Scope withApiVersion(AksApiVersion version) {
        return new Scope(subscriptionId, now, specs, version);
    }

    /** Returns the id completed with the subscription. */
    public ResourceId id(ResourceId id) {
        return id.inSubscription(subscriptionId);
    }

    /** Returns the spec of the plan that describes the resource with this id, if there is one. */
    public Optional<Spec> spec(ResourceId id) {
        return Optional.ofNullable(index().get(Address.azure(id(id))));
    }

    private Map<Address, Spec> index() {
        Map<Address, Spec> known = byAddress;
        if (known == null) {
            known = new HashMap<>();
            for (Spec spec : specs) {
                known.putIfAbsent(spec.address().inSubscription(subscriptionId), spec);
            }
            byAddress = known;
        }
        return known;
    }

    /** Returns the document that a spec of the plan stands for, made once in this scope. Others are made each time. */
    Json document(Spec spec, Supplier<Json> document) {
        if (specs.isEmpty()) {
            return document.get();
        }
        Json known = documents.get(spec);
        if (known == null) {
            known = document.get();
            documents.put(spec, known);
        }
        return known;
    }
}
