package dev.aks4j.identity;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ArmKind;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Twins;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.plan.kind.Write;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Teaches the engine role assignments. They have no tags; the name, which follows from what they are, marks ours. */
final class RoleAssignmentKind extends ArmKind<RoleAssignmentSpec> {

    static final RoleAssignmentKind INSTANCE = new RoleAssignmentKind();
    private static final String DESCRIPTION = "/properties/description";
    private static final Set<String> IN_PLACE =
            Set.of(DESCRIPTION, "/properties/condition", "/properties/conditionVersion");
    private static final Set<String> GRANTED_ALREADY = Set.of("RoleAssignmentExists");

    private RoleAssignmentKind() {}

    @Override
    public String name() {
        return "roleAssignment";
    }

    @Override
    public String apiVersion() {
        return "2022-04-01";
    }

    @Override
    public String summary(RoleAssignmentSpec spec) {
        return spec.principal() + " on " + ScopeText.of(spec.scope());
    }

    @Override
    public List<Problem> check(RoleAssignmentSpec spec, Scope scope) {
        return Rule.all(RoleAssignmentRules.IN_PLAN, new RoleAssignmentRules.InPlan(spec, scope));
    }

    @Override
    public Set<Address> requires(RoleAssignmentSpec spec) {
        Set<Address> needed = new LinkedHashSet<>();
        needed.add(Address.azure(spec.scope()));
        needed.add(Address.azure(RoleAssignmentSpec.definition(spec.role())));
        spec.principal().resource().map(Address::azure).ifPresent(needed::add);
        return needed;
    }

    @Override
    protected Json document(RoleAssignmentSpec spec, Scope scope) {
        ResourceId on = scope.id(spec.scope());
        Json.ObjectBuilder properties = Json.object();
        properties.put(
                "roleDefinitionId",
                spec.role()
                        .definition(on.subscriptionId().orElse(scope.subscriptionId()))
                        .toString());
        properties.put("principalId", spec.principal().objectId(scope));
        properties.put("principalType", spec.principal().type());
        spec.description().ifPresent(text -> properties.put("description", text));
        spec.condition().ifPresent(text -> properties.put("condition", text).put("conditionVersion", "2.0"));
        return Json.object().put("properties", properties).build();
    }

    @Override
    protected Optional<Difference> judge(RoleAssignmentSpec spec, Difference difference, Json live) {
        if (difference.path().equals("/properties/principalType")) {
            // It follows from the principal; Azure refuses an assignment whose principal is of another type.
            return Optional.empty();
        }
        return Optional.of(
                IN_PLACE.contains(difference.path())
                        ? difference
                        : difference.with(
                                Change.RECREATE, "Azure changes neither role nor principal of an assignment"));
    }

    /** A grant that somebody made under another name is enough, whatever its description says. */
    @Override
    public Comparison compare(RoleAssignmentSpec spec, Json live, Scope scope) {
        Comparison found = super.compare(spec, live, scope);
        String name = live.path("name").asText("");
        if (name.isEmpty() || name.equalsIgnoreCase(id(spec, scope).name())) {
            return found;
        }
        return new Comparison(
                found.differences().stream()
                        .filter(difference -> !difference.path().equals(DESCRIPTION))
                        .toList(),
                found.unmanaged());
    }

    @Override
    public List<Write> create(RoleAssignmentSpec spec, Scope scope) {
        return List.of(new Write.Put(id(spec, scope), apiVersion(), document(spec, scope), false, GRANTED_ALREADY));
    }

    /** A grant counts whatever its name is; Azure refuses a second one. One on something above is another grant. */
    @Override
    public Optional<Twins> twins(RoleAssignmentSpec spec, Scope scope) {
        String on = scope.id(spec.scope()).toString();
        return Optional.of(new Twins(
                scope.id(spec.scope()),
                "Microsoft.Authorization/roleAssignments",
                Optional.of("atScope()"),
                (declared, live) -> live.at("/properties/scope").asText().equalsIgnoreCase(on)
                        && sameText(declared, live, "/properties/principalId")
                        && last(declared, "/properties/roleDefinitionId")
                                .equalsIgnoreCase(last(live, "/properties/roleDefinitionId"))));
    }

    private static boolean sameText(Json declared, Json live, String pointer) {
        return declared.at(pointer).asText().equalsIgnoreCase(live.at(pointer).asText());
    }

    private static String last(Json document, String pointer) {
        String id = document.at(pointer).asText();
        return id.substring(id.lastIndexOf('/') + 1);
    }

    @Override
    protected List<Undeclared> undeclared() {
        return List.of(Undeclared.absent(DESCRIPTION));
    }

    /** A grant that is given anew is the same grant. */
    @Override
    public boolean holdsSomething(RoleAssignmentSpec spec, Json live) {
        return false;
    }

    @Override
    public boolean owns(RoleAssignmentSpec spec, Json live) {
        return true;
    }
}
