package dev.aks4j.core.plan.kind;

import dev.aks4j.core.internal.plan.kind.OwnedFields;
import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
    protected abstract Json manifest(S spec, Scope scope);

    /** Returns which places of the manifest hold defaults of ours; see {@link ArmKind#defaults}. */
    protected Set<String> defaults(S spec) {
        return Set.of();
    }

    /** Judges one difference; see {@link ArmKind#judge}. */
    protected Optional<Difference> judge(S spec, Difference difference, Json live) {
        return Optional.of(difference);
    }

    /** Returns where the object lives, with its subscription. */
    protected final Address.InCluster object(S spec, Scope scope) {
        if (spec.address().inSubscription(scope.subscriptionId()) instanceof Address.InCluster object) {
            return object;
        }
        throw new IllegalStateException(spec.address() + " is not a Kubernetes object");
    }

    @Override
    public Comparison compare(S spec, Json live, Scope scope) {
        Json manifest = Ownership.labelled(live) ? Ownership.label(manifest(spec, scope)) : manifest(spec, scope);
        Json said = Documents.without(manifest, othersDefaults(spec, live));
        return new Comparison(
                Documents.compareObject(said, manifest, live, difference -> judge(spec, difference, live)), List.of());
    }

    @Override
    public List<Write> create(S spec, Scope scope) {
        return List.of(new Write.Apply(object(spec, scope), manifest(spec, scope)));
    }

    @Override
    public List<Write> update(S spec, Json live, Comparison comparison, Scope scope) {
        return List.of(new Write.Apply(object(spec, scope), kept(spec, live, scope)));
    }

    /** Returns the defaults in whose place is what we did not write: what our own apply wrote goes back to the default. */
    private Set<String> othersDefaults(S spec, Json live) {
        return defaults(spec).stream()
                .filter(place -> !OwnedFields.isOurs(live, place))
                .collect(Collectors.toSet());
    }

    /**
     * Returns the manifest for an object that exists: where it would say a default of ours it says what is there, so that
     * an apply neither sets it back nor lets go of it.
     */
    protected final Json kept(S spec, Json live, Scope scope) {
        Json manifest = manifest(spec, scope);
        for (String place : othersDefaults(spec, live)) {
            Json there = live.at(place);
            manifest = there.isMissing() ? Documents.without(manifest, Set.of(place)) : manifest.with(place, there);
        }
        return manifest;
    }

    /** {@inheritDoc} Labels and annotations that somebody else gave it go over to the new object. */
    @Override
    public List<Write> recreate(S spec, Json live, Scope scope) {
        Json.ObjectBuilder manifest = kept(spec, live, scope).edit();
        Json.ObjectBuilder metadata = manifest.within("metadata");
        for (String map : List.of("labels", "annotations")) {
            Json.ObjectBuilder said = metadata.path(map).edit();
            live.path("metadata").path(map).properties().stream()
                    .filter(entry -> !said.has(entry.getKey()))
                    .filter(entry ->
                            !OwnedFields.isOurs(live, "/metadata/" + map + "/" + Documents.escape(entry.getKey())))
                    .forEach(entry -> said.put(entry.getKey(), entry.getValue()));
            if (!said.isEmpty()) {
                metadata.put(map, said);
            }
        }
        List<Write> writes = new ArrayList<>(remove(spec, scope));
        writes.add(new Write.Apply(object(spec, scope), manifest.build()));
        return writes;
    }

    @Override
    public List<Write> remove(S spec, Scope scope) {
        return List.of(new Write.Remove(object(spec, scope)));
    }

    @Override
    public boolean owns(S spec, Json live) {
        return Ownership.labelled(live);
    }
}
