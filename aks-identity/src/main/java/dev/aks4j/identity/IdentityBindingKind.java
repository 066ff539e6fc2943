package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ArmKind;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Teaches the engine identity bindings. They have no tags; whose cluster they lie below says whose they are. */
final class IdentityBindingKind extends ArmKind<IdentityBindingSpec> {

    static final IdentityBindingKind INSTANCE = new IdentityBindingKind();

    private IdentityBindingKind() {}

    @Override
    public String name() {
        return "identityBinding";
    }

    @Override
    public String apiVersion() {
        return ClusterSpec.API_VERSION;
    }

    @Override
    public List<Problem> check(IdentityBindingSpec spec, Scope scope) {
        return Rule.all(IdentityBindingRules.IN_PLAN, new IdentityBindingRules.InPlan(spec, scope));
    }

    @Override
    public Set<Address> requires(IdentityBindingSpec spec) {
        return Set.of(Address.azure(spec.cluster().id()), Address.azure(spec.identity()));
    }

    @Override
    public String summary(IdentityBindingSpec spec) {
        return "pods may act as " + spec.identity().name();
    }

    @Override
    protected Json document(IdentityBindingSpec spec, Scope scope) {
        Json.ObjectBuilder document = Json.object();
        document.putObject("properties")
                .putObject("managedIdentity")
                .put("resourceId", scope.id(spec.identity()).toString());
        return document.build();
    }

    @Override
    protected Optional<Difference> judge(IdentityBindingSpec spec, Difference difference, Json live) {
        boolean same =
                difference.before().asText().equalsIgnoreCase(difference.after().asText());
        return same ? Optional.empty() : Optional.of(difference.with(Change.RECREATE, "a binding is of one identity"));
    }

    @Override
    public boolean owns(IdentityBindingSpec spec, Json live) {
        return true;
    }
}
