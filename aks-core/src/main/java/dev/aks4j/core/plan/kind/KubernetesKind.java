package dev.aks4j.core.plan.kind;

import dev.aks4j.core.internal.plan.kind.OthersFields;
import dev.aks4j.core.internal.plan.kind.OwnedFields;
import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
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

    /**
     * Returns what is known of fields that no spec declares: values that are not worth a word, and what matters to
     * security; see {@link Undeclared}. What others wrote and is not named here is listed too.
     */
    protected List<Undeclared> undeclared() {
        return List.of();
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
        Set<String> othersDefaults = othersDefaults(spec, live);
        Json said = Documents.without(manifest, othersDefaults);
        List<Difference> unmanaged = new ArrayList<>();
        othersDefaults.stream()
                .sorted()
                .filter(place -> !live.at(place).isMissing())
                .filter(place -> !Documents.same(place, manifest.at(place), live.at(place)))
                .forEach(place -> others(spec, place, live.at(place), manifest.at(place), live)
                        .ifPresent(unmanaged::add));
        OthersFields.undeclared(manifest, live)
                .forEach((path, there) ->
                        others(spec, path, there, Json.ofNull(), live).ifPresent(unmanaged::add));
        unmanaged.sort(Comparator.comparing(each -> !Undeclared.isSecurity(each)));
        return new Comparison(
                Documents.compareObject(said, manifest, live, difference -> judge(spec, difference, live)), unmanaged);
    }

    /** Returns a value that others gave the object, with what takes it away; nothing if it is not worth a word. */
    private Optional<Difference> others(S spec, String path, Json there, Json off, Json live) {
        Optional<Undeclared> known = undeclared().stream()
                .filter(each -> each.isAt(path))
                .map(Undeclared::withoutRaw)
                .findFirst();
        if (known.filter(each -> each.isOrdinary(there)).isPresent()) {
            return Optional.empty();
        }
        return judge(spec, new Difference(path, there, off.isNull() ? Json.missing() : off, Change.UPDATE, ""), live)
                .map(judged -> {
                    boolean anew = judged.change() == Change.RECREATE && !holdsSomething(spec, live);
                    boolean taken = anew || judged.change() == Change.UPDATE;
                    String way = anew
                            ? "exact() takes it away, and makes the object anew for it"
                            : taken ? "exact() takes it away" : "fixed at creation";
                    return new Difference(
                            path, there, taken ? off : Json.missing(), judged.change(), Undeclared.word(known, way));
                });
    }

    @Override
    public List<Write> create(S spec, Scope scope) {
        return List.of(new Write.Apply(object(spec, scope), manifest(spec, scope)));
    }

    @Override
    public List<Write> update(S spec, Json live, Comparison comparison, Scope scope) {
        Json manifest = kept(spec, live, scope);
        Set<String> away = new HashSet<>();
        for (Difference difference : comparison.differences()) {
            if (difference.after().isNull()) {
                away.add(difference.path());
            } else if (othersDefaults(spec, live).contains(difference.path())) {
                manifest = manifest.with(difference.path(), difference.after());
            }
        }
        return List.of(new Write.Apply(object(spec, scope), manifest, away));
    }

    /** Returns the defaults in whose place is what we did not write: what our own apply wrote goes back to the default. */
    private Set<String> othersDefaults(S spec, Json live) {
        return defaults(spec).stream()
                .filter(place -> !OwnedFields.isOurs(live, place))
                .collect(Collectors.toSet());
    }

    /**
     * Returns the manifest for an object that exists: without the defaults of ours in whose place is what others wrote. To
     * write them as they are would make them ours, and the next plan would set them back.
     */
    protected final Json kept(S spec, Json live, Scope scope) {
        return Documents.without(manifest(spec, scope), othersDefaults(spec, live));
    }

    /**
     * {@inheritDoc} Labels and annotations that somebody else gave it go over to the new object. Defaults of ours count, as
     * for any that is created; the plan tells what others had in their places.
     */
    @Override
    public List<Write> recreate(S spec, Json live, Scope scope) {
        Json.ObjectBuilder manifest = manifest(spec, scope).edit();
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
