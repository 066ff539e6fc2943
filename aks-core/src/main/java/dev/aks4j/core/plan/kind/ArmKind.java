package dev.aks4j.core.plan.kind;

import dev.aks4j.core.internal.plan.kind.Unfinished;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Base of kinds that are one Azure resource with one document. A subclass gives name, api-version, document and summary,
 * and says which properties cannot change in place. Stateless and thread-safe.
 *
 * @param <S> the spec that this kind understands
 */
public abstract class ArmKind<S extends Spec> implements ResourceKind<S> {

    /** Creates the kind. */
    protected ArmKind() {}

    /** Returns the document that the spec declares: no defaults, no read-only properties, ids completed by the scope. */
    protected abstract Json document(S spec, Scope scope);

    /**
     * Returns which places of the document, as JSON pointers, hold defaults of ours and nothing that the spec said. They
     * count when the resource is created; what exists is not held against them.
     */
    protected Set<String> defaults(S spec) {
        return Set.of();
    }

    /** Returns the properties of which a resource has one or the other. */
    protected List<Alternative> alternatives() {
        return List.of();
    }

    /**
     * Returns which places Azure fills in itself and refuses to be sent later, as JSON pointers. They are left out of
     * writes unless the spec declares them.
     */
    protected Set<String> filledIn() {
        return Set.of();
    }

    /** Returns what the resource is where the spec does not say it; see {@link Undeclared}. Default: it has no tags. */
    protected List<Undeclared> undeclared() {
        return List.of(Undeclared.absent("/tags/*"));
    }

    /** Returns what the resource is where this spec does not say it. Default: as {@link #undeclared()}. */
    protected List<Undeclared> undeclared(S spec) {
        return undeclared();
    }

    /** Returns the {@link #document} of a spec, which is made once for each plan. */
    protected final Json desired(S spec, Scope scope) {
        return scope.document(spec, () -> document(spec, scope));
    }

    /** Returns what of the document counts for a resource that exists. */
    protected Json declared(S spec, Json live, Scope scope) {
        Json said = Documents.without(desired(spec, scope), defaults(spec));
        return Alternative.taken(said, live, alternatives());
    }

    /**
     * Judges one difference. The default changes everything in place; a subclass answers with another {@link Change} and
     * a reason, or with nothing to leave a property alone that somebody else owns.
     */
    protected Optional<Difference> judge(S spec, Difference difference, Json live) {
        return Optional.of(difference);
    }

    /** Returns the id of the resource, with its subscription. */
    protected final ResourceId id(S spec, Scope scope) {
        if (spec.address().inSubscription(scope.subscriptionId()) instanceof Address.InAzure address) {
            return address.id();
        }
        throw new IllegalStateException(spec.address() + " is not an Azure resource");
    }

    @Override
    public Comparison compare(S spec, Json live, Scope scope) {
        Json declared = declared(spec, live, scope);
        List<Difference> differences = new ArrayList<>(
                Documents.compare(declared, Unfinished.asItIs(live), difference -> judge(spec, difference, live)));
        differences.addAll(Unfinished.states(declared, live));
        differences = Alternative.explained(differences, document(spec, scope), alternatives());
        return new Comparison(differences, Undeclared.between(declared, live, undeclared(spec)));
    }

    @Override
    public List<Write> create(S spec, Scope scope) {
        return List.of(new Write.Put(id(spec, scope), apiVersion(), desired(spec, scope), false));
    }

    @Override
    public List<Write> update(S spec, Json live, Comparison comparison, Scope scope) {
        Json declared = declared(spec, live, scope);
        Json changed = Documents.only(declared, live, comparison.differences());
        for (String place : filledIn()) {
            if (declared.at(place).isMissing() && !live.at(place).isMissing()) {
                changed = changed.with(place, Json.ofNull());
            }
        }
        return List.of(new Write.Put(id(spec, scope), apiVersion(), changed, true));
    }

    @Override
    public List<Write> remove(S spec, Scope scope) {
        return List.of(new Write.Delete(id(spec, scope), apiVersion()));
    }

    @Override
    public boolean owns(S spec, Json live) {
        return !carriesTags(spec) || Ownership.tagged(live);
    }
}
