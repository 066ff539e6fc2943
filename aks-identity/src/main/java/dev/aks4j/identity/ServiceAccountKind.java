package dev.aks4j.identity;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.KubernetesKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Undeclared;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Teaches the engine service accounts. */
final class ServiceAccountKind extends KubernetesKind<ServiceAccountSpec> {

    static final ServiceAccountKind INSTANCE = new ServiceAccountKind();
    private static final String PREFIX = "azure.workload.identity/";

    private ServiceAccountKind() {}

    @Override
    public String name() {
        return "serviceAccount";
    }

    @Override
    public String apiVersion() {
        return "v1";
    }

    @Override
    public List<Problem> check(ServiceAccountSpec spec, Scope scope) {
        return Rule.all(ServiceAccountRules.IN_PLAN, new ServiceAccountRules.InPlan(spec, scope));
    }

    @Override
    public Set<Address> requires(ServiceAccountSpec spec) {
        Set<Address> needed = new LinkedHashSet<>();
        needed.add(ObjectHeads.namespace(spec.cluster(), spec.namespace()));
        spec.identity().map(Address::azure).ifPresent(needed::add);
        return needed;
    }

    @Override
    public String summary(ServiceAccountSpec spec) {
        return spec.identity()
                .map(ResourceId::name)
                .map(name -> "acts as " + name)
                .orElse("");
    }

    @Override
    protected List<Undeclared> undeclared() {
        return List.of(Undeclared.absent("/metadata/annotations/azure.workload.identity~1*")
                .secure());
    }

    @Override
    protected Json manifest(ServiceAccountSpec spec, Scope scope) {
        Json.ObjectBuilder manifest = ObjectHeads.of(spec.address());
        Json.ObjectBuilder annotations = manifest.within("metadata").putObject("annotations");
        spec.annotations().forEach(annotations::put);
        spec.identity()
                .map(id -> ManagedIdentitySpec.clientId(scope.id(id)))
                .ifPresent(clientId -> annotations.put(PREFIX + "client-id", clientId.toJson()));
        spec.tenant().ifPresent(id -> annotations.put(PREFIX + "tenant-id", id));
        spec.tokenExpiration()
                .ifPresent(life ->
                        annotations.put(PREFIX + "service-account-token-expiration", String.valueOf(life.toSeconds())));
        return manifest.build();
    }
}
