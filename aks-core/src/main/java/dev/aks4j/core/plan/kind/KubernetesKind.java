package dev.aks4j.core.plan.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Base of kinds that are one Kubernetes object, written by server-side apply. A subclass gives name, apiVersion,
 * manifest and summary, and says which fields cannot change in place. Stateless and thread-safe.
 *
 * @param <S> the spec that this kind understands
 */
public abstract class KubernetesKind<S extends Spec> implements ResourceKind<S> {

    /** Creates the kind. */
    protected KubernetesKind() {}

    /** Returns the object that the spec declares, with {@code apiVersion}, {@code kind} and {@code metadata}. */
    protected abstract JsonNode manifest(S spec, Scope scope);

    /** Judges one difference; see {@link ArmKind#judge}. */
    protected Optional<Difference> judge(S spec, Difference difference, JsonNode live) {
        return Optional.of(difference);
    }

    /** Returns where the object lives, with its subscription. */
    protected final Address.InCluster object(S spec, Scope scope) {
        if (spec.address().in(scope.subscriptionId()) instanceof Address.InCluster object) {
            return object;
        }
        throw new IllegalStateException(spec.address() + " is not a Kubernetes object");
    }

    @Override
    public Comparison compare(S spec, JsonNode live, Scope scope) {
        JsonNode manifest = Ownership.labelled(live) ? Ownership.label(manifest(spec, scope)) : manifest(spec, scope);
        return new Comparison(
                Documents.compareObject(manifest, live, difference -> judge(spec, difference, live)), List.of());
    }

    @Override
    public List<Write> create(S spec, Scope scope) {
        return List.of(new Write.Apply(object(spec, scope), manifest(spec, scope)));
    }

    @Override
    public List<Write> update(S spec, JsonNode live, Comparison comparison, Scope scope) {
        return create(spec, scope);
    }

    @Override
    public List<Write> remove(S spec, Scope scope) {
        return List.of(new Write.Remove(object(spec, scope)));
    }

    @Override
    public boolean owns(S spec, JsonNode live) {
        return Ownership.labelled(live);
    }
}
