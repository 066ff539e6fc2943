package dev.aks4j.identity;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.ArmKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Undeclared;
import java.util.List;
import java.util.Set;

/** Teaches the engine custom roles. They have no tags; their name, which is one in a tenant, marks ours. */
final class CustomRoleKind extends ArmKind<CustomRoleSpec> {

    static final CustomRoleKind INSTANCE = new CustomRoleKind();

    private CustomRoleKind() {}

    @Override
    public String name() {
        return "roleDefinition";
    }

    @Override
    public String apiVersion() {
        return "2022-04-01";
    }

    @Override
    public String summary(CustomRoleSpec spec) {
        int count = spec.actions().size() + spec.dataActions().size();
        return spec.name() + ", " + count + (count == 1 ? " action" : " actions");
    }

    @Override
    protected Json document(CustomRoleSpec spec, Scope scope) {
        return spec.document(scope);
    }

    @Override
    protected Set<String> defaults(CustomRoleSpec spec) {
        return spec.description().isEmpty() ? Set.of("/properties/description") : Set.of();
    }

    @Override
    protected List<Undeclared> undeclared() {
        return List.of(Undeclared.value("/properties/description", "").withoutRaw());
    }

    @Override
    public boolean owns(CustomRoleSpec spec, Json live) {
        return true;
    }

    @Override
    public boolean carriesTags(CustomRoleSpec spec) {
        return false;
    }
}
