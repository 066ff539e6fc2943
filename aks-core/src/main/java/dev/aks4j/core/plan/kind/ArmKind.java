package dev.aks4j.core.plan.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.model.ResourceId;
import java.util.List;
import java.util.Optional;

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
    protected abstract JsonNode document(S spec, Scope scope);

    /**
     * Judges one difference. The default changes everything in place; a subclass answers with another {@link Change} and
     * a reason, or with nothing to leave a property alone that somebody else owns.
     */
    protected Optional<Difference> judge(S spec, Difference difference, JsonNode live) {
        return Optional.of(difference);
    }

    /** Returns the id of the resource, with its subscription. */
    protected final ResourceId id(S spec, Scope scope) {
        if (spec.address().in(scope.subscriptionId()) instanceof Address.InAzure address) {
            return address.id();
        }
        throw new IllegalStateException(spec.address() + " is not an Azure resource");
    }

    @Override
    public Comparison compare(S spec, JsonNode live, Scope scope) {
        return new Comparison(
                Documents.compare(document(spec, scope), live, difference -> judge(spec, difference, live)), List.of());
    }

    @Override
    public List<Write> create(S spec, Scope scope) {
        return List.of(new Write.Put(id(spec, scope), apiVersion(), document(spec, scope), false));
    }

    @Override
    public List<Write> update(S spec, JsonNode live, Comparison comparison, Scope scope) {
        JsonNode changed = Documents.only(document(spec, scope), live, comparison.differences());
        return List.of(new Write.Put(id(spec, scope), apiVersion(), changed, true));
    }

    @Override
    public List<Write> remove(S spec, Scope scope) {
        return List.of(new Write.Delete(id(spec, scope), apiVersion()));
    }

    @Override
    public boolean owns(S spec, JsonNode live) {
        return !carriesTags(spec) || Ownership.tagged(live);
    }
}
