package dev.aks4j.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ArmKind;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Write;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Teaches the engine role assignments. They have no tags; the name, which follows from what they are, marks ours. */
final class RoleAssignmentKind extends ArmKind<RoleAssignmentSpec> {

    static final RoleAssignmentKind INSTANCE = new RoleAssignmentKind();
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
        return Rule.all(RoleRules.IN_PLAN, new RoleRules.InPlan(spec, scope));
    }

    @Override
    public Set<Address> requires(RoleAssignmentSpec spec) {
        Set<Address> needed = new LinkedHashSet<>();
        needed.add(Address.azure(spec.scope()));
        spec.principal().resource().map(Address::azure).ifPresent(needed::add);
        return needed;
    }

    @Override
    protected JsonNode document(RoleAssignmentSpec spec, Scope scope) {
        ResourceId on = scope.id(spec.scope());
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        properties.put(
                "roleDefinitionId",
                spec.role()
                        .definition(on.subscriptionId().orElse(scope.subscriptionId()))
                        .toString());
        properties.set("principalId", spec.principal().objectId(scope));
        properties.put("principalType", spec.principal().type());
        spec.description().ifPresent(text -> properties.put("description", text));
        return JsonNodeFactory.instance.objectNode().set("properties", properties);
    }

    @Override
    protected Optional<Difference> judge(RoleAssignmentSpec spec, Difference difference, JsonNode live) {
        if (difference.path().equals("/properties/principalType")) {
            // It follows from the principal; Azure refuses an assignment whose principal is of another type.
            return Optional.empty();
        }
        return Optional.of(
                difference.path().equals("/properties/description")
                        ? difference
                        : Differences.as(
                                difference,
                                Change.RECREATE,
                                "Azure changes neither role nor principal of an assignment"));
    }

    @Override
    public List<Write> create(RoleAssignmentSpec spec, Scope scope) {
        return List.of(new Write.Put(id(spec, scope), apiVersion(), document(spec, scope), false, GRANTED_ALREADY));
    }

    @Override
    public boolean owns(RoleAssignmentSpec spec, JsonNode live) {
        return true;
    }
}
